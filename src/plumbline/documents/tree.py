"""结构 -- lines become 编、章、节、条、款、项、目 (立法法#65).

A builder takes the lines of a body one by one and keeps the open units; what closes is
frozen. It refuses nothing: a line that fits nowhere is kept as text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from plumbline.documents.findings import in_line
from plumbline.documents.marks import SECTION_RANK, Mark, list_style, print_label
from plumbline.documents.model import DIVISIONS, Finding, Line, type_of_finding
from plumbline.documents.node import Node
from plumbline.documents.quotation import Quotation
from plumbline.documents.shape import (
    CLOSED,
    INFO_END,
    STOPS,
    is_address,
    is_foreword,
    is_formula,
    is_heading,
    is_headline,
)
from plumbline.text.numerals import parse_numeral

_LEVEL: Final = {kind: level for level, kind in enumerate(DIVISIONS)}
_LIST_KINDS: Final = ("item", "subitem", "subitem", "subitem", "subitem", "subitem")
_CITED: Final = re.compile(
    r"[、，的之至到款]|规定|[（(]?第[一二三四五六七八九十]+[款项]|所[列称述规指]|(?:和|或者?|及|与|以及)(?:第|前|本)"
)
"""What follows 第三条 where it is cited; 第三十九条第三方机构… opens an article all the same."""
_GAP_ALLOWED: Final = 20
"""How many lost articles are believed before a number at the head of a line is prose."""
_LONG_ENOUGH: Final = 20
"""A shorter line that ends without a stop is an entry of its own, not a broken line."""


class _Left(NamedTuple):
    """Lists that a paragraph without number has just left, for the case that they go on.

    The first `kept` of them are still open. `holder` has the units that stand between since
    its child number `at`.
    """

    lists: list[tuple[int, Node]]
    kept: int
    holder: Node
    at: int
    paragraph: Node | None


class Builder:
    """The open units of a body, and what was noticed while it grew."""

    def __init__(self, *, has_articles: bool, is_amendment: bool) -> None:
        self.has_articles = has_articles
        self.root = Node("root", "", "", "", Line("", 0, 0))
        self.findings: list[Finding] = []
        self.divisions: list[Node] = []
        self.article: Node | None = None
        self.paragraph: Node | None = None
        self.paragraphs = 0
        self.last_article = ""
        self.lists: list[tuple[int, Node]] = []
        self.left: _Left | None = None
        self.latest = self.root
        self.begun = False
        self.quotation = Quotation(is_amendment)

    def add(self, line: Line, mark: Mark | None) -> None:
        """Put one line where it belongs; `mark` is the number at its head."""
        text = line.label + line.text if line.label else line.text
        if line.rows:
            self._table(line)
            return
        if mark is None and text == INFO_END:
            return
        quotation = self.quotation
        may_be_quoted = quotation.owner is not None or quotation.is_amendment
        if may_be_quoted and text and self._is_quoted(text, mark, line):
            quotation.take(text, line)
        elif mark is None:
            if line.heading:
                self._heading(text, line)
            elif text:
                self._plain(text, line)
        elif mark.kind == "list":
            self._list(text, mark, line)
        elif mark.kind == "article":
            self._article(text, mark, line)
        else:
            self._division(text, mark, line)

    # -- quotations ---------------------------------------------------------

    def _is_quoted(self, text: str, mark: Mark | None, line: Line) -> bool:
        quotation = self.quotation
        if quotation.owner is None:
            begins = quotation.begins(text, mark, _next(self.last_article))
            if begins and not quotation.is_marked:
                self.note(
                    "quotation_unmarked", "expected", line, "new text without quotation marks"
                )
            return begins
        if not quotation.is_left_by(text, mark, mark is not None and self._is_next(mark)):
            return True
        if quotation.is_marked:
            message = "a quotation opens and never closes"
            self.note("quote_unbalanced", "drafting", line, message)
        quotation.close()
        return False

    def _is_next(self, mark: Mark) -> bool:
        """Whether a number is the next of the document's own articles or outermost list."""
        if mark.kind == "article":
            return self.article is not None and mark.number == _next(self.article.number)
        if self.article is not None or not self.lists:
            return False
        outer = self.lists[0][1]
        same = list_style(mark.form) == list_style(outer.form)
        return same and mark.number == _next(outer.number)

    def _watch(self, node: Node) -> None:
        self.latest = node
        if "“" in node.text or self.quotation.is_amendment:
            self.quotation.watch(node)

    # -- divisions and articles ---------------------------------------------

    def _division(self, text: str, mark: Mark, line: Line) -> None:
        heading = text[mark.rest :].strip()
        if not line.heading and not is_heading(heading, mark):
            self._plain(text, line)
            return
        self._open_division(Node(mark.kind, mark.number, mark.form, "", line), heading)
        if mark.is_damaged:
            self._note_number(text, mark, line)

    def _heading(self, text: str, line: Line) -> None:
        """A heading without a number: 序言, one that lost its number, one without words."""
        kind, number = "part" if line.heading == 1 else "chapter", ""
        if len(text) < 4 and (value := parse_numeral(text)):
            form = "{c}" if print_label("{c}", str(value)) == text else f"={text}"
            self._list(text, Mark("list", str(value), form, len(text), False, False), line)
            return
        if line.origin.startswith("demoted:"):
            _, kind, number = line.origin.split(":")
        if kind == "section_1":
            self._open_list(Node(kind, number, "", text, line), SECTION_RANK["c"])
            return
        self._open_division(Node(kind, number, "", "", line), text)

    def _open_division(self, node: Node, heading: str) -> None:
        node.heading = heading
        self._close()
        level = _LEVEL[node.kind]
        divisions = self.divisions
        while divisions and _LEVEL[divisions[-1].kind] >= level:
            divisions.pop()
        self._below().children.append(node)
        divisions.append(node)
        self.latest, self.begun = node, True

    def _article(self, text: str, mark: Mark, line: Line) -> None:
        if not self.has_articles or not self._opens_article(text, mark):
            self._plain(text, line)
            return
        number = mark.number or _next(self.last_article)
        self._close()
        node = Node("article", number, mark.form, "", line)
        self._below().children.append(node)
        self.article, self.latest = node, node
        self.last_article, self.begun = number, True
        rest = text[mark.rest :]
        if rest:
            self._paragraph(rest, line, mark.rest)
        if mark.is_damaged:
            self._note_number(text, mark, line)

    def _opens_article(self, text: str, mark: Mark) -> bool:
        """第三条规定的… at the head of a line is prose unless it is the number that comes next."""
        if mark.gap or len(text) == mark.rest:
            return True
        if _CITED.match(text, mark.rest):
            return False
        if not self.last_article:
            return True
        ahead = _main(mark.number) - _main(self.last_article)
        return 0 < ahead <= _GAP_ALLOWED or mark.number.startswith(f"{self.last_article}-")

    def _paragraph(self, text: str, line: Line, offset: int) -> None:
        article = self.article
        assert article is not None
        self.paragraphs += 1
        node = Node("paragraph", str(self.paragraphs), "", text, line, offset)
        article.children.append(node)
        self.paragraph = node
        self._watch(node)

    def _close(self) -> None:
        """Close the open article, or the open sections, and all that lies in them."""
        self.article = self.paragraph = self.left = None
        self.paragraphs = 0
        self.lists = []

    def _below(self) -> Node:
        return self.divisions[-1] if self.divisions else self.root

    # -- lists and numbered sections ----------------------------------------

    def _list(self, text: str, mark: Mark, line: Line) -> None:
        rest = text[mark.rest :]
        if rest[:1] == "项" and rest[1:2] != "目":
            self._plain(text, line)
            return
        if line.heading and self.article is not None:
            self._close()
        rank = SECTION_RANK.get(list_style(mark.form), 3)
        if self.left is not None:
            self._go_on(mark, rank)
        self._open_list(Node("", mark.number, mark.form, rest, line, mark.rest), rank)

    def _open_list(self, node: Node, rank: int) -> None:
        """Put an item below the last one of a wider rank, or below paragraph or heading."""
        lists = self.lists
        while lists and lists[-1][0] >= rank:
            lists.pop()
        if self.article is None:
            node.kind, parent = f"section_{min(rank, 4)}", self._below()
            self.begun = True
        else:
            if self.paragraph is None:
                self._paragraph("", node.line, 0)
            node.kind, parent = _LIST_KINDS[len(lists)], self.paragraph or self.article
        (lists[-1][1] if lists else parent).children.append(node)
        lists.append((rank, node))
        self._watch(node)

    def _go_on(self, mark: Mark, rank: int) -> None:
        """A list goes on after a paragraph without number: that one belongs to the item before."""
        left, self.left = self.left, None
        if left is None:
            return
        between = left.holder.children[left.at :]
        if not between or any(one.children for one in between) or between[-1].text[-1:] in "：:":
            return
        for depth, (list_rank, item) in enumerate(left.lists, 1):
            if depth > left.kept and list_rank == rank and mark.number == _next(item.number):
                for one in between:
                    one.kind, one.number = "text", ""
                item.children.extend(between)
                del left.holder.children[left.at :]
                self.paragraphs -= len(between) if self.article is not None else 0
                self.lists, self.paragraph = left.lists[:depth], left.paragraph
                return

    # -- everything else ----------------------------------------------------

    def _plain(self, text: str, line: Line) -> None:
        if self.article is None:
            self._loose(text, line)
            return
        if self.paragraph is not None and is_formula(text):
            self._leaf().children.append(Node("formula", "", "", text, line))
            return
        if self.paragraph is not None and self._carries_on(text, line):
            return
        if self.lists:
            here = self.article
            self.left = _Left(self.lists, 0, here, len(here.children), self.paragraph)
            self.lists = []
        self._paragraph(text, line, 0)

    def _carries_on(self, text: str, line: Line) -> bool:
        """Whether a line is the second half of a sentence that was broken into two lines."""
        before = self.latest
        if text[0] not in "。，；、）":
            if before.text[-1:] in CLOSED:
                return False
            is_entry = len(before.text) < _LONG_ENOUGH or before.text[:2] == text[:2]
            is_entry = is_entry or (text[-1] not in STOPS and len(text) < _LONG_ENOUGH)
            if is_entry or before.kind in ("formula", "table"):
                return False
        self.note("line_broken", "damage", before.line, "a sentence is broken into two lines")
        node = Node("text", "", "", text, line)
        self._leaf().children.append(node)
        self.latest = node
        return True

    def _loose(self, text: str, line: Line) -> None:
        """A line of a text without articles, or one above the first article of a chapter."""
        if not self.begun and is_foreword(text):
            self._heading(text, line)
            return
        kind = "text" if self.begun else "address" if is_address(text) else "preamble"
        lists = self.lists
        if len(lists) > 1 and not is_headline(lists[-1][1].text):
            # After the last item of a list come words of the section that the list belongs to.
            depth = len(lists)
            while depth > 1 and not is_headline(lists[depth - 1][1].text):
                depth -= 1
            holder = lists[depth - 1][1]
            self.left = _Left(lists, depth, holder, len(holder.children), None)
            self.lists = lists[:depth]
        node = Node(kind, "", "", text, line)
        self._leaf().children.append(node)
        self._watch(node)

    def _table(self, line: Line) -> None:
        node = Node("table", "", "", line.text, line)
        node.rows = line.rows
        self._leaf().children.append(node)
        self.latest = node

    def _leaf(self) -> Node:
        """The innermost open unit."""
        if self.lists:
            return self.lists[-1][1]
        return self.paragraph or self.article or self._below()

    def _note_number(self, text: str, mark: Mark, line: Line) -> None:
        self.note("number_damaged", "damage", line, f"the number reads {text[: mark.rest]!r}")

    def note(self, code: str, kind: type_of_finding, line: Line, message: str) -> None:
        """Remember something that looks wrong at `line`."""
        place = f"art_{self.article.number}" if self.article else ""
        self.findings.append(in_line(line, code, message, kind, place))


def build(lines: list[Line], marks: list[Mark | None], *, is_amendment: bool) -> Builder:
    """Build the tree of the lines of one text."""
    builder = Builder(has_articles=_has_articles(marks), is_amendment=is_amendment)
    for line, mark in zip(lines, marks, strict=True):
        builder.add(line, mark)
    if not builder.begun:
        # Words before the first number are a preamble only where a number follows.
        for node in builder.root.children:
            node.kind = "text" if node.kind == "preamble" else node.kind
    return builder


def _has_articles(marks: list[Mark | None]) -> bool:
    """Whether one line at least opens with 第…条 and words, or three with numbers in a row."""
    numbers = [mark.number for mark in marks if mark is not None and mark.kind == "article"]
    if any(m is not None and m.kind == "article" and (m.gap or m.number == "1") for m in marks):
        return True
    following = zip(numbers, numbers[1:], numbers[2:], strict=False)
    return any(_next(one) == two and _next(two) == three for one, two, three in following)


def _main(number: str) -> int:
    return int(number.partition("-")[0] or 0)


def _next(number: str) -> str:
    return str(_main(number) + 1)
