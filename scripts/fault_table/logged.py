"""A part of the log of a home."""

from dataclasses import dataclass
import re
from typing import Final

_WARNING: Final = re.compile(r"^\S+ \S+ (WARNING|ERROR|CRITICAL) .*")
_RECOVERED: Final = re.compile(r"^\S+ \S+ INFO .*recovered")
_TRACEBACK: Final = re.compile(r"^.*\nTraceback .*(\n .*)*\n.*", re.MULTILINE)
_NORMAL: Final = ("has not been tested by Home Assistant", "[homeassistant.components.api] Error during service call")
"""Lines that Home Assistant logs for every custom integration, and for every button that fails through the API."""


@dataclass(frozen=True, slots=True)
class Logged:
    """The log from one moment on."""

    text: str

    @property
    def complaints(self) -> tuple[str, ...]:
        """The warnings and errors of all integrations."""
        return tuple(line for line in self._lines if _WARNING.match(line) and not any(each in line for each in _NORMAL))

    @property
    def recoveries(self) -> tuple[str, ...]:
        """The lines about the end of a fault."""
        return tuple(line for line in self._lines if _RECOVERED.match(line))

    @property
    def tracebacks(self) -> tuple[str, ...]:
        """The stack traces, each with the line before it, which names the logger."""
        return tuple(found.group() for found in _TRACEBACK.finditer("\n".join(self._lines)))

    @property
    def _lines(self) -> list[str]:
        return self.text.splitlines()
