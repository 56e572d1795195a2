"""What nobody has translated is no translation, whatever TMDB gives in its place."""

import pytest

from custom_components.trakt_upcoming.api.tmdb import EpisodeDetails, Kind, TitleDetails, is_english, translated
from custom_components.trakt_upcoming.api.tmdb.translation import is_fallback


@pytest.mark.parametrize(
    ("language", "title", "original", "original_language"),
    [
        pytest.param("de", "오징어 게임", "오징어 게임", "ko", id="Korean for a German home"),
        pytest.param("de-AT", "오징어 게임", "오징어 게임", "ko", id="with a region"),
        pytest.param("de", "La casa de papel", "La casa de papel", "es", id="in the same letters"),
        pytest.param("ko", "Severance", "Severance", "en", id="English for a Korean home"),
        pytest.param("zh-TW", "鬼滅の刃", "鬼滅の刃", "ja", id="Japanese for a Chinese home"),
        pytest.param("de", "Silence", "Silence", "xx", id="a movie without words"),
    ],
)
def test_original_titles(language: str, title: str, original: str, original_language: str) -> None:
    """They are given where there is no translation, under another name for movies than for shows."""
    languages = {"original_language": original_language}

    assert is_fallback({"original_name": original, **languages}, Kind.TV, title, language)
    assert is_fallback({"original_title": original, **languages}, Kind.MOVIE, title, language)


@pytest.mark.parametrize(
    ("language", "title", "answer"),
    [
        pytest.param("de", "Trennung", {"original_name": "Severance", "original_language": "en"}, id="translated"),
        pytest.param("ja", "鬼滅の刃", {"original_name": "鬼滅の刃", "original_language": "ja"}, id="at home"),
        pytest.param("de-AT", "Dark", {"original_name": "Dark", "original_language": "de"}, id="another region"),
        pytest.param("zh-TW", "三體", {"original_name": "三體", "original_language": "zh"}, id="Chinese in Taiwan"),
        pytest.param("zh-TW", "無間道", {"original_name": "無間道", "original_language": "cn"}, id="Cantonese"),
        pytest.param("no-NO", "Skam", {"original_name": "Skam", "original_language": "no"}, id="Norwegian"),
        pytest.param("no-NO", "Skam", {"original_name": "Skam", "original_language": "nb"}, id="Bokmål"),
        pytest.param("de", "Trennung", {}, id="nothing is said of it"),
        pytest.param("de", "Trennung", {"original_name": "Trennung", "original_language": 7}, id="nonsense"),
    ],
)
def test_titles_in_the_language(language: str, title: str, answer: dict[str, object]) -> None:
    """Where it is the original one, too, it is just what is wanted."""
    assert not is_fallback(answer, Kind.TV, title, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "오징어 게임"),
        ("de", "イカゲーム 2"),
        ("fr", "Клиника (S01)"),
        ("pl", "الحلقة الأولى"),
        ("ru", "오징어"),
        ("ja", "오징어 게임"),
        ("ko", "Клиника"),
        ("de", "π"),
    ],
)
def test_letters_that_the_language_does_not_have(language: str, text: str) -> None:
    """Wherever they are: TMDB does not say which language an overview or the name of an episode is in."""
    episode = EpisodeDetails(season_number=1, episode_number=1, name=text, overview=text, still_path="/s.jpg")
    details = translated(TitleDetails(title=text, overview=text, poster_path="/p.jpg", episodes=(episode,)), language)

    assert details == TitleDetails(
        poster_path="/p.jpg",
        episodes=(EpisodeDetails(season_number=1, episode_number=1, still_path="/s.jpg"),),
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Für Elise"),
        ("de", "1899"),
        ("de", "…"),
        ("de", "BTS: 방탄"),
        ("vi", "Trò chơi con mực"),
        ("ja", "イカゲーム"),
        ("ja", "鬼滅の刃 無限列車編"),
        ("ja", "LOVE 愛"),
        ("ko", "오징어 게임"),
        ("ko", "三國志"),
        ("zh-TW", "魷魚遊戲"),
        ("ru", "Игра в кальмара"),
        ("sr-RS", "Igra lignje"),
        ("el", "Παιχνίδι του καλαμαριού"),
        ("he", "משחקי הדיונון"),
        ("th", "สควิดเกม เล่นลุ้นตาย"),
        ("hi", "स्क्विड गेम"),
    ],
)
def test_letters_of_the_language(language: str, text: str) -> None:
    """Latin ones are known everywhere, and a few others do no harm."""
    details = TitleDetails(title=text, overview=text)

    assert translated(details, language) == details


@pytest.mark.parametrize(("language", "english"), [("en", True), ("en-GB", True), ("de", False), ("eng", False)])
def test_english(language: str, *, english: bool) -> None:
    """In every region."""
    assert is_english(language) is english
