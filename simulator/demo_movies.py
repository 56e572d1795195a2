"""The movies of the demo, with the days of their releases in cinemas, at streaming services and on disc."""

from datetime import date, timedelta
import random

from .catalogue import Ids, Movie, Words

_MONTH = 30
_TITLES = (
    (
        "The Cartographer's Daughter",
        "She finishes her father's map and finds the village that he left out.",
        "adventure",
    ),
    ("Monsoon Letters", "Letters from a flooded post office reach the right people, years late.", "romance"),
    ("Kilometre Zero", "A courier is told to drive until someone stops following her.", "thriller"),
    ("Die stille Brücke", "An engineer inspects the bridge that her village refuses to cross.", "drama"),
    ("Glasshouse", "The plants of a research station grow towards people.", "horror"),
    ("Annulled", "Two divorced lawyers find out that they never were.", "comedy"),
    ("Night Bus to Almaty", "Forty seats, thirty hours, one stolen accordion.", "comedy"),
    ("Spider-Orchid", "A botanist vanishes, and her garden answers the questions.", "mystery"),
    ("Robots & Rosemary", "A kitchen robot wants to taste what it cooks.", "animation"),
    ("海辺の郵便局", "A post office by the sea delivers only what was never sent.", "drama"),
    ("Winter Quarters", "A circus waits for spring in a town that fears it.", "history"),
    ("The Ninth Understudy", "Eight singers fall ill on the same evening.", "music"),
    ("Halfway Up", "People who turned back, and what they did with the rest of their lives.", "documentary"),
    ("Orbit of the Heron", "A satellite sends a photograph that nobody asked for.", "science-fiction"),
)
_EARLIER = {
    40: ("Low Water", "A river gives back a car that nobody had reported.", "thriller"),
    75: ("The Understated", "Three translators share one award speech.", "comedy"),
    115: ("Salt and Ceiling", "A plasterer finds a letter in every house of one street.", "drama"),
    160: ("Parallel Parking", "Two driving instructors refuse to pass each other.", "comedy"),
}
"""Movies that are already out, by the number of days since their release."""
_WITHOUT_IMAGES = ("Night Bus to Almaty", "The Ninth Understudy")
_TRANSLATIONS = {
    "The Cartographer's Daughter": {
        "de": Words("Die Tochter des Kartografen", "Sie vollendet die Karte ihres Vaters und findet ein Dorf."),
        "fr": Words("La Fille du cartographe", "Elle achève la carte de son père et trouve le village oublié."),
        "es": Words("La hija del cartógrafo", "Termina el mapa de su padre y encuentra el pueblo que él omitió."),
        "nl": Words("De dochter van de cartograaf", "Ze voltooit de kaart van haar vader en vindt een dorp."),
        "pl": Words("Córka kartografa", "Kończy mapę ojca i odnajduje wioskę, którą pominął."),
        "pt-BR": Words("A Filha do Cartógrafo", "Ela termina o mapa do pai e encontra a vila que ele omitiu."),
    },
    "Die stille Brücke": {
        "de": Words("Die stille Brücke", "Eine Ingenieurin prüft die Brücke, über die ihr Dorf nicht geht."),
        "en": Words("The Silent Bridge", "An engineer inspects the bridge that her village refuses to cross."),
    },
    "海辺の郵便局": {
        "en": Words("The Post Office by the Sea", "It delivers only what was never sent."),
        "de": Words("Das Postamt am Meer", "Es stellt nur zu, was nie abgeschickt wurde."),
    },
}


def demo_movies(today: date, seed: int) -> tuple[Movie, ...]:
    """Return movies of the 30 days from today on, and some of the last half year.

    The first of them is released today. The seed decides the days of the others.
    """
    others = random.Random(seed).sample(range(1, _MONTH), len(_TITLES) - 1)
    ahead = [0, *sorted(others), *(-days for days in _EARLIER)]
    return tuple(_movie(index, today + timedelta(days=days)) for index, days in enumerate(ahead))


def _movie(index: int, released: date) -> Movie:
    title, overview, genre = (*_TITLES, *_EARLIER.values())[index]
    return Movie(
        ids=Ids(trakt=970_000 + index, tmdb=1_400_000 + index, imdb=f"tt{38_000_000 + index}"),
        title=title,
        overview=overview,
        runtime=88 + index * 17 % 60,
        genres=(genre,),
        certification="PG-13",
        has_pictures=title not in _WITHOUT_IMAGES,
        translations=_TRANSLATIONS.get(title, {}),
        released=released,
        streaming=released + timedelta(days=12) if index % 3 == 0 else None,
        dvd=released + timedelta(days=20) if index % 5 == 0 else None,
    )
