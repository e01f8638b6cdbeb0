"""改动标记 -- the words that differ, marked as deleted on one side and inserted on the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plumbline.documents.passages import Passage
from plumbline.store.texts.comparing import Row

Tag = Literal["del", "ins"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage as a row shows it: the id of its place in its version, and its marked words."""

    eid: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a row shows, and the articles that it comes from."""

    passages: Sequence[Shown]


def sides(row: Row) -> tuple[Side, Side]:
    """Both sides of a row."""
    old = [(span.old_start, span.old_end) for span in row.spans if span.kind != "equal"]
    new = [(span.new_start, span.new_end) for span in row.spans if span.kind != "equal"]
    return (
        Side(list(_shown(row.old, row.old_text, old, "del"))),
        Side(list(_shown(row.new, row.new_text, new, "ins"))),
    )


def _shown(
    passages: Sequence[Passage], joined: str, changed: Sequence[tuple[int, int]], tag: Tag
) -> Iterator[Shown]:
    """Each passage out of the joined text of its side, with its part of the changes."""
    at = 0
    for passage in passages:
        end = at + len(passage.text)
        yield Shown(_eid(passage.address), _marked(joined, at, end, changed, tag))
        at = end + 1  # passages are joined by a newline


def _marked(
    text: str, start: int, end: int, changed: Sequence[tuple[int, int]], tag: Tag
) -> SafeString:
    """The words of one passage; a change that runs over a line is marked on each line."""
    pieces: list[str] = []
    at = start
    for first, last in changed:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        pieces.append(_lines(text[at:first]))
        marked = "<br>".join(
            f"<{tag}>{escape(line)}</{tag}>" if line else ""
            for line in text[first:last].split("\n")
        )
        pieces.append(marked)
        at = last
    pieces.append(_lines(text[at:end]))
    return mark_safe("".join(pieces))  # every piece was escaped above


def _lines(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>")


def _eid(address: str) -> str:
    article, _, paragraph = address.partition(".")
    return f"art_{article}__para_{paragraph}" if paragraph else f"art_{article}"
