"""条 -- the unit that is found: one article of one version, and changes to a library of them.

An article is the unit in which people cite and the smallest that can be read alone
(立法法#65), so it is what a search returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, or numbered section, of one version of one work.

    `id` is unique: work, `@`, version, `#`, eid. `kind` and
    `level` are names such as `administrative_regulation` and `province`; the kind also
    ranks (`schema.STANDING`). `path` holds the headings above,
    widest first. `text` has its paragraphs on lines of their own. `effective_on` and
    `ends_on` are ISO days, the second the first day on which the text is no longer in
    force; empty means unknown, and still in force. `cited_by` counts citations from
    other articles.
    """

    id: str
    work: str
    title: str
    version: str
    eid: str
    number: str
    kind: str
    level: str
    issuer: str
    year: int
    doc_numbers: tuple[str, ...]
    path: tuple[str, ...]
    heading: str
    text: str
    effective_on: str
    ends_on: str
    cited_by: int

    @property
    def version_id(self) -> str:
        """The version that this entry belongs to: work and version, joined by `@`."""
        return version_id(self.work, self.version)


def version_id(work: str, version: str) -> str:
    """The key under which all entries of one version are put and dropped together."""
    return f"{work}@{version}"


@dataclass(frozen=True, slots=True)
class Put:
    """Take in all entries of a version, in place of those that the index has of it."""

    version_id: str
    entries: Iterable[Entry]


@dataclass(frozen=True, slots=True)
class Drop:
    """Forget all entries of a version. Dropping what is not there is no error."""

    version_id: str
