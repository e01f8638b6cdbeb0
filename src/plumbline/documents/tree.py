"""结构 -- lines become 编、章、节、条、款、项、目 (立法法#65).

A builder takes the lines of a body one by one and keeps the open units; what
closes is frozen. It refuses nothing: a line that fits nowhere is kept as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from plumbline.documents.marks import SECTION_RANK, Mark, list_style, read_mark
from plumbline.documents.model import DIVISIONS, Finding, Line, Place, Unit, type_of_finding

_LEVEL: Final = {kind: level for level, kind in enumerate(DIVISIONS)}
_LIST_KINDS: Final = ("item", "subitem", "subitem", "subitem", "subitem")
_OPENS_QUOTE: Final = ("：“", "为“", "下“", ":“")
_PROSE_AFTER_NUMBER: Final = frozenset("、，和或至到的第（(规款所及与")
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_GAP_ALLOWED: Final = 20
"""How many lost articles are believed before a number at the head of a line is prose."""


@dataclass(slots=True)
class Node:
    """A unit that is still open."""

    kind: str
    number: str
    form: str
    heading: str
    text: str
    line: Line
    offset: int
    rows: tuple[tuple[str, ...], ...] = ()
    children: list[Node] = field(default_factory=list)

    def freeze(self) -> Unit:
        """The unit as a value, its children with it."""
        line = self.line
        # The words of a unit stand at its place: an automatic number is not in the source.
        start = line.start + max(self.offset - len(line.label), 0)
        place = Place(start, line.start + len(line.text), line.number)
        children = tuple([child.freeze() for child in self.children]) if self.children else ()
        return Unit(
            self.kind, self.number, self.form, self.heading, self.text, children, place, self.rows
        )


@dataclass(slots=True)
class Builder:
    """The open units of a body, and what was noticed while it grew."""

    has_articles: bool
    is_amendment: bool = False
    roots: list[Node] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    divisions: list[Node] = field(default_factory=list)
    article: Node | None = None
    paragraph: Node | None = None
    lists: list[tuple[int, Node]] = field(default_factory=list)
    sections: list[tuple[int, Node]] = field(default_factory=list)
    quote_depth: int = 0
    quote_owner: Node | None = None
    last_article: str = ""

    def add(self, line: Line) -> None:
        """Put one line where it belongs."""
        if line.rows:
            self._attach(Node("table", "", "", "", line.text, line, 0, line.rows))
            return
        if line.text[:1] in _INVISIBLE:
            line = _without_invisible(line)
            if not line.text:
                return
        text = line.label + line.text if line.label else line.text
        mark = read_mark(text)
        if not self.quote_depth and self._opens_block(text):
            self.quote_owner = self.sections[-1][1] if self.sections else self.paragraph
            self.quote_depth = 1
            self._quoted(text, mark, line)
            return
        if self.quote_depth and not self._leaves_quote(text, mark, line):
            self._quoted(text, mark, line)
            return
        if mark is None and line.heading > 1:
            self._heading(text, line)
        elif mark is None:
            self._plain(text, line)
        elif mark.kind == "article":
            self._article(text, mark, line)
        elif mark.kind == "list":
            self._list(text, mark, line)
        else:
            self._division(text, mark, line)

    # -- quotations ---------------------------------------------------------

    def _opens_block(self, text: str) -> bool:
        """“第十七条之一 … on a line of its own, in a text that amends another."""
        if not self.is_amendment or text[:1] != "“":
            return False
        return read_mark(text[1:]) is not None and (bool(self.sections) or self.article is not None)

    def _leaves_quote(self, text: str, mark: Mark | None, line: Line) -> bool:
        """A quotation that was never closed ends where the outer numbering goes on."""
        if mark is None or text[:1] == "“":
            return False
        follows_article = (
            mark.kind == "article"
            and self.article is not None
            and mark.number == _next(self.article.number)
        )
        outer = self.sections[0][1] if self.sections else None
        follows_section = (
            mark.kind == "list"
            and outer is not None
            and list_style(mark.form) == list_style(outer.form)
            and mark.number == _next(outer.number)
        )
        opens_division = mark.kind in _LEVEL and self.article and not self.is_amendment
        if follows_article or follows_section or opens_division:
            self.quote_depth = 0
            self.note("quote_unbalanced", "drafting", line, "a quotation opens and never closes")
            return True
        return False

    def _quoted(self, text: str, mark: Mark | None, line: Line) -> None:
        lead = ""
        if text[:1] == "“":
            lead, mark = "“", read_mark(text[1:])
        number, form, rest = "", lead, text[len(lead) :]
        if mark is not None and mark.exact:
            number, form, rest = mark.number, lead + mark.form, rest[mark.rest :]
        owner = self.quote_owner
        node = Node("quoted", number, form, "", rest, line, len(text) - len(rest))
        (owner.children if owner else self.roots).append(node)
        self.quote_depth += text.count("“") - len(lead) - text.count("”")
        self.quote_depth = max(self.quote_depth, 0)

    def _watch_quote(self, text: str, owner: Node) -> None:
        opens, closes = text.count("“"), text.count("”")
        if opens <= closes:
            return
        last = text.rfind("“")
        if self.is_amendment or text[max(last - 1, 0) : last + 1] in _OPENS_QUOTE:
            self.quote_depth, self.quote_owner = opens - closes, owner

    # -- divisions and articles ---------------------------------------------

    def _division(self, text: str, mark: Mark, line: Line) -> None:
        heading = text[mark.rest :].strip()
        if not line.heading and not _is_heading(heading, mark):
            self._plain(text, line)
            return
        self._close_article()
        self.sections.clear()
        level = _LEVEL[mark.kind]
        while self.divisions and _LEVEL[self.divisions[-1].kind] >= level:
            self.divisions.pop()
        node = Node(mark.kind, mark.number, mark.form, heading, "", line, 0)
        (self.divisions[-1].children if self.divisions else self.roots).append(node)
        self.divisions.append(node)
        if not mark.exact:
            self.note("number_damaged", "damage", line, f"the number reads {mark.form[1:]!r}")

    def _heading(self, text: str, line: Line) -> None:
        """A heading without a number (序言, 附件, or one whose words were lost)."""
        self._close_article()
        self.sections.clear()
        level, before = _LEVEL["chapter"], ""
        while self.divisions and _LEVEL[self.divisions[-1].kind] >= level:
            closed = self.divisions.pop()
            before = closed.number if closed.kind == "chapter" else before
        number = _next(before) if before and text.strip() else ""
        node = Node("chapter", number, "", text.strip(), "", line, 0)
        (self.divisions[-1].children if self.divisions else self.roots).append(node)
        self.divisions.append(node)

    def _article(self, text: str, mark: Mark, line: Line) -> None:
        if not self.has_articles or not self._opens_article(text, mark):
            self._plain(text, line)
            return
        number, form = mark.number, mark.form
        if not mark.exact:
            if not number:
                number = _next(self.last_article)
            self.note("number_damaged", "damage", line, f"the number reads {form[1:]!r}")
        self._close_article()
        node = Node("article", number, form, "", "", line, 0)
        (self.divisions[-1].children if self.divisions else self.roots).append(node)
        self.article, self.last_article = node, number
        rest = text[mark.rest :]
        if rest:
            self.paragraph = Node("paragraph", "1", "", "", rest, line, mark.rest)
            node.children.append(self.paragraph)
            self._watch_quote(rest, self.paragraph)

    def _opens_article(self, text: str, mark: Mark) -> bool:
        """第三条规定的… at the head of a line is prose unless it is the number that comes next."""
        if mark.gap or not text[mark.rest :]:
            return True
        if text[mark.rest] in _PROSE_AFTER_NUMBER:
            return False
        ahead = _main(mark.number) - _main(self.last_article)
        return 0 < ahead <= _GAP_ALLOWED or mark.number.startswith(f"{self.last_article}-")

    def _close_article(self) -> None:
        self.article = self.paragraph = None
        self.lists.clear()

    # -- lists --------------------------------------------------------------

    def _list(self, text: str, mark: Mark, line: Line) -> None:
        if not mark.exact:
            self.note("number_damaged", "damage", line, f"the number reads {mark.form[1:]!r}")
        if self.article is None:
            self._section(text, mark, line)
            return
        if self.paragraph is None:
            self.paragraph = Node("paragraph", "1", "", "", "", line, 0)
            self.article.children.append(self.paragraph)
        style = list_style(mark.form)
        rank = SECTION_RANK.get(style, 3)
        while self.lists and self.lists[-1][0] >= rank:
            self.lists.pop()
        parent = self.lists[-1][1] if self.lists else self.paragraph
        rest = text[mark.rest :]
        node = Node(_LIST_KINDS[len(self.lists)], mark.number, mark.form, "", rest, line, mark.rest)
        parent.children.append(node)
        if len(self.lists) < len(_LIST_KINDS) - 1:
            self.lists.append((rank, node))
        self._watch_quote(rest, node)

    def _section(self, text: str, mark: Mark, line: Line) -> None:
        rank = SECTION_RANK.get(list_style(mark.form), 3)
        while self.sections and self.sections[-1][0] >= rank:
            self.sections.pop()
        rest = text[mark.rest :]
        kind = f"section_{min(rank, 4)}"
        node = Node(kind, mark.number, mark.form, "", rest, line, mark.rest)
        self._container().append(node)
        self.sections.append((rank, node))
        self._watch_quote(rest, node)

    # -- everything else ----------------------------------------------------

    def _container(self) -> list[Node]:
        if self.sections:
            return self.sections[-1][1].children
        return self.divisions[-1].children if self.divisions else self.roots

    def _plain(self, text: str, line: Line) -> None:
        if self.article is not None:
            self.lists.clear()
            number = str(1 + sum(child.kind == "paragraph" for child in self.article.children))
            node = Node("paragraph", number, "", "", text, line, 0)
            self.article.children.append(node)
            self.paragraph = node
        else:
            kind = "text" if self.roots and (self.sections or self.divisions) else "preamble"
            node = Node(kind, "", "", "", text, line, 0)
            self._container().append(node)
        self._watch_quote(text, node)

    def _attach(self, node: Node) -> None:
        if self.lists:
            self.lists[-1][1].children.append(node)
        elif self.paragraph is not None:
            self.paragraph.children.append(node)
        elif self.article is not None:
            self.article.children.append(node)
        else:
            self._container().append(node)

    def note(self, code: str, kind: type_of_finding, line: Line, message: str) -> None:
        """Remember something that looks wrong at `line`."""
        end = line.start + len(line.text)
        place = f"art_{self.article.number}" if self.article else ""
        self.findings.append(Finding(code, kind, place, message, line.number, line.start, end))


def _is_heading(heading: str, mark: Mark) -> bool:
    """A division on a plain line has a short heading and no sentence after its number."""
    if not heading:
        return True
    return mark.gap and len(heading) <= 40 and not heading.endswith(("。", "；", "，", "："))


def _without_invisible(line: Line) -> Line:
    kept = line.text.lstrip("".join(_INVISIBLE) + " \u3000")
    return line._replace(text=kept, start=line.start + len(line.text) - len(kept))


def _main(number: str) -> int:
    return int(number.partition("-")[0] or 0)


def _next(number: str) -> str:
    main, _, sub = number.partition("-")
    if sub:
        return str(int(main) + 1)
    return str(int(main) + 1) if main else "1"
