"""Trakt's format of moments."""

from datetime import UTC, datetime


def utc(moment: datetime) -> str:
    """Return a moment in UTC as text in Trakt's format."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def moment(text: object) -> datetime | None:
    """Return the moment of a text in UTC, None if it is not a time. A time without a zone is in UTC."""
    try:
        parsed = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
