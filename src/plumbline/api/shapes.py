"""Every value as JSON: one function for each type, for the interface and for commands."""

from __future__ import annotations

from datetime import date
from typing import Any

from plumbline.documents.address import eids
from plumbline.documents.model import DIVISIONS, Document, Unit
from plumbline.search import Hit
from plumbline.sources.resolve import Resolved, Target
from plumbline.sources.work import Effect, State
from plumbline.store.library import WorkRow
from plumbline.store.models import Citation, Provision, Version, Work


def document_json(document: Document) -> dict[str, Any]:
    """A document as `parse` prints it."""
    metadata = document.metadata
    ids = {id(unit): eid for eid, unit in eids(document)}
    return {
        "title": metadata.title,
        "kind": metadata.kind,
        "level": metadata.level,
        "issuers": list(metadata.issuers),
        "doc_number": metadata.doc_number,
        "adopted_on": _iso(metadata.adopted_on),
        "published_on": _iso(metadata.published_on),
        "effective_on": _iso(metadata.effective_on),
        "effective_rule": metadata.effective_rule,
        "expires_on": _iso(metadata.expires_on),
        "is_trial": metadata.is_trial,
        "history": [
            {"day": _iso(e.day), "action": e.action, "organ": e.organ, "instrument": e.instrument,
             "number": e.number} for e in metadata.history
        ],
        "headings": [
            {"id": ids[id(u)], "kind": u.kind, "number": u.number, "heading": u.heading}
            for root in document.body for u in root.walk()
            if u.kind in DIVISIONS
        ],
        "articles": [_article_json(unit, ids, path) for unit, path in _with_path(document)],
        "sections": [
            _unit_json(unit, ids) for unit in document.body if unit.kind.startswith("section_")
        ],
        "findings": [
            {"code": f.code, "class": f.kind, "place": f.place, "line": f.line, "start": f.start,
             "end": f.end, "message": f.message} for f in document.findings
        ],
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _with_path(document: Document) -> list[tuple[Unit, list[str]]]:
    found: list[tuple[Unit, list[str]]] = []
    stack: list[tuple[Unit, list[str]]] = [(unit, []) for unit in reversed(document.body)]
    while stack:
        unit, path = stack.pop()
        if unit.kind == "article":
            found.append((unit, path))
        elif unit.kind in DIVISIONS:
            inner = [*path, f"{unit.kind} {unit.number} {unit.heading}".strip()]
            stack.extend((child, inner) for child in reversed(unit.children))
    return found


def _article_json(article: Unit, ids: dict[int, str], path: list[str]) -> dict[str, Any]:
    return {
        "id": ids[id(article)],
        "number": article.number,
        "path": path,
        "paragraphs": [
            {
                "id": ids[id(p)],
                "text": p.text,
                "items": [_item_json(c, ids) for c in p.children if c.kind == "item"],
            }
            for p in article.children
            if p.kind == "paragraph"
        ],
    }


def _item_json(item: Unit, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "id": ids[id(item)],
        "number": item.number,
        "text": item.text,
        "subitems": [
            {"id": ids[id(c)], "number": c.number, "text": c.text}
            for c in item.children
            if c.kind == "subitem"
        ],
    }


def _unit_json(unit: Unit, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "id": ids[id(unit)],
        "kind": unit.kind,
        "number": unit.number,
        "text": unit.text,
        "children": [_unit_json(child, ids) for child in unit.children],
    }


def citation_json(one: Resolved) -> dict[str, Any]:
    """A resolved citation as `cite` prints it."""
    citation = one.citation
    found: dict[str, Any] = {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "class": citation.kind,
        "status": one.status,
        "targets": [target_json(target) for target in one.targets],
    }
    if one.because is not None:
        by = one.because.provenance
        found["because"] = {
            "title": by.title, "version": _iso(by.version), "id": by.provision,
            "effective_on": _iso(one.because.effective_on),
        }  # fmt: skip
    if one.known_until is not None:
        found["known_until"] = _iso(one.known_until)
    return found


def target_json(target: Target) -> dict[str, Any]:
    """A target as `cite` prints it: levels that the words do not name are null."""
    pin = target.pin
    found: dict[str, Any] = {
        "title": target.title,
        "version": target.version or None,
        "article": str(pin.article) if pin.article else None,
        "sub": pin.sub or None,
        "paragraph": pin.paragraph or None,
        "item": pin.item or None,
        "subitem": pin.subitem or None,
        "id": target.eid or None,
        "status": target.status,
    }
    for name in ("part", "subpart", "chapter", "section"):
        if getattr(pin, name):
            found[name] = getattr(pin, name)
    if target.moved_to:
        found["moved_to"] = target.moved_to
    if target.note:
        found["note"] = target.note
    return found


def effect_json(effect: Effect) -> dict[str, Any]:
    """What one text does to another, and where it says so."""
    by = effect.provenance
    return {
        "kind": effect.kind,
        "effective_on": _iso(effect.effective_on),
        "title": by.title,
        "version": _iso(by.version),
        "id": by.provision or None,
    }


def state_json(state: State) -> dict[str, Any]:
    """The state of a work on a day, since when, and why."""
    return {
        "state": state.state,
        "version": state.version.name if state.version else None,
        "since": _iso(state.since),
        "since_assumed": state.assumed,
        "doubtful": state.doubtful,
        "because": effect_json(state.because) if state.because else None,
        "changes_pending": [day.isoformat() for day in state.pending],
    }


def work_json(work: Work) -> dict[str, Any]:
    """A work without its versions."""
    return {
        "key": work.key,
        "title": work.title,
        "kind": work.kind,
        "level": work.level,
        "issuers": work.issuers,
        "latest_on": _iso(work.latest_on),
    }


def work_row_json(row: WorkRow) -> dict[str, Any]:
    """A work in a list, with its state on the day asked."""
    return {
        **work_json(row.work),
        "shown_version": row.version.label if row.version else None,
        **state_json(row.state),
    }


def version_json(version: Version) -> dict[str, Any]:
    """A version without its text."""
    days = ("adopted_on", "published_on", "effective_on", "expires_on", "ends_on")
    return {
        "version": version.label,
        "title": version.title,
        "kind": version.kind,
        "level": version.level,
        "issuers": version.issuers,
        "doc_number": version.doc_number,
        **{name: _iso(getattr(version, name)) for name in days},
        "effective_rule": version.effective_rule,
        "is_trial": version.is_trial,
        "articles": version.articles,
        "history": version.history,
        "findings": version.findings,
    }


def provision_json(block: Provision) -> dict[str, Any]:
    """A block of a version: a heading, an article, a section."""
    return {
        "id": block.eid,
        "kind": block.kind,
        "number": block.number,
        "label": block.label,
        "heading": block.heading,
        "path": block.path,
        "text": block.text,
    }


def citation_row_json(row: Citation) -> dict[str, Any]:
    """A citation as it is kept: who cites, where, and in which words."""
    return {
        "title": row.version.title,
        "work": row.version.work.key,
        "version": row.version.label,
        "id": row.provision,
        "class": row.kind,
        "text": row.text,
        "start": row.start,
        "end": row.end,
    }


def named_json(block: Provision, above: float) -> dict[str, Any]:
    """The article that a query names outright, above what was found by its words."""
    return {
        "rank": 1,
        "title": block.version.title,
        "work": block.version.work.key,
        "version": block.version.label,
        "id": block.eid,
        "number": block.number,
        "score": round(above + 1, 4),
        "snippet": block.text[:200],
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """An article that was found."""
    return {
        "rank": hit.rank,
        "title": hit.title,
        "work": hit.work,
        "version": hit.version,
        "id": hit.eid,
        "number": hit.number,
        "score": hit.score,
        "snippet": hit.snippet.text,
    }
