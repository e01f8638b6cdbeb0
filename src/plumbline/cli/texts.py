"""Commands that work on a file: parse, cite, diff. Nothing of the file is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from plumbline.cli.library import converter, ready, today
from plumbline.cli.output import FORMAT, Day, console, print_json
from plumbline.documents.address import eids
from plumbline.documents.align import align
from plumbline.documents.model import Document, Unit
from plumbline.documents.parse import parse
from plumbline.documents.read import Unreadable, read
from plumbline.sources.resolve import Resolved, Target
from plumbline.store.blocks import words_of
from plumbline.store.checking import check_text, document_passages

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def read_document(path: Path) -> Document:
    """Read and parse a file, or end with a message that names it."""
    try:
        return parse(read(path.read_bytes(), str(path), converter=converter()))
    except Unreadable as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be read ({error.strerror})") from None


@click.command("parse")
@click.argument("file", type=FILE)
@FORMAT
def parse_(file: Path, form: str) -> None:
    """Show the structure of a text: articles, paragraphs, items, and what looks wrong in it."""
    document = read_document(file)
    if form == "json":
        print_json(document_json(document))
        return
    metadata = document.metadata
    console.print(metadata.title, style="bold", markup=False)
    console.print(f"{metadata.kind} · {metadata.adopted_on} · in force from {metadata.effective_on}")
    for article in document.articles():
        items = sum(child.kind == "item" for child in article.walk())
        paragraphs = sum(child.kind == "paragraph" for child in article.children)
        console.print(f"  art {article.number}: {paragraphs} paragraphs, {items} items")
    for finding in document.findings:
        console.print(f"  line {finding.line}: {finding.kind} {finding.code}: {finding.message}",
                      style="yellow", markup=False)  # fmt: skip


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
            if u.kind in ("part", "subpart", "chapter", "section")
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
        elif unit.kind in ("part", "subpart", "chapter", "section"):
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


@click.command()
@click.argument("file", type=FILE)
@click.option("--on", type=Day(), help="The day asked; by default the day of the text itself.")
@FORMAT
def cite(file: Path, on: date | None, form: str) -> None:
    """Find what a text cites, and what has become of it on a day."""
    ready()
    try:
        checked = check_text(
            file.read_bytes(), str(file), on, today=today(), converter=converter()
        )
    except Unreadable as error:
        raise click.ClickException(str(error)) from None
    if form == "json":
        print_json([citation_json(one) for one in checked.citations])
        return
    for one in checked.citations:
        style = "green" if one.status == "ok" else "yellow"
        where = ", ".join(f"{t.title} {t.eid}".strip() for t in one.targets[:3])
        console.print(f"{one.citation.start:7} {one.status:18} {one.citation.text}", style=style, markup=False)
        console.print(f"        {where}", style="dim", markup=False)
    console.print(f"{len(checked.citations)} citations, as of {checked.on}")


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


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@FORMAT
def diff(old: Path, new: Path, form: str) -> None:
    """Align two versions of a text, paragraph by paragraph: moved, amended, split, merged."""
    matches = align(document_passages(read_document(old)), document_passages(read_document(new)))
    rows = [
        {"old": list(m.old), "new": list(m.new), "kind": m.kind, "score": round(m.score, 4)}
        for m in matches
    ]
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        if row["kind"] != "same":
            console.print(f"{','.join(row['old']) or '-':20} {','.join(row['new']) or '-':20} {row['kind']} {row['score']:.2f}")


COMMANDS = (parse_, cite, diff)
__all__ = ["COMMANDS", "citation_json", "document_json", "words_of"]
