"""下载 -- a version as a file: Markdown, Word, Akoma Ntoso, and JSON of what the library holds."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from plumbline.documents.akn import write_akn
from plumbline.documents.markdown import INFO_END
from plumbline.documents.marks import print_label
from plumbline.documents.model import DIVISIONS, Document, Unit
from plumbline.store import places
from plumbline.store.models import Version
from plumbline.store.texts.rereading import document_of

_FONT: Final = "SimSun"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Download(NamedTuple):
    """A file to hand out: its bytes, its media type, and a name for it."""

    data: bytes
    media_type: str
    name: str


class Printed(NamedTuple):
    """A line of a document as it is printed: the depth of a heading from 1, else 0; or a table."""

    text: str
    depth: int
    rows: tuple[tuple[str, ...], ...] = ()


def download(version: Version, form: str) -> Download:
    """A version as `docx`, `akn`, `json` or `md`.

    Raises LookupError for another form or without a text, FileNotFoundError when an original is
    gone.
    """
    if form not in _FORMS:
        raise LookupError(f"no download as {form!r}; there are {', '.join(sorted(_FORMS))}")
    make, media_type, ending = _FORMS[form]
    label = f"({version.label})" if version.label else ""
    name = f"{version.title}{label}.{ending}".replace("/", "_")
    return Download(make(version), media_type, name)


def original_bytes(sha256: str) -> bytes:
    """A file as it came in. Raises FileNotFoundError when it is gone."""
    return places.originals().fetch(sha256)


def printed(document: Document) -> Iterator[Printed]:
    """The lines of a document without its title, in reading order."""
    for unit in document.body:
        yield from _lines(unit, 1)
    for unit in document.tail:
        yield from _lines(unit, 1)


def _lines(unit: Unit, depth: int) -> Iterator[Printed]:
    label = print_label(unit.form, unit.number) if unit.form else ""
    if unit.kind in DIVISIONS:
        yield Printed(f"{label}  {unit.heading}".strip(), depth)
        for child in unit.children:
            yield from _lines(child, depth + 1)
        return
    children = unit.children
    if unit.kind == "article" and not unit.text and children and not children[0].form:
        # The number of an article stands before the words of its first paragraph.
        yield Printed(f"{label} {children[0].text}".strip(), 0)
        for child in children[0].children:
            yield from _lines(child, depth)
        children = children[1:]
    elif unit.rows:
        yield Printed("", 0, unit.rows)
    elif unit.text or label:
        gap = " " if unit.kind == "article" else ""
        yield Printed(f"{label}{gap}{unit.text}", 0)
    for child in children:
        yield from _lines(child, depth)


def _head(document: Document) -> Iterator[str]:
    return (unit.text for unit in document.head if unit.kind not in ("title", "contents"))


def _markdown(version: Version) -> bytes:
    document = document_of(version)
    paragraphs = [f"# {document.title}", *_head(document), INFO_END]
    for line in printed(document):
        if line.rows:
            paragraphs.append(_markdown_table(line.rows))
        else:
            marks = f"{'#' * min(line.depth + 1, 6)} " if line.depth else ""
            paragraphs.append(f"{marks}{line.text}")
    return ("\n\n".join(filter(None, paragraphs)) + "\n").encode()


def _markdown_table(rows: tuple[tuple[str, ...], ...]) -> str:
    width = max(len(row) for row in rows)
    shown = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in shown]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _docx(version: Version) -> bytes:
    document = document_of(version)
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.size = Pt(12)
    style.font.name = _FONT
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    made.add_heading(document.title, 0)
    for text in _head(document):
        made.add_paragraph(text)
    for line in printed(document):
        if line.rows:
            _docx_table(made, line.rows)
        elif line.depth:
            made.add_heading(line.text, min(line.depth, 9))
        else:
            made.add_paragraph(line.text)
    made.core_properties.title = document.title
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _docx_table(made: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = made.add_table(len(rows), max(len(row) for row in rows), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=False):
            cell.text = words


def _akn(version: Version) -> bytes:
    document = document_of(version)
    return write_akn(document, findings=document.findings)


def _json(version: Version) -> bytes:
    made = {
        "work": version.work.key,
        "version": version.label or None,
        "title": version.title,
        "kind": version.kind,
        "level": version.level,
        "issuers": version.issuers,
        "doc_number": version.doc_number or None,
        "adopted_on": version.adopted_on,
        "published_on": version.published_on,
        "effective_on": version.effective_on,
        "expires_on": version.expires_on,
        "ends_on": version.ends_on,
        "history": version.history,
        "originals": [
            {"sha256": text.original_id, "name": text.original.name}
            for text in version.texts.filter(shown=True).select_related("original")
        ],
        "provisions": [
            {
                "id": eid,
                "kind": kind,
                "number": number,
                "label": label,
                "heading": heading,
                "path": path,
                "text": text,
            }
            for eid, kind, number, label, heading, path, text in version.provisions.order_by(
                "place"
            ).values_list("eid", "kind", "number", "label", "heading", "path", "text")
        ],
        "findings": version.findings,
    }
    return json.dumps(made, ensure_ascii=False, indent=1, default=str).encode()


_FORMS: Final[dict[str, tuple[Callable[[Version], bytes], str, str]]] = {
    "md": (_markdown, "text/markdown; charset=utf-8", "md"),
    "docx": (_docx, _DOCX, "docx"),
    "akn": (_akn, "application/akn+xml", "xml"),
    "json": (_json, "application/json", "json"),
}
