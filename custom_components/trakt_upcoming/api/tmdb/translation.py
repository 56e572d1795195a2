"""Finds out which texts of TMDB are translations: without one, TMDB gives the original text.

Source: TMDB's documentation of languages. It gives the original language of a title, but not of an episode's name.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
import unicodedata

from .models import EpisodeDetails, Kind, TitleDetails

_SAME_LANGUAGE: Final = {"nb": "no", "nn": "no", "cn": "zh", "sh": "sr"}
"""Codes for which TMDB has another one as well; `cn` is Cantonese, which is written as Chinese is."""
_ORIGINAL_TITLE: Final = {Kind.MOVIE: "original_title", Kind.TV: "original_name"}
_CYRILLIC: Final = ("CYRILLIC",)
_ARABIC: Final = ("ARABIC",)
_DEVANAGARI: Final = ("DEVANAGARI",)
_LETTERS: Final = {
    "ar": _ARABIC,
    "be": _CYRILLIC,
    "bg": _CYRILLIC,
    "bn": ("BENGALI",),
    "el": ("GREEK",),
    "fa": _ARABIC,
    "gu": ("GUJARATI",),
    "he": ("HEBREW",),
    "hi": _DEVANAGARI,
    "hy": ("ARMENIAN",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC"),
    "ka": ("GEORGIAN",),
    "kk": _CYRILLIC,
    "kn": ("KANNADA",),
    "ko": ("HANGUL", "CJK"),
    "ky": _CYRILLIC,
    "mk": _CYRILLIC,
    "ml": ("MALAYALAM",),
    "mn": _CYRILLIC,
    "mr": _DEVANAGARI,
    "ne": _DEVANAGARI,
    "pa": ("GURMUKHI",),
    "ru": _CYRILLIC,
    "si": ("SINHALA",),
    "sr": _CYRILLIC,
    "ta": ("TAMIL",),
    "te": ("TELUGU",),
    "th": ("THAI",),
    "uk": _CYRILLIC,
    "ur": _ARABIC,
    "zh": ("CJK", "BOPOMOFO", "IDEOGRAPHIC"),
}
"""The letters of languages that have others beside Latin ones, as Unicode names them."""


def is_english(language: str) -> bool:
    """Return whether a language such as `en-GB` is English."""
    return _plain(language) == "en"


def is_fallback(answer: dict[str, Any], kind: Kind, title: object, language: str) -> bool:
    """Return whether the title in an answer is the original one in another language than the requested one."""
    original_language = answer.get("original_language")
    return (
        isinstance(original_language, str)
        and title == answer.get(_ORIGINAL_TITLE[kind])
        and _plain(original_language) != _plain(language)
    )


def translated(details: TitleDetails, language: str) -> TitleDetails:
    """Return the details without texts in letters that the language does not have."""
    return replace(
        details,
        title=_in_letters_of(language, details.title),
        overview=_in_letters_of(language, details.overview),
        episodes=tuple(_translated_episode(episode, language) for episode in details.episodes),
    )


def _translated_episode(episode: EpisodeDetails, language: str) -> EpisodeDetails:
    return replace(
        episode,
        name=_in_letters_of(language, episode.name),
        overview=_in_letters_of(language, episode.overview),
    )


def _in_letters_of(language: str, text: str | None) -> str | None:
    """Return the text, None if less than half of its letters are Latin ones or the language's own."""
    if text is None or text.isascii():
        return text
    own = ("LATIN", *_LETTERS.get(_plain(language), ()))
    letters = [any(script in name for script in own) for name in _names_of_letters(text)]
    return text if 2 * sum(letters) >= len(letters) else None


def _names_of_letters(text: str) -> Iterator[str]:
    return (unicodedata.name(character, "") for character in text if character.isalpha())


def _plain(language: str) -> str:
    """Return a language without its region, by one code where TMDB has several."""
    plain = language.partition("-")[0].lower()
    return _SAME_LANGUAGE.get(plain, plain)
