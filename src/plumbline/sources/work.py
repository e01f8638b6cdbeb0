"""作品与文本 -- a law is one work with dated texts; each text binds from a day until a day.

立法法#61: a text names its day of effect. #103 to 106: new over old within one issuer,
otherwise a ruling; so what a later text ends is read from its own closing words only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from plumbline.sources.context import Outline

EffectKind = Literal["repeal", "rename", "amend", "partial_repeal", "late_start"]

STATES: Final = (
    "in_force",
    "not_yet_in_force",
    "superseded",
    "repealed",
    "lapsed",
    "partly_in_force",
    "unverified",
    "unknown",
)

ASSUMED: Final = frozenset(("amended", "adopted"))
"""Rules by which a day of effect is taken to be the day of the text, which states none."""

DAYS_TO_PUBLISH: Final = 200
"""Between a cabinet's approval and its publication at the most; both are of one text."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact about a work was read: the text that says it, and the provision in it."""

    work: str
    title: str
    version: date | None
    provision: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What one text does to another, as its closing words say.

    `target` is the key of the work; `before` limits a repeal to texts adopted before
    that day, so that a work made anew under its old name is not ended with the old one;
    `provisions` are ids when only parts are repealed, or bind from a later day than the rest
    of their own text (`late_start`).
    """

    kind: EffectKind
    target: str
    name: str
    effective_on: date | None
    before: date | None
    provenance: Provenance
    provisions: tuple[str, ...] = ()
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work. `outline` is None when its provisions are not known.

    `complete` is false when the text is damaged, so that what is missing in it proves
    nothing; `loaded` when the words are in the library and not only in the register.
    `effective_rule` says how the day of effect is known, `ASSUMED` or not. What `stands_alone`
    is an act of its own, such as an amendment, which no later one of the same title replaces.
    """

    adopted_on: date | None
    effective_on: date | None
    title: str
    published_on: date | None = None
    expires_on: date | None = None
    outline: Outline | None = None
    complete: bool = True
    loaded: bool = False
    id: int = 0
    effective_rule: str = ""
    stands_alone: bool = False

    @property
    def name(self) -> str:
        """The version as it is addressed: the day of adoption, ISO."""
        return self.adopted_on.isoformat() if self.adopted_on else ""


@dataclass(frozen=True, slots=True)
class Work:
    """A law under all its texts. `history` has the days of texts known, loaded or not."""

    key: str
    title: str
    kind: str = ""
    level: str = ""
    issuers: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    history: tuple[date, ...] = ()
    first_adopted_on: date | None = None
    aliases: tuple[str, ...] = ()
    doc_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What governs on a day: the version, the state of the work, why, and what is not known.

    `late` are the provisions of the version that do not yet bind on that day. `since` is
    `assumed` where no text states it, and the state `doubtful` while the version may not yet have
    begun. `made_on` is the day of the first text where the words known are of a later one.
    """

    state: str
    version: Version | None
    since: date | None = None
    because: Effect | None = None
    pending: tuple[date, ...] = ()
    note: str = ""
    late: tuple[str, ...] = ()
    assumed: bool = False
    doubtful: bool = False
    made_on: date | None = None


@dataclass(slots=True)
class Catalogue:
    """All works that are known, by key, with what ends or renames them.

    `known_until` is the day up to which the register speaks; an answer for a later day
    carries that limit. `differences` says, by key and version, in which fields a loaded
    text differs from the register. Values are never changed once the catalogue is built.
    """

    works: dict[str, Work] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    effects: dict[str, tuple[Effect, ...]] = field(default_factory=dict)
    known_until: date | None = None
    differences: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def find(self, key: str) -> Work | None:
        """The work with this key or alias, or None; never another work instead."""
        found = self.works.get(key)
        if found is None and key in self.aliases:
            found = self.works.get(self.aliases[key])
        return found
