"""Labels of movies, shows, seasons, episodes and changes."""

from ..agenda.wording import Wording, episode_number
from ..api.errors import ApiError, LimitReachedError, NotAiredError, NotFoundError, VipRequiredError
from ..api.trakt import Item
from .change import Change, Reason, Refusal


def in_words(change: Change, refusal: Refusal, wording: Wording) -> str:
    """Return what was wanted, and why it is not done."""
    wanted = wording.phrases[f"write_{change.kind}"].format(title=title_of(change.item))
    return f"{wanted}: {wording.phrases[refusal.reason].format(limit=refusal.limit)}"


def refusal_of(error: ApiError) -> Refusal:
    """Return what an error says to a change."""
    match error:
        case LimitReachedError(limit=int(limit)):
            return Refusal(reason=Reason.LIMIT, limit=limit)
        case LimitReachedError():
            return Refusal(reason=Reason.SOME_LIMIT)
        case NotFoundError():
            return Refusal(reason=Reason.UNKNOWN)
        case VipRequiredError():
            return Refusal(reason=Reason.VIP)
        case NotAiredError():
            return Refusal(reason=Reason.NOT_AIRED)
    return Refusal(reason=Reason.REFUSED)


def title_of(item: Item) -> str:
    """Return an item as people call it."""
    words = [item.work.title if item.work is not None else ""]
    if item.episode is not None:
        words += [episode_number(item.episode.season, item.episode.number), item.episode.title or ""]
    elif item.season is not None:
        words.append(f"S{item.season.number:02}")
    elif item.movie is not None and item.movie.year is not None:
        words.append(f"({item.movie.year})")
    return " ".join(word for word in words if word)
