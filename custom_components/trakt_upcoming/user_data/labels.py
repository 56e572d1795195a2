"""Labels of movies, shows, seasons, episodes and changes."""

from ..agenda.wording import Wording
from ..api.errors import ApiError, LimitReachedError, NotAiredError, NotFoundError, VipRequiredError
from .change import Change, Reason, Refusal


def in_words(change: Change, refusal: Refusal, wording: Wording) -> str:
    """Return a sentence about a refused change, with the reason."""
    wanted = wording.phrases[f"write_{change.kind}"].format(title=change.ref.label)
    return f"{wanted}: {wording.phrases[refusal.reason].format(limit=refusal.limit)}"


def refusal_of(error: ApiError) -> Refusal:
    """Return the refusal for an error."""
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
