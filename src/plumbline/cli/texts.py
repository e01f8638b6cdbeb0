"""Commands that work on a file: parse, cite, diff. Nothing of the file is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from plumbline.api.shapes import citation_json, document_json
from plumbline.cli.library import converter, ready, today
from plumbline.cli.output import FORMAT, Day, console, print_json
from plumbline.documents.align import align
from plumbline.documents.model import Document
from plumbline.documents.parse import parse
from plumbline.documents.read import Unreadable, read
from plumbline.store.texts.checking import check_text, document_passages

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
    console.print(
        f"{metadata.kind} · {metadata.adopted_on} · in force from {metadata.effective_on}"
    )
    for article in document.articles():
        items = sum(child.kind == "item" for child in article.walk())
        paragraphs = sum(child.kind == "paragraph" for child in article.children)
        console.print(f"  art {article.number}: {paragraphs} paragraphs, {items} items")
    for finding in document.findings:
        console.print(f"  line {finding.line}: {finding.kind} {finding.code}: {finding.message}",
                      style="yellow", markup=False)  # fmt: skip


@click.command()
@click.argument("file", type=FILE)
@click.option("--on", type=Day(), help="The day asked; by default the day of the text itself.")
@FORMAT
def cite(file: Path, on: date | None, form: str) -> None:
    """Find what a text cites, and what has become of it on a day."""
    ready()
    try:
        checked = check_text(file.read_bytes(), str(file), on, today=today(), converter=converter())
    except Unreadable as error:
        raise click.ClickException(str(error)) from None
    if form == "json":
        print_json([citation_json(one) for one in checked.citations])
        return
    for one in checked.citations:
        style = "green" if one.status == "ok" else "yellow"
        where = ", ".join(f"{t.title} {t.eid}".strip() for t in one.targets[:3])
        console.print(
            f"{one.citation.start:7} {one.status:18} {one.citation.text}", style=style, markup=False
        )
        console.print(f"        {where}", style="dim", markup=False)
    console.print(f"{len(checked.citations)} citations, as of {checked.on}")


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
    for match in matches:
        if match.kind != "same":
            sides = f"{','.join(match.old) or '-':20} {','.join(match.new) or '-':20}"
            console.print(f"{sides} {match.kind} {match.score:.2f}")


COMMANDS = (parse_, cite, diff)
