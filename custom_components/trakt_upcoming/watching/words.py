"""A write in words."""

from ..agenda.wording import Wording, episode_number
from ..api.errors import ApiError, LimitReachedError, NotFoundError, VipRequiredError
from ..api.trakt import Item
from .write import Write


def in_words(write: Write, error: ApiError, wording: Wording) -> str:
    """Return what was wanted, and why it is not done."""
    wanted = wording.phrases[f"write_{write.change}"].format(title=title_of(write.item))
    return f"{wanted}: {_reason(error, wording)}"


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


def _reason(error: ApiError, wording: Wording) -> str:
    match error:
        case LimitReachedError(limit=int(limit)):
            return wording.phrases["refused_limit"].format(limit=limit)
        case LimitReachedError():
            return wording.phrases["refused_some_limit"]
        case NotFoundError():
            return wording.phrases["refused_unknown"]
        case VipRequiredError():
            return wording.phrases["refused_vip"]
    return wording.phrases["refused"]
