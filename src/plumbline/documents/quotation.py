"""引文 -- the new text that an amending document quotes, from “ to ”.

Lines of a quotation are not units of the document that quotes. Each of its paragraphs may
open the mark again, only the last closes it, and some texts leave the marks out.
"""

from __future__ import annotations

from typing import Final

from plumbline.documents.marks import Mark, read_mark
from plumbline.documents.model import Line
from plumbline.documents.node import Node
from plumbline.documents.shape import amends

_OPENS: Final = frozenset(("：“", ":“", "为“", "下“"))
_COLONS: Final = ("：", ":")
_GOES_ON: Final = ("本决定", "本修正案", "本决议", "此外")


class Quotation:
    """Whether a quotation is open (`owner` is the unit that quotes), and how it will end."""

    def __init__(self, is_amendment: bool) -> None:  # noqa: FBT001
        self.is_amendment = is_amendment
        self.owner: Node | None = None
        self.is_marked = True
        self._depth = 0
        self._announced: Node | None = None
        self._latest: Node | None = None

    def watch(self, node: Node) -> None:
        """Look at a unit of the document itself: does it open a quotation, or announce one?"""
        text = node.text
        self._announced = node if self.is_amendment and text.endswith(_COLONS) else None
        self._latest = node
        missing = text.count("“") - text.count("”")
        if missing <= 0:
            return
        last = text.rfind("“")
        if self.is_amendment or text[max(last - 1, 0) : last + 1] in _OPENS:
            self.owner, self.is_marked, self._depth = node, True, missing

    def begins(self, text: str, mark: Mark | None, following: str) -> bool:
        """Whether a line begins a quotation that was announced: in marks, or without them.

        “第十七条之一 … on a line of its own is quoted in any case.
        Without marks only an article or a heading can be told from the document's own
        words, and only when it is not the article that comes next (`following`).
        """
        node, self._announced = self._announced, None
        self.is_marked = text[0] == "“"
        if self.is_marked and read_mark(text[1:]) is not None:
            node = node or self._latest
        if node is None:
            return False
        if not self.is_marked and (
            mark is None or mark.kind == "list" or mark.number == following or _speaks(text, mark)
        ):
            return False
        self.owner, self._depth = node, 0
        return True

    def take(self, text: str, line: Line) -> None:
        """Put a line into the quotation, and close it with the last quotation mark."""
        owner = self.owner
        assert owner is not None
        lead = "“" if text[0] == "“" else ""
        rest = text[len(lead) :]
        mark = read_mark(rest)
        if mark is not None and mark.number:
            words, form = rest[mark.rest :], lead + mark.form
            node = Node("quoted", mark.number, form, words, line, len(text) - len(words))
        else:
            node = Node("quoted", "", lead, rest, line, len(lead))
        owner.children.append(node)
        if self.is_marked:
            # A mark that opens the line again does not open a second quotation.
            self._depth = max(self._depth, len(lead)) + rest.count("“") - text.count("”")
            if self._depth <= 0:
                self.close()
                self._announced = owner if self.is_amendment else None

    def close(self) -> None:
        """Leave the quotation."""
        self.owner, self._depth = None, 0

    def is_left_by(self, text: str, mark: Mark | None, is_next: bool) -> bool:  # noqa: FBT001
        """Whether a line cannot lie in the open quotation, though no mark closed it.

        `is_next` says that its number is the next one of the document itself.
        """
        if text[0] == "“":
            return False
        if mark is None:
            return text.startswith(_GOES_ON) or (not self.is_marked and amends(text))
        if mark.kind in ("article", "list"):
            return is_next
        return not self.is_amendment or (not self.is_marked and _speaks(text, mark))


def _speaks(text: str, mark: Mark) -> bool:
    """Whether a line that begins with a number is itself a sentence that amends."""
    return text[-1] == "。" and amends(text[mark.rest :])
