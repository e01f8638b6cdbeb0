"""核对 -- what a citation points to on the day it was written, and what has become of it.

A citation is read as of the day of the text that cites; its status is as of the day
asked. Nothing is guessed: a work that is not known is `unknown_document`, never the
next best name, and a text that is not at hand makes the answer `unverifiable`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from plumbline.sources.context import Outline
from plumbline.sources.find import Citation
from plumbline.sources.force import act_of, state_on
from plumbline.sources.patterns import EDITION, YEAR
from plumbline.sources.runs import Pin, eid_of
from plumbline.sources.work import Catalogue, Effect, State, Version, Work

STATUSES: Final = (
    "ok",
    "unknown_document",
    "no_such_provision",
    "repealed",
    "not_yet_in_force",
    "moved",
    "changed_unverified",
    "unverifiable",
    "not_a_citation",
)
_GRAVITY: Final = {
    status: rank
    for rank, status in enumerate(
        ("ok", "moved", "changed_unverified", "unverifiable", "not_yet_in_force", "repealed",
         "no_such_provision")
    )
}  # fmt: skip


class Target(NamedTuple):
    """One provision that a citation names. `version` is the day of adoption, ISO, or empty.

    `moved_to` is the id of the article where its content stands on the day asked.
    """

    title: str
    work: str
    version: str
    pin: Pin
    eid: str
    status: str
    moved_to: str = ""
    note: str = ""


class Resolved(NamedTuple):
    """A citation with its targets and its status on the day asked, and why."""

    citation: Citation
    status: str
    targets: tuple[Target, ...]
    state: State | None = None
    because: Effect | None = None
    known_until: date | None = None
    note: str = ""


_ENDED: Final = {
    "repealed": ("repealed", ""),
    "lapsed": ("repealed", "lapsed"),
    "superseded": ("changed_unverified", "renamed"),
}

Moves = Callable[[Work, Version, Version, str], tuple[tuple[str, float], ...] | None]
"""Where the content of an article of one version stands in another; None when not known."""


@dataclass(frozen=True, slots=True)
class Citing:
    """The text that cites: its title and key, its own outline, its day, and what it amends."""

    title: str
    key: str
    version: str
    outline: Outline
    complete: bool
    day: date | None
    amends: str = ""


class Resolver:
    """Resolves the citations of one text as of a day, against a catalogue."""

    def __init__(
        self, catalogue: Catalogue, citing: Citing, on: date, moves: Moves | None = None
    ) -> None:
        self.catalogue = catalogue
        self.citing = citing
        self.on = on
        self.written = citing.day or on
        self.moves = moves
        self._states: dict[tuple[str, str, date], State] = {}

    def resolve(self, citation: Citation) -> Resolved:
        """The targets of a citation and its status."""
        if not citation.norm:
            return Resolved(citation, "not_a_citation", ())
        if citation.work is None:
            return Resolved(citation, "unknown_document", ())
        if not citation.pins and citation.kind in ("relative", "malformed"):
            # 前款 in the first paragraph, or a number that no article can have.
            return Resolved(citation, "no_such_provision", ())
        if citation.work == "":
            return self._own(citation)
        work = self.catalogue.find(citation.work)
        if work is None:
            return self._unknown(citation)
        return self._known(citation, work)

    # -- this very text -----------------------------------------------------

    def _own(self, citation: Citation) -> Resolved:
        citing = self.citing
        targets = tuple(
            Target(citing.title, citing.key, citing.version, pin, eid_of(pin), self._exists(
                citing.outline, pin, complete=citing.complete))
            for pin in citation.pins
        )  # fmt: skip
        return Resolved(citation, _worst(targets), targets)

    def _exists(self, outline: Outline | None, pin: Pin, *, complete: bool) -> str:
        if outline is None:
            return "unverifiable"
        if not pin.article:
            return _has_division(outline, pin, complete=complete)
        number = f"{pin.article}-{pin.sub}" if pin.sub else str(pin.article)
        if outline.has(number, pin.paragraph, 0) and self._has_item(outline, number, pin):
            return "ok"
        return "no_such_provision" if complete else "unverifiable"

    def _has_item(self, outline: Outline, number: str, pin: Pin) -> bool:
        if not pin.item or pin.paragraph:
            return outline.has(number, pin.paragraph, pin.item)
        # 第十五条第六项 names no paragraph: it is the one that holds the list.
        return any(pin.item <= items for items in outline.articles.get(number, ()))

    # -- other works --------------------------------------------------------

    def _unknown(self, citation: Citation) -> Resolved:
        """A work without any text: that it was repealed may be known all the same."""
        key = citation.work or ""
        ended = [
            effect
            for effect in self.catalogue.effects.get(key, ())
            if effect.kind == "repeal" and effect.effective_on and effect.effective_on <= self.on
        ]
        targets = tuple(
            Target(citation.name, key, "", pin, eid_of(pin), "unverifiable")
            for pin in citation.pins or (Pin(),)
        )
        known_until = self._limit()
        if ended:
            first = min(ended, key=lambda effect: effect.effective_on or self.on)
            state = State("repealed", None, first.effective_on, first)
            targets = tuple(t._replace(title=first.name, status="repealed") for t in targets)
            return Resolved(citation, "repealed", targets, state, first, known_until)
        # A text that another ends on a later day was there before; its words are not known.
        known = any(e.kind == "repeal" for e in self.catalogue.effects.get(key, ()))
        status = "unverifiable" if known else "unknown_document"
        targets = tuple(t._replace(status=status) for t in targets)
        return Resolved(citation, status, targets, None, None, known_until)

    def _limit(self) -> date | None:
        until = self.catalogue.known_until
        return until if until is not None and self.on > until else None

    def _state(self, work: Work, day: date, act: str = "") -> State:
        key = (work.key, act, day)
        if key not in self._states:
            self._states[key] = state_on(work, day, self.catalogue)
        return self._states[key]

    def _known(self, citation: Citation, work: Work) -> Resolved:
        cited, label = version_meant(
            work, self._state(work, self.written), citation.text, self.written
        )
        now = self._state(work, self.on)
        if cited is not None and cited.stands_alone:
            work = act_of(work, cited)
            now = self._state(work, self.on, cited.name)
        targets = tuple(
            self._target(work, pin, cited, label, now) for pin in citation.pins or (Pin(),)
        )
        status = _worst(targets)
        because = now.because if _explains(now.because, status) else None
        return Resolved(citation, status, targets, now, because, self._limit(), now.note)

    def _target(
        self, work: Work, pin: Pin, cited: Version | None, label: str, now: State
    ) -> Target:
        target = Target(work.title, work.key, label, pin, eid_of(pin), "ok")
        if now.state == "not_yet_in_force" and not self._bound_before(work):
            return target._replace(status="not_yet_in_force")
        missing = self._missing(work, pin, cited) or _undated(now)
        if missing:
            return target._replace(status=missing)
        if now.state in _ENDED:
            status, note = _ENDED[now.state]
            return target._replace(status=status, note=note)
        if not pin.article and now.version is not None and now.version.name == target.version:
            return target
        if pin == Pin():
            return target
        if _partly_repealed(now, pin):
            return target._replace(status="repealed")
        if _is_among(now.late, pin):
            return target._replace(status="not_yet_in_force")
        return self._now(work, pin, cited, now, target)

    def _bound_before(self, work: Work) -> bool:
        return any(day <= self.on for day in work.history) and len(work.history) > 1

    def _missing(self, work: Work, pin: Pin, cited: Version | None) -> str:
        """Why the provision cannot be found in the text of its day; "" when it can."""
        if pin == Pin():
            return ""
        if cited is None:
            return "" if self._state(work, self.on).state == "repealed" else "unverifiable"
        found = self._exists(cited.outline, pin, complete=cited.complete)
        if found == "no_such_provision" and self.citing.amends == work.key:
            return "unverifiable"
        return "" if found == "ok" else found

    def _now(
        self, work: Work, pin: Pin, cited: Version | None, now: State, target: Target
    ) -> Target:
        """What has become of a provision between the day it was cited and the day asked."""
        governing = now.version
        if now.pending:
            return target._replace(status="changed_unverified", note="changes pending")
        if governing is None or cited is None:
            return target._replace(status="unverifiable")
        if governing.name == cited.name:
            return target
        number = f"{pin.article}-{pin.sub}" if pin.sub else str(pin.article)
        moves = self.moves(work, cited, governing, number) if self.moves else None
        if moves is None:
            return target._replace(status="changed_unverified")
        if not moves:
            return target._replace(status="no_such_provision", note="deleted")
        if any(place == number for place, _ in moves):
            return target
        return target._replace(status="moved", moved_to=f"art_{moves[0][0]}")


def _has_division(outline: Outline, pin: Pin, *, complete: bool) -> str:
    """Whether there is such a part, chapter or section; the widest levels may be left out."""
    if outline.divisions is None:
        return "unverifiable"
    eid = eid_of(pin)
    if any(one == eid or one.endswith(f"__{eid}") for one in outline.divisions):
        return "ok"
    return "no_such_provision" if complete else "unverifiable"


def version_meant(work: Work, then: State, words: str, written: date) -> tuple[Version | None, str]:
    """The text of a work that a citation means, if it is known, and the day of that text.

    `then` is the state of the work on the day on which the citing text was written; `words` are
    those of the citation, which may name an edition.
    """
    edition = EDITION.search(words)
    if edition:
        return _edition(work, int(edition[1]))
    year = YEAR.search(words)
    if year:
        of_year = _edition(work, int(year[1]))
        if of_year[1]:
            return of_year
    return _cited_version(work, then, written), _label(work, then, written)


def _cited_version(work: Work, then: State, written: date) -> Version | None:
    """The version whose words the citing text had before it, when they are known."""
    if then.version is not None and then.state != "not_yet_in_force" and not _unseen(work, then):
        return then.version
    latest = max((day for day in work.history if day <= written), default=None)
    return next((v for v in work.versions if v.adopted_on and v.adopted_on == latest), None)


def _edition(work: Work, year: int) -> tuple[Version | None, str]:
    """The text that is meant by 《某某法（2017年修正）》, and its day, known or not."""
    for version in reversed(work.versions):
        if version.adopted_on is not None and version.adopted_on.year == year:
            return version, version.name
    days = [day for day in work.history if day.year == year]
    return None, days[-1].isoformat() if days else ""


def _unseen(work: Work, then: State) -> bool:
    """Whether a newer text bound, or may have bound, whose words are not known."""
    known = {version.adopted_on for version in work.versions}
    return any(day not in known for day in then.pending)


def _label(work: Work, then: State, written: date) -> str:
    """The day of adoption of the text of that day, known from texts or from history lines."""
    latest = max((day for day in work.history if day <= written), default=None)
    if latest is not None:
        return latest.isoformat()
    return (
        then.version.name if then.version is not None and then.state != "not_yet_in_force" else ""
    )


def _explains(effect: Effect | None, status: str) -> bool:
    kind = effect.kind if effect is not None else ""
    return status == "repealed" or (status == "not_yet_in_force" and kind == "late_start")


def _undated(now: State) -> str:
    """A text without any day may bind or not: what cites it cannot be verified."""
    return "unverifiable" if now.state == "unverified" and now.version is not None else ""


def _partly_repealed(now: State, pin: Pin) -> bool:
    because = now.because
    if because is None or because.kind != "partial_repeal":
        return False
    return _is_among(because.provisions, pin)


def _is_among(places: Iterable[str], pin: Pin) -> bool:
    eid = eid_of(pin)
    return any(eid == place or eid.startswith(f"{place}__") for place in places)


def _worst(targets: tuple[Target, ...]) -> str:
    return max((t.status for t in targets), key=lambda s: _GRAVITY.get(s, 0), default="ok")
