"""The invented shows of the demo. Together they have every special case that real shows have."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from .catalogue import Ids, Show, Words

_LONDON = ZoneInfo("Europe/London")
_NEW_YORK = ZoneInfo("America/New_York")


def _ids(number: int) -> Ids:
    return Ids(trakt=170_000 + number, tmdb=290_000 + number, imdb=f"tt{29_000_000 + number}", tvdb=400_000 + number)


HARBOUR = Show(
    ids=_ids(11),
    title="Salt Harbour",
    overview="A lighthouse keeper's daughter returns to a port where nobody admits to having lost a ship.",
    runtime=52,
    genres=("drama", "mystery"),
    country="us",
    certification="TV-MA",
    network="Northlight",
    zone=_NEW_YORK,
    translations={
        "de": Words(
            "Salzhafen", "Die Tochter des Leuchtturmwärters kehrt in einen Hafen zurück, in dem alle schweigen."
        ),
        "fr": Words("Port-Sel", "La fille du gardien de phare revient dans un port où personne ne parle du naufrage."),
        "es": Words("Puerto Sal", "La hija del farero vuelve a un puerto donde nadie reconoce haber perdido un barco."),
        "nl": Words(
            "Zouthaven", "De dochter van de vuurtorenwachter keert terug naar een haven die een schip verzwijgt."
        ),
        "pl": Words("Słony Port", "Córka latarnika wraca do portu, w którym nikt nie przyznaje się do utraty statku."),
        "pt-BR": Words(
            "Porto de Sal", "A filha do faroleiro volta a um porto onde ninguém admite ter perdido um navio."
        ),
    },
)
ARCHIVE = Show(
    ids=_ids(12),
    title="Das Archiv",
    overview="Two archivists in Gera find a file that was closed before the crime.",
    runtime=45,
    genres=("crime",),
    country="de",
    network="Kanal 5",
    zone=ZoneInfo("Europe/Berlin"),
    translations={
        "de": Words("Das Archiv", "Zwei Archivare in Gera finden eine Akte, die vor der Tat geschlossen wurde."),
        "en": Words("The Archive", "Two archivists in Gera find a file that was closed before the crime."),
        "nl": Words("Het archief", "Twee archivarissen vinden een dossier dat vóór de misdaad werd gesloten."),
    },
)
FERRY = Show(
    ids=_ids(13),
    title="星の渡し船",
    overview="A ferry crosses the night sky, and its youngest deckhand wants to know who pays for the crossing.",
    runtime=24,
    genres=("anime", "fantasy"),
    country="jp",
    certification="TV-PG",
    network="Tokyo Ten",
    zone=ZoneInfo("Asia/Tokyo"),
    translations={
        "en": Words("Ferry of Stars", "A ferry crosses the night sky, and its youngest deckhand asks who pays for it."),
        "de": Words(
            "Die Sternenfähre", "Eine Fähre überquert den Nachthimmel, und ihr jüngster Matrose stellt Fragen."
        ),
        "fr": Words("Le Passeur d'étoiles", "Un bac traverse le ciel nocturne, et son mousse se demande qui paie."),
        # A translation of the title only.
        "es": Words("El transbordador de estrellas", ""),
    },
)
PARLIAMENT = Show(
    ids=_ids(14),
    title="Kitchen Parliament",
    overview="Six flatmates settle everything by majority, and nobody ever has one.",
    runtime=30,
    genres=("comedy",),
    network="Gull Two",
    zone=_LONDON,
)
ECHOES = Show(
    ids=_ids(15),
    title="Échos de l'été",
    overview="Three sisters inherit a campsite, its debts, and its guests.",
    runtime=50,
    country="fr",
    network="Canal Sud",
    zone=ZoneInfo("Europe/Paris"),
    translations={
        "fr": Words("Échos de l'été", "Trois sœurs héritent d'un camping, de ses dettes et de ses clients."),
        "en": Words("Echoes of Summer", "Three sisters inherit a campsite, its debts, and its guests."),
        "pl": Words("Echa lata", "Trzy siostry dziedziczą kemping, jego długi i jego gości."),
        "pt-BR": Words("Ecos do Verão", "Três irmãs herdam um camping, suas dívidas e seus hóspedes."),
    },
)
LEDGER = Show(
    ids=_ids(16),
    title="Red Ledger",
    overview="An auditor notices that a bank has one employee too many.",
    runtime=58,
    genres=("thriller",),
    country="us",
    certification="TV-MA",
    network="Pacific One",
    zone=ZoneInfo("America/Los_Angeles"),
)
RESCUE = Show(
    ids=_ids(17),
    title="Southern Cross Rescue",
    overview="Helicopters, surf, and people who had been told not to go out.",
    runtime=42,
    genres=("reality",),
    country="au",
    network="Harbour 9",
    zone=ZoneInfo("Australia/Sydney"),
)
NUMBERS = Show(
    ids=Ids(trakt=170_018),
    title="Nobody's Numbers",
    overview="A call centre rings people who do not exist, and they answer.",
    runtime=22,
    genres=("comedy", "mystery"),
    network="Indie Loop",
    zone=_NEW_YORK,
)
ZERO = Show(
    ids=replace(_ids(19), tmdb=0),
    title="Zero Sum Game",
    overview="Two chess coaches, one marriage.",
    runtime=44,
    network="Indie Loop",
    zone=_NEW_YORK,
)
UNLISTED = Show(
    ids=_ids(20),
    title="Unlisted Hours",
    overview="The night shift of a radio station that is on no dial.",
    runtime=47,
    country="us",
    network="Northlight",
    zone=_NEW_YORK,
    known_to_tmdb=False,
)
WINDOW = Show(
    ids=_ids(21),
    title="חלון לים",
    overview="A pensioner lets her room with a view of the sea, one night at a time.",
    runtime=40,
    country="il",
    network="Channel 22",
    zone=ZoneInfo("Asia/Jerusalem"),
    translations={"en": Words("A Window to the Sea", "A pensioner lets her room with a view, one night at a time.")},
)
ORDERS = Show(
    ids=_ids(22),
    title="Last Orders",
    overview="A pub has ten evenings left, and a regular for each of them.",
    runtime=60,
    network="Gull Two",
    zone=_LONDON,
    has_pictures=False,
)
KETTLE = Show(
    ids=_ids(30),
    title="The Late Kettle \N{HOT BEVERAGE}",
    overview="Tea, talk, and the news of a town that has none.",
    runtime=35,
    genres=("talk-show",),
    certification="TV-PG",
    network="Gull Two",
    zone=_LONDON,
)
MOONS = Show(
    ids=_ids(40),
    title="Paper Moons",
    overview="The crew of a lunar station folds a calendar to remember which month it is at home.",
    runtime=38,
    genres=("science-fiction",),
    country="us",
    network="Streamberry",
    translations={
        "de": Words("Papiermonde", "Die Besatzung einer Mondstation faltet einen Kalender gegen das Vergessen."),
        "es": Words("Lunas de papel", "La tripulación de una estación lunar pliega un calendario para no olvidar."),
    },
)
