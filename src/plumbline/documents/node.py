"""节点 -- a unit that is still open: lines go into it until it closes."""

from __future__ import annotations

from plumbline.documents.model import Line, Place, Unit


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


def freeze(nodes: list[Node]) -> tuple[Unit, ...]:
    """Nodes as values, all that lies below them included."""
    new = tuple.__new__  # half a million units are made here; this is twice as fast as the class
    units = []
    for node in nodes:
        line = node.line
        start = line.start
        # The words of a unit stand at its place: an automatic number is not in the source.
        if node.offset > len(line.label):
            start += node.offset - len(line.label)
        place = new(Place, (start, line.start + len(line.text), line.number))
        below = freeze(node.children) if node.children else ()
        values = (
            node.kind, node.number, node.form, node.heading, node.text, below, place, node.rows
        )  # fmt: skip
        units.append(new(Unit, values))
    return tuple(units)
