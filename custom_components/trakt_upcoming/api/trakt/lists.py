"""The personal lists of a user."""

from dataclasses import dataclass
from datetime import datetime

from mashumaro.mixins.dict import DataClassDictMixin

from ..fields import identifier, line, moment, optional, paragraph, required, slug, web_address, whole_number
from .details import Found
from .models import code

_count = whole_number(0, 1_000_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListIds(DataClassDictMixin):
    """The ids of a list."""

    trakt: int = required(identifier)
    slug: str | None = optional(slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalList(DataClassDictMixin):
    """A list without its items."""

    ids: ListIds
    name: str = required(line)
    description: str | None = optional(paragraph)
    privacy: str | None = optional(code)
    item_count: int | None = optional(_count)
    share_link: str | None = optional(web_address)
    updated_at: datetime | None = optional(moment)
    """In UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Found):
    """An item of a list."""

    rank: int | None = optional(_count)
    notes: str | None = optional(paragraph)
    listed_at: datetime | None = optional(moment)
    """In UTC."""
