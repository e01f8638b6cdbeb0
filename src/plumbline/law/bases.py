"""依据 -- whether the provisions that content rests on are those of texts in force on a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from plumbline.sources import register
from plumbline.sources.catalogue import build
from plumbline.sources.force import state_on
from plumbline.sources.names import key_of
from plumbline.sources.work import Catalogue, Version

ADDRESS: Final = re.compile(
    r"(?P<work>[^#]+)#(?P<article>\d+(?:-\d+)?)(?:\.(?P<paragraph>\d+))?(?:\.(?P<item>\d+))?"
    r"(?:\.\d+)?(?:@(?P<version>\d{4}-\d{2}-\d{2}))?"
)
IN_FORCE: Final = ("in_force", "partly_in_force")


def shipped(root: Path) -> Catalogue:
    """The catalogue of the register that is content of a root: `<root>/cn/sources`."""
    found = register.load(root / "cn" / "sources" / "register.jsonl")
    return build(found.records, found.effects, found.known_until)


def resolver(catalogue: Catalogue) -> Callable[[str, date], bool]:
    """Says of a provision (行政复议法#30.1.4) and a day whether it is of a text in force then.

    A subitem is taken on trust, since an outline does not reach so far. A version that is pinned
    must be the one in force.
    """

    def resolves(provision: str, day: date) -> bool:
        address = ADDRESS.fullmatch(provision)
        work = catalogue.find(key_of(address["work"])) if address else None
        if address is None or work is None:
            return False
        state = state_on(work, day, catalogue)
        if state.state not in IN_FORCE or state.version is None:
            return False
        pinned = address["version"] in (None, state.version.name)
        return pinned and _has(state.version, address)

    return resolves


def _has(version: Version, address: re.Match[str]) -> bool:
    """Whether a text has the place; one whose outline is not known proves nothing."""
    if version.outline is None:
        return False
    return version.outline.has(
        address["article"], int(address["paragraph"] or 0), int(address["item"] or 0)
    )
