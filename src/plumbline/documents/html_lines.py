"""网页文字 -- the lines that an element of a page shows, as a browser would break them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from plumbline.documents.gather import Gathering, Rows

BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ucapcontent", "ul"
})  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_WIDE: Final = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000]"
_BREAK_IN_CHINESE: Final = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_CENTRED: Final = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_NOT_CENTRED: Final = re.compile(r"text-align\s*:\s*(?!center)", re.IGNORECASE)
_MOST_STEPS: Final = 20
_MOST_COLUMNS: Final = 256
_LONGEST_REPEATED: Final = 2000

Furniture = Callable[[str], bool]


@dataclass(slots=True)
class _Open:
    """An element that has begun: its step in the path, how it is set, its children by tag."""

    step: str
    heading: int
    is_centred: bool
    is_verbatim: bool
    children: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Walk:
    """The line that is being put together while the elements are walked through."""

    gathering: Gathering
    is_furniture: Furniture
    stack: list[_Open] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where the open element stands; only the last steps of a long path."""
        steps = [opened.step for opened in self.stack[-_MOST_STEPS:]]
        return "/".join(steps if len(self.stack) <= _MOST_STEPS else ["…", *steps])

    def text(self, words: str | None) -> None:
        """Add words of the element that is open."""
        if words:
            self.pieces.append(words if self.stack[-1].is_verbatim else shown(words))

    def end_line(self) -> None:
        """Close the line, if it has words and is no furniture of the page."""
        words = re.sub(" {2,}", " ", "".join(self.pieces))
        self.pieces.clear()
        top = self.stack[-1]
        if words.strip() and not self.is_furniture(words.strip()):
            self.gathering.add(words, self.path, heading=top.heading, is_centred=top.is_centred)

    def open(self, element: etree._Element) -> None:
        """Begin an element below the one that is open."""
        above = self.stack[-1]
        tag = str(element.tag)
        above.children[tag] = above.children.get(tag, 0) + 1
        step = f"{tag}[{above.children[tag]}]"
        self.stack.append(_opened(element, step, above))


def gather_lines(element: etree._Element, gathering: Gathering, is_furniture: Furniture) -> None:
    """Add the lines of an element; those that `is_furniture` says of are left out."""
    walk = _Walk(gathering, is_furniture)
    path = element.getroottree().getpath(element).removeprefix("/html/")
    if path.count("/") > _MOST_STEPS:
        path = "…/" + path.rsplit("/", 1)[-1]
    walk.stack.append(_opened(element, path, _Open("", 0, False, False)))
    walk.text(element.text)
    # The stubs do not know that a walk can skip what is below an element.
    events: Any = etree.iterwalk(element, events=("start", "end"))
    for event, found in events:
        if found is element:
            continue
        if event == "start":
            _start(walk, found, events)
        else:
            _end(walk, found)
    walk.end_line()


def words_of(element: etree._Element) -> str:
    """All words of an element, as they stand in the page's code."""
    return "".join(str(words) for words in element.itertext())


def shown(words: str) -> str:
    """Words as a browser sets them: blanks run together, none between Chinese characters."""
    return _BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", words))


def _start(walk: _Walk, element: etree._Element, events: Any) -> None:
    if element.tag in BLOCKS:
        walk.end_line()
    walk.open(element)
    if element.tag == "table" and is_data_table(element):
        rows, visible = read_table(element, walk.gathering)
        walk.gathering.add_table(rows, walk.path, visible)
        events.skip_subtree()
    else:
        walk.text(element.text)


def _end(walk: _Walk, element: etree._Element) -> None:
    if element.tag in BLOCKS:
        walk.end_line()
    walk.stack.pop()
    walk.text(element.tail)


def _opened(element: etree._Element, step: str, above: _Open) -> _Open:
    tag = str(element.tag)
    style = element.get("style", "")
    align = element.get("align", "").lower()
    is_centred = above.is_centred
    if tag == "center" or align == "center" or _CENTRED.search(style):
        is_centred = True
    elif align in ("left", "right", "justify") or _NOT_CENTRED.search(style):
        is_centred = False
    is_verbatim = above.is_verbatim or tag == "pre"
    return _Open(step, _HEADINGS.get(tag, above.heading), is_centred, is_verbatim)


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data rather than the layout of the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    sizes = [[len(_words(cell)) for cell in _cells(row)] for row in _rows(table)]
    cells = [size for row in sizes for size in row]
    if len(sizes) < 2 or max((len(row) for row in sizes), default=0) < 2:
        return False
    # One cell with nearly all the words, in several paragraphs, is the text itself.
    largest = max(cells)
    return largest < 2000 or largest < 0.6 * sum(cells)


def read_table(table: etree._Element, gathering: Gathering) -> tuple[Rows, Rows]:
    """Rows of equal width with cells that span rows repeated down, and the same with each once.

    `gathering` counts the cells, and refuses too many.
    """
    rows: list[dict[int, str]] = []
    visible: list[dict[int, str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in _rows(table):
        filled: dict[int, str] = {}
        seen: dict[int, str] = {}
        for at, (left, text) in list(below.items()):
            filled[at] = text
            below[at] = (left - 1, text)
        below = {at: spanning for at, spanning in below.items() if spanning[0] > 0}
        column = 0
        for cell in _cells(row):
            while column in filled:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            text = _words(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            seen[column] = text
            for at in range(column, min(column + wide, _MOST_COLUMNS)):
                filled[at] = text if at == column else ""
                if high > 1:
                    again = filled[at] if len(text) <= _LONGEST_REPEATED else ""
                    below[at] = (high - 1, again)
        gathering.count_cells(len(filled))
        rows.append(filled)
        visible.append(seen)
    width = 1 + max((max(row, default=-1) for row in rows), default=-1)
    return _squared(rows, width), _squared(visible, width)


def _squared(rows: list[dict[int, str]], width: int) -> Rows:
    return tuple(tuple(row.get(at, "") for at in range(width)) for row in rows)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from row.iterchildren("td", "th")


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1


def _words(cell: etree._Element) -> str:
    """The words of a cell, its paragraphs on lines of their own."""
    pieces: list[str] = []
    for event, found in etree.iterwalk(cell, events=("start", "end")):
        if found.tag in BLOCKS and found is not cell:
            pieces.append("\n")
        if event == "start":
            pieces.append(shown(found.text or ""))
        elif found is not cell:
            pieces.append(shown(found.tail or ""))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
