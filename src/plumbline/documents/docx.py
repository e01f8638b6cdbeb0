"""Word 文档 -- paragraphs and tables of a .docx in order, as they look when printed.

Kept: paragraphs, tables, text boxes (before the paragraph that anchors them), automatic
numbers (as `label`), tracked insertions; footnotes and endnotes, after the text. Left
out: headers and footers, comments, tracked deletions, hidden text, pictures, what a
field or macro would compute. What was left out of the text itself is a finding.

A cell that spans rows stands in each of them; one that spans columns stands in the
first. A table of a single cell is a frame, and its paragraphs are those of the text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from plumbline.documents.decode import MOST_LINES
from plumbline.documents.docx_numbers import Numbers, W, read_numbers, whole
from plumbline.documents.docx_styles import Look, Styles, inherit, read_look, read_styles
from plumbline.documents.docx_words import Words, read_words
from plumbline.documents.gather import Gathering
from plumbline.documents.model import Line
from plumbline.documents.safe_zip import Archive
from plumbline.documents.unreadable import Unreadable

_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TRANSPARENT: Final = frozenset({f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins")})
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PAGE_OF_CONTENTS: Final = re.compile(r"[\t.·…]+\s*\d+\s*$")
_MOST_COLUMNS: Final = 256
_LONGEST_REPEATED: Final = 2000
_TITLE: Final = -1


def read_docx(data: bytes, name: str) -> Gathering:
    """Lines of a .docx or .docm. Raises `Unreadable` for archives damaged or hostile."""
    archive = Archive(data, name)
    main = _main_part(archive)
    parts = dict(_targets(archive, main))
    root = archive.xml(main)
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable(name, main, f"<{etree.QName(root).localname}>", "a Word document")
    gathering = Gathering(name)
    reader = _Reader(
        gathering,
        read_styles(_part(archive, parts.get("styles"))),
        read_numbers(_part(archive, parts.get("numbering"))),
    )
    if any(member.lower().endswith("vbaproject.bin") for member in archive.members):
        gathering.note("macros_present", "drafting", "the file carries macros; they are not run")
    reader.blocks(body, "paragraph")
    for kind in ("footnote", "endnote"):
        reader.notes(_part(archive, parts.get(f"{kind}s")), kind)
    _note_comments(_part(archive, parts.get("comments")), gathering)
    gathering.lines = _levelled(gathering.lines)
    return gathering


class _Reader:
    """Walks blocks of a document and gathers their lines."""

    def __init__(self, gathering: Gathering, styles: Styles, numbers: Numbers) -> None:
        self.gathering = gathering
        self.styles = styles
        self.numbers = numbers
        self.paragraphs = 0
        self.tables = 0
        self._carried = ""

    def blocks(self, parent: etree._Element, origin: str) -> None:
        """Gather the paragraphs and tables below an element, in order."""
        for block in _blocks(parent):
            if block.tag == f"{W}p":
                self._paragraph(block, origin)
            elif block.tag == f"{W}tbl":
                self._table(block)
            else:
                message = "an embedded document (altChunk) is not read"
                self.gathering.note("embedded_document", "drafting", message)

    def notes(self, root: etree._Element | None, kind: str) -> None:
        """Gather footnotes or endnotes, each with its number in its origin."""
        if root is None:
            return
        found = [note for note in root.iterfind(f"{W}{kind}") if not note.get(f"{W}type")]
        for number, note in enumerate(found, 1):
            if number == 1:
                message = f"{len(found)} {kind}s stand after the text"
                self.gathering.note(f"{kind}s", "expected", message)
            self.blocks(note, f"{kind} {number}")

    def _paragraph(self, paragraph: etree._Element, origin: str) -> None:
        self.paragraphs += 1
        where = f"paragraph {self.paragraphs}" if origin == "paragraph" else origin
        if self.paragraphs > MOST_LINES:
            found = f"more than {MOST_LINES} paragraphs"
            allowed = f"at most {MOST_LINES} paragraphs"
            raise Unreadable(self.gathering.name, where, found, allowed)
        words = self._words(paragraph)
        for box in words.boxes:
            self.blocks(box, "text box")
        if _mark_is_deleted(paragraph):
            self._carried += words.text
            return
        text, self._carried = self._carried + words.text, ""
        look, label = self._look_and_label(paragraph, text, words)
        heading = self.styles.heading(look)
        if look.name.lower().startswith(("toc ", "目录")):
            heading, text = 0, _PAGE_OF_CONTENTS.sub("", text)
        self.gathering.add(
            text, where, heading=heading, label=label, is_centred=bool(look.is_centred)
        )

    def _words(self, paragraph: etree._Element) -> Words:
        words = read_words(paragraph, self.styles)
        if words.deleted or words.inserted:
            message = (
                f"tracked changes: {words.inserted} inserted characters kept, "
                f"{words.deleted} deleted ones left out"
            )
            self.gathering.note("tracked_changes", "drafting", message)
        if words.hidden:
            message = f"{words.hidden} hidden characters left out"
            self.gathering.note("hidden_text", "drafting", message)
        return words

    def _look_and_label(
        self, paragraph: etree._Element, text: str, words: Words
    ) -> tuple[Look, str]:
        """How the paragraph looks, and its automatic number, which counts on."""
        properties = paragraph.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        style = self.styles.default if named is None else named.get(f"{W}val", "")
        above, direct = self.styles.of(style), read_look(properties)
        look = inherit(direct._replace(name=above.name), above)
        if look.number in (None, "", "0") or (words.hidden and not text):
            return look, ""
        number = look.number or ""
        if direct.depth is not None or direct.number is not None:
            depth = direct.depth or 0
        else:
            # A list that a style brings says by the style's name which level is meant.
            linked = self.numbers.depth_of_style(number, style)
            depth = linked if linked is not None else look.depth or 0
        return look, self.numbers.label(number, depth)

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        origin = f"table {self.tables}"
        found = list(_rows(table))
        if len(found) == 1 and len(only := list(_cells(found[0]))) == 1:
            self.blocks(only[0], origin)
            return
        rows, shown = self._grid(found)
        self.gathering.add_table(rows, origin, shown)

    def _grid(
        self, found: list[etree._Element]
    ) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
        """Rows of equal width with merged cells repeated down, and the same with each once."""
        rows: list[list[str]] = []
        shown: list[list[str]] = []
        for row in found:
            filled: list[str] = [""] * _span(row.find(f"{W}trPr"), "gridBefore", 0)
            visible = list(filled)
            for cell in _cells(row):
                properties = cell.find(f"{W}tcPr")
                text = self._cell(cell)
                visible.append(text)
                if not text and _goes_on(properties, "vMerge"):
                    text = _above(rows, len(filled))
                filled.append(text)
                beside = [""] * (_span(properties, "gridSpan", 1) - 1)
                filled += beside
                visible += beside
            self.gathering.count_cells(len(filled))
            rows.append(filled[:_MOST_COLUMNS])
            shown.append(visible[:_MOST_COLUMNS])
        width = max((len(row) for row in rows), default=0)
        return _padded(rows, width), _padded(shown, width)

    def _cell(self, cell: etree._Element) -> str:
        lines: list[str] = []
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                words = self._words(block)
                _, label = self._look_and_label(block, words.text, words)
                lines.append(label + words.text.strip())
            elif block.tag == f"{W}tbl":
                _, shown = self._grid(list(_rows(block)))
                lines += ["\t".join(row).strip() for row in shown]
        return "\n".join(line for line in lines if line)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and embedded documents below an element, wrappers opened."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)
        elif child.tag == _ALTERNATE and len(child):
            yield from _blocks(child[0])


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                yield child
        elif child.tag in _TRANSPARENT:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            if not _goes_on(child.find(f"{W}tcPr"), "hMerge"):
                yield child
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)


def _goes_on(properties: etree._Element | None, tag: str) -> bool:
    """Whether a merged cell goes on here rather than begins."""
    merge = None if properties is None else properties.find(f"{W}{tag}")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _span(properties: etree._Element | None, tag: str, default: int) -> int:
    found = None if properties is None else properties.find(f"{W}{tag}")
    if found is None:
        return default
    return min(max(whole(found.get(f"{W}val"), default), default), _MOST_COLUMNS)


def _above(rows: list[list[str]], column: int) -> str:
    """What the cell above holds, unless it is so long that repeating it would cost much."""
    text = rows[-1][column] if rows and column < len(rows[-1]) else ""
    return text if len(text) <= _LONGEST_REPEATED else ""


def _padded(rows: list[list[str]], width: int) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked change joins this paragraph with the next."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _levelled(lines: list[Line]) -> list[Line]:
    """Headings with the title at level 1 and all others below it.

    The title is in the style of titles, or it is the document's only heading of level 1.
    """
    levels = [line.heading for line in lines if line.heading]
    has_title = _TITLE in levels
    is_first = levels[:1] == [1] and levels.count(1) == 1
    if not levels or (not has_title and (is_first or 1 not in levels)):
        return lines
    return [
        line._replace(heading=1 if line.heading == _TITLE else line.heading + 1)
        if line.heading
        else line
        for line in lines
    ]


def _note_comments(root: etree._Element | None, gathering: Gathering) -> None:
    count = 0 if root is None else len(root.findall(f"{W}comment"))
    if count:
        gathering.note("comments_left_out", "drafting", f"{count} comments are not read")


def _main_part(archive: Archive) -> str:
    for kind, target in _targets(archive, ""):
        if kind == "officeDocument" and target in archive:
            return target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise Unreadable(archive.name, "_rels/.rels", "no main document", "a Word document")


def _targets(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """Kind and path of the parts to which a part is related; the package's own for ``""``."""
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in archive:
        return
    for found in archive.xml(relations).iter(_RELATIONSHIP):
        if found.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, found.get("Target", "")))
            yield found.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/")


def _part(archive: Archive, member: str | None) -> etree._Element | None:
    return archive.xml(member) if member is not None and member in archive else None
