"""The shapes of answers, as the description of the interface states them."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class EffectOut(Schema):
    kind: str
    effective_on: str | None
    title: str
    version: str | None
    id: str | None


class StateOut(Schema):
    state: str
    version: str | None
    since: str | None
    because: EffectOut | None
    changes_pending: list[str]


class WorkOut(Schema):
    key: str
    title: str
    kind: str
    level: str
    issuers: list[str]
    latest_on: str | None


class WorkRowOut(WorkOut):
    shown_version: str | None
    state: str
    version: str | None
    since: str | None
    because: EffectOut | None
    changes_pending: list[str]


class VersionOut(Schema):
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
    on: str
    state: StateOut
    versions: list[VersionOut]


class ProvisionOut(Schema):
    id: str
    kind: str
    number: str
    label: str
    heading: str
    path: list[str]
    text: str


class CitingOut(Schema):
    title: str
    work: str
    version: str
    id: str
    text: str
    start: int
    end: int


class HitOut(Schema):
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
    items: list[WorkRowOut]


class ProvisionsOut(Page):
    items: list[ProvisionOut]


class CitingsOut(Page):
    items: list[CitingOut]


class HitsOut(Page):
    items: list[HitOut]
    behind: int


class ResolvedOut(Schema):
    """A citation with its targets; levels that the words do not name are null."""

    start: int
    end: int
    text: str
    status: str
    targets: list[dict[str, Any]]
    because: dict[str, Any] | None = None
    known_until: str | None = None


class CitationsOut(Page):
    on: str | None
    items: list[dict[str, Any]]


class CheckOut(Schema):
    title: str
    on: str
    written: str
    citations: list[dict[str, Any]]
    findings: list[dict[str, Any]]
