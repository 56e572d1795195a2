"""Moments as Trakt writes and reads them."""

from datetime import UTC, datetime


def utc(moment: datetime) -> str:
    """Return a moment as Trakt writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def moment(text: object) -> datetime | None:
    """Return the moment that a text names, in UTC, which is meant where no zone is said; None for any other text."""
    try:
        parsed = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
