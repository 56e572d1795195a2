"""What a home logged, from one moment on."""

from dataclasses import dataclass
import re
from typing import Final

_LOUD: Final = re.compile(r"^\S+ \S+ (WARNING|ERROR|CRITICAL) .*")
_BACK: Final = re.compile(r"^\S+ \S+ INFO .*recovered")
_TRACEBACK: Final = re.compile(r"^.*\nTraceback .*(\n .*)*\n.*", re.MULTILINE)
_NORMAL: Final = ("has not been tested by Home Assistant", "[homeassistant.components.api] Error during service call")
"""What is logged for every custom integration, and for every press of a button that a script makes."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A part of the log."""

    text: str

    @property
    def complaints(self) -> tuple[str, ...]:
        """The warnings and errors, whoever logged them."""
        return tuple(line for line in self._lines if _LOUD.match(line) and not any(each in line for each in _NORMAL))

    @property
    def good_news(self) -> tuple[str, ...]:
        """What was logged of the end of a fault."""
        return tuple(line for line in self._lines if _BACK.match(line))

    @property
    def tracebacks(self) -> tuple[str, ...]:
        """The stack traces, each with the line before it, which says whose it is."""
        return tuple(found.group() for found in _TRACEBACK.finditer("\n".join(self._lines)))

    @property
    def _lines(self) -> list[str]:
        return self.text.splitlines()
