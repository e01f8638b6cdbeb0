"""节点 -- a unit that is still open: lines go into it until it closes."""

from __future__ import annotations

from typing import Final

from plumbline.documents.model import Line, Place, Unit

_NONE: Final = ()


class Node:
    """A unit under construction.

    `offset` is where its own words begin in the label and text of `line`.
    """

    __slots__ = ("children", "form", "heading", "kind", "line", "number", "offset", "rows", "text")

    def __init__(
        self, kind: str, number: str, form: str, text: str, line: Line, offset: int = 0
    ) -> None:
        self.kind = kind
        self.number = number
        self.form = form
        self.heading = ""
        self.text = text
        self.line = line
        self.offset = offset
        self.children: list[Node] = []
        self.rows: tuple[tuple[str, ...], ...] = ()

    def freeze(self) -> Unit:
        """The unit as a value, its children with it."""
        line = self.line
        start = line.start
        # The words of a unit stand at its place: an automatic number is not in the source.
        if self.offset > len(line.label):
            start += self.offset - len(line.label)
        new = (
            tuple.__new__
        )  # half a million units are made here: twice as fast as calling the class
        children = tuple([child.freeze() for child in self.children]) if self.children else _NONE
        place = new(Place, (start, line.start + len(line.text), line.number))
        return new(
            Unit,
            (
                self.kind,
                self.number,
                self.form,
                self.heading,
                self.text,
                children,
                place,
                self.rows,
            ),
        )
