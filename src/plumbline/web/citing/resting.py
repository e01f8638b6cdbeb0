"""被引 -- a citation of another text, with the words around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from plumbline.store import library
from plumbline.store.models import Citation, Provision
from plumbline.web.layout import words

AROUND: Final = 60
"""Characters shown on either side of a citation."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A citation, the name of the provision that it stands in, and its words in context.

    `meant` is the day of the text that it means, ISO, where the work had several.
    """

    citation: Citation
    place: str
    context: SafeString
    meant: str


@dataclass(frozen=True, slots=True)
class Counted:
    """An article and how many citations of other texts name it."""

    number: str
    eid: str
    count: int


def articles_cited(key: str) -> list[Counted]:
    """The articles of a work that others cite, in the order of the work."""
    counts = {n: count for n, count in library.resting_counts(key).items() if n}
    ordered = sorted(counts, key=lambda n: [int(part) for part in n.split("-")])
    return [Counted(number, f"art_{number}", counts[number]) for number in ordered]


def resting(key: str, citations: Sequence[Citation]) -> list[Resting]:
    """Each citation of a work with its context; blocks are fetched together."""
    blocks = _blocks(citations)
    known = library.known_work(key)
    had_several = known is not None and len(known.history) > 1
    texts = library.texts_meant(key, citations)
    shown = []
    for one, meant in zip(citations, texts, strict=True):
        block = blocks.get((one.version_id, one.provision))
        place = words.provision_name(one.provision) or (block.label if block is not None else "")
        text = block.text if block is not None else one.text
        shown.append(Resting(one, place, _context(text, one.text), meant if had_several else ""))
    return shown


def _blocks(citations: Iterable[Citation]) -> dict[tuple[int, str], Provision]:
    places = {(one.version_id, one.provision) for one in citations}
    rows = Provision.objects.filter(
        version_id__in={version for version, _ in places}, eid__in={eid for _, eid in places}
    )
    return {(row.version_id, row.eid): row for row in rows}


def _context(words: str, cited: str) -> SafeString:
    at = words.find(cited)
    if at < 0:
        return format_html("<mark>{}</mark>", cited)
    end = at + len(cited)
    first, last = max(0, at - AROUND), min(len(words), end + AROUND)
    return format_html(
        "{}{}<mark>{}</mark>{}{}",
        "…" if first else "",
        words[first:at],
        cited,
        words[end:last],
        "…" if last < len(words) else "",
    )
