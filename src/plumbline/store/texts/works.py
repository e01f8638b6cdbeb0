"""作品查询 -- which work is meant, which of its versions governs on a day, and when that changed.

Every function takes the day on which the question is asked, and none looks at a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plumbline.sources.force import act_of, state_on
from plumbline.sources.names import key_of
from plumbline.sources.work import Catalogue, State
from plumbline.sources.work import Work as KnownWork
from plumbline.store.models import UNDERIVED, Version, Work
from plumbline.store.texts.catalogues import catalogue

_CHANGES: Final = ("repeal", "partial_repeal", "late_start")
"""Kinds of effects after whose day another state, or another part of a text, holds."""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """What the page of a version shows on a day. `version` is None when no text is loaded."""

    work: Work
    version: Version | None
    versions: Sequence[Version]
    state: State
    on: date


def without_nul(typed: str) -> str:
    """What was typed without NUL, which no name has and PostgreSQL does not take."""
    return typed.replace("\0", "")


def find_work(key: str) -> Work | None:
    """The loaded work with this key, title or alias, or None."""
    wanted = key_of(without_nul(key))
    found = Work.objects.filter(key=wanted).first()
    if found is None:
        known = catalogue().find(wanted)
        found = Work.objects.filter(key=known.key).first() if known is not None else None
    return found


def known_work(key: str) -> KnownWork | None:
    """What is known of a work, loaded or not."""
    return catalogue().find(key_of(key))


def state_of(key: str, on: date) -> State:
    """The state of a work on a day; `unknown` when nothing is known of it."""
    return state_in(catalogue(), key, on)


def state_in(known: Catalogue, key: str, on: date) -> State:
    """As `state_of`, for whoever asks of many works at once."""
    work = known.find(key)
    return state_on(work, on, known) if work is not None else _ended_unseen(key, on, known)


def _ended_unseen(key: str, on: date, known: Catalogue) -> State:
    """A work that only the words of another text mention: they may say that it has ended."""
    for effect in known.effects.get(key, ()):
        if effect.kind == "repeal" and effect.effective_on and effect.effective_on <= on:
            return State("repealed", None, effect.effective_on, effect)
    return State("unknown", None)


def version_page(work: Work, on: date, label: str | None = None) -> VersionPage:
    """The version with this label, or the one that governs on the day, or the last before it.

    Raises LookupError when there is no version with the label.
    """
    versions = list(work.versions.exclude(lexicon=UNDERIVED).order_by("label"))
    state = state_of(work.key, on)
    if label is not None:
        chosen = next((v for v in versions if v.label == label), None)
        if chosen is None:
            labels = ", ".join(v.label for v in versions)
            raise LookupError(f"{work.key} has no version {label}; there are {labels}")
        return VersionPage(work, chosen, versions, _state_of_act(work, label, on) or state, on)
    return VersionPage(work, shown_version(versions, state, on), versions, state, on)


def _state_of_act(work: Work, label: str, on: date) -> State | None:
    """The state of a version that is an act of its own; None of any other."""
    known = catalogue()
    found = known.find(work.key)
    versions = found.versions if found is not None else ()
    act = next((v for v in versions if v.name == label and v.stands_alone), None)
    return state_on(act_of(found, act), on, known) if found and act else None


def shown_version(versions: Sequence[Version], state: State, on: date) -> Version | None:
    """The governing version if it is loaded, else the last that had begun, else the first."""
    if state.version is not None:
        for version in versions:
            if version.label == state.version.name:
                return version
    begun = [v for v in versions if v.begins_on and v.begins_on <= on]
    return begun[-1] if begun else (versions[0] if versions else None)


def change_days(work: Work) -> list[date]:
    """The days on which something about a work changed: texts beginning, ending, repeals."""
    known = catalogue()
    days: set[date] = set()
    for version in work.versions.all():
        days.update(day for day in (version.begins_on, version.ends_on) if day)
        if version.expires_on:
            days.add(version.expires_on + timedelta(days=1))
    for effect in known.effects.get(work.key, ()):
        day = effect.effective_on
        if day is not None and effect.kind in _CHANGES:
            around = (day - timedelta(days=1), day)
            before, after = (state_on(known.works[work.key], one, known) for one in around)
            if (before.state, before.because, before.late) != (
                after.state, after.because, after.late
            ):  # fmt: skip
                days.add(day)
    return sorted(days)
