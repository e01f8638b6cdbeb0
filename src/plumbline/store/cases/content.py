"""内容 -- the law that cases run under: calendars, clocks and definitions, read once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from plumbline.clock.calendar import Calendar
from plumbline.law import clocks
from plumbline.law.notices import Reminding, load_reminding
from plumbline.law.papers import PaperForms, load_papers, load_style
from plumbline.law.procedures import Procedure, load_procedures
from plumbline.law.standards import Standards, load_standards
from plumbline.papers import Style
from plumbline.procedure import Definition, latest


class UnknownProcedure(LookupError):
    """A case runs under a procedure that no content root holds (any more); `name` says which."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no procedure {name!r}; there are {', '.join(sorted(known))}")
        self.name = name


KINDS: Final = ("calendars", "clocks", "procedures")
"""What due days are computed with, in the order in which `counted_under` names it."""


def added() -> tuple[Path, ...]:
    """The content roots of the bureau itself, which PLUMBLINE_LAW names, after the package's."""
    named = os.environ.get("PLUMBLINE_LAW", "")
    return tuple(Path(root) for root in named.split(os.pathsep) if root)


@cache
def calendar() -> Calendar:
    """The days of rest and the working days of every year that is announced."""
    return clocks.calendar(added())


@cache
def procedures() -> Mapping[str, Procedure]:
    """Every procedure by name, each with its texts by day of effect."""
    return load_procedures(clocks.clocks(added()), added=added())


@cache
def papers() -> Mapping[str, Mapping[str, PaperForms]]:
    """The forms of the papers of every procedure, by procedure and id."""
    return load_papers(added=added())


@cache
def style() -> Style:
    """How papers look."""
    return load_style(added=added())


@cache
def reminding() -> Reminding:
    """When somebody is reminded of a due day, and who is told when nobody answers."""
    return load_reminding(added())


@cache
def standards(procedure: str) -> Standards:
    """The checklists for cases of a procedure, by code and day of effect."""
    return load_standards(procedure, added=added())


def procedure(name: str) -> Procedure:
    """A procedure. Raises UnknownProcedure with the names that there are."""
    found = procedures().get(name)
    if found is None:
        raise UnknownProcedure(name, procedures())
    return found


def definition_of(name: str, revision: str) -> Definition:
    """The text of a procedure with that revision; where there is none any more, the last.

    Raises UnknownProcedure as `procedure` does.
    """
    texts = procedure(name).definitions
    known = [one for one in texts.values() if one.revision == revision]
    return known[0] if known else latest(texts)


@cache
def counted_under() -> str:
    """Which content due days are computed with: a short digest of each of KINDS, by hyphen.

    A case whose record names another was counted before a notice, a statute or a definition
    changed.
    """
    return "-".join(_digest_of(kind) for kind in KINDS)


def _digest_of(kind: str) -> str:
    found = hashlib.sha256()
    for root in (clocks.ROOT, *added()):
        for path in sorted(root.glob(f"*/{kind}/**/*.toml")):
            found.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:10]
