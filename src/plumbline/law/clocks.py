"""期间 -- finds the calendars and the clocks of statutes: `<root>/<place>/{calendars,clocks}/`.

Roots are searched in their order, the package's own first, and places from the general to the
particular (cn, then cq). A year or text found later replaces the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from plumbline.clock import Calendar, Clocks, load_calendar, load_clocks

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

PLACES: Final = ("cn", "cq")


def calendar(added: Sequence[Path] = (), places: Sequence[str] = PLACES) -> Calendar:
    """The calendar of working days. `added` are content roots after the package's own.

    Raises ContentFault for what cannot be read.
    """
    return load_calendar(_folders("calendars", added, places))


def clocks(added: Sequence[Path] = (), places: Sequence[str] = PLACES) -> Clocks:
    """The clocks of all statutes of some places. Raises ContentFault for what cannot be read."""
    return load_clocks(_folders("clocks", added, places))


def _folders(kind: str, added: Sequence[Path], places: Sequence[str]) -> list[Path]:
    return [root / place / kind for root in (ROOT, *added) for place in places]
