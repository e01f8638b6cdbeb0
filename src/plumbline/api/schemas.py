"""The shapes of answers, as the description of the interface states them."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class EffectOut(Schema):
    """What one text does to another, and where it says so."""

    kind: str
    effective_on: str | None
    title: str
    version: str | None
    id: str | None


class StateOut(Schema):
    """The state of a work on a day, and why.

    `since_assumed` is true where no text states the day of effect and that of adoption is taken;
    `doubtful` while, for that reason, the text may not yet have begun on the day asked.
    """

    state: str
    version: str | None
    since: str | None
    since_assumed: bool
    doubtful: bool
    because: EffectOut | None
    changes_pending: list[str]


class WorkOut(Schema):
    """A work without its versions."""

    key: str
    title: str
    kind: str
    level: str
    issuers: list[str]
    latest_on: str | None


class WorkRowOut(WorkOut):
    """A work in a list, with its state on the day asked."""

    shown_version: str | None
    state: str
    version: str | None
    since: str | None
    since_assumed: bool
    doubtful: bool
    because: EffectOut | None
    changes_pending: list[str]


class VersionOut(Schema):
    """A version without its text."""

    version: str
    title: str
    kind: str
    level: str
    issuers: list[str]
    doc_number: str
    adopted_on: str | None
    published_on: str | None
    effective_on: str | None
    expires_on: str | None
    ends_on: str | None
    effective_rule: str
    is_trial: bool
    articles: int
    history: list[dict[str, Any]]
    findings: list[dict[str, Any]]


class WorkPageOut(WorkOut):
    """A work, its state on a day, and its versions."""

    on: str
    state: StateOut
    versions: list[VersionOut]


class ProvisionOut(Schema):
    """A block of a version."""

    id: str
    kind: str
    number: str
    label: str
    heading: str
    path: list[str]
    text: str


class CitingOut(Schema):
    """A citation of another text."""

    title: str
    work: str
    version: str
    id: str
    text: str
    start: int
    end: int


class HitOut(Schema):
    """An article that was found."""

    rank: int
    title: str
    work: str
    version: str
    id: str
    number: str
    score: float
    snippet: str


class Page(Schema):
    """A page of a list; `next` is the number of the page that follows, or null."""

    total: int
    page: int
    size: int
    next: int | None


class WorksOut(Page):
    """A page of works."""

    items: list[WorkRowOut]


class ProvisionsOut(Page):
    """A page of blocks."""

    items: list[ProvisionOut]


class CitingsOut(Page):
    """A page of citations of other texts."""

    items: list[CitingOut]


class HitsOut(Page):
    """A page of what was found; `behind` counts changes that the index lacks."""

    items: list[HitOut]
    behind: int


class CitationsOut(Page):
    """A page of resolved citations."""

    on: str | None
    items: list[dict[str, Any]]


class CheckOut(Schema):
    """A text that was checked and not kept."""

    title: str
    on: str
    written: str
    citations: list[dict[str, Any]]
    findings: list[dict[str, Any]]
