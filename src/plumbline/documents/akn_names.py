"""阿科马名称 -- which element stands for which unit, and what an element says by itself.

One rule serves writer and reader: `implied_kind` and `label_of` tell what an element means
to a reader who knows nothing but the standard. Where a unit is something else, and only
there, the writer adds an attribute in a namespace of ours, which the standard allows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from plumbline.documents.marks import print_label, read_mark
from plumbline.documents.model import DIVISIONS, NUMBERED_SECTIONS, Unit

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of Akoma Ntoso 3.0 (OASIS, 29 August 2018)."""

OURS: Final = "urn:x-plumbline:document:1"
"""The namespace of what Akoma Ntoso has no word for; its prefix is `pl`."""

ELEMENT: Final = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "paragraph": "paragraph",
    "section_1": "section",
    "section_2": "subsection",
    "section_3": "paragraph",
}
"""Kinds that have an element of the hierarchy; any other is an `hcontainer` with its name."""

LISTED: Final = frozenset({"item", "subitem", "section_4"})
"""Kinds that are written as `item` of a `blockList`."""

WORDLESS: Final = frozenset({*DIVISIONS, "article"})
"""Kinds whose words are those of the units below them."""

NUMBERED: Final = frozenset({*LISTED, *NUMBERED_SECTIONS, "article"})
"""Kinds that always have a number; where a file gives none, it is the one that comes next."""

LOOSE: Final = {
    "": "preamble",
    "head": "text",
    "conclusions": "signature",
    "article": "paragraph",
}
"""What a bare `p` is below each kind (the empty one is the body); elsewhere it is `text`."""

TRANSPARENT: Final = "block"
"""Name of the `hcontainer` that only carries blocks where the schema wants a hierarchy."""

MISSING: Final = "missing"
"""Name of the `hcontainer` that stands in a body where there is no text."""

KINDS: Final = frozenset(
    {
        *ELEMENT, *LISTED, *NUMBERED_SECTIONS, "preamble", "text", "quoted", "table", "appendix",
        "signature", "title", "docnumber", "history", "contents", "address", "note",
    }
)  # fmt: skip
"""Kinds that an element's `name` may give."""

# Elements of other traditions, by the rung on which they usually stand.
_ELSEWHERE: Final = {
    "book": "part", "tome": "part", "title": "part", "subtitle": "subpart", "division": "chapter",
    "subdivision": "section", "subchapter": "section", "transitional": "chapter",
    "section": "section", "part": "part", "subpart": "subpart", "chapter": "chapter",
    "article": "article",
}  # fmt: skip
_RUNGS: Final = (*NUMBERED_SECTIONS, "section_4")
_RUNG_OF: Final = {"subsection": "section_2", "paragraph": "section_3", "item": "section_4"}
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_INSERTED: Final = re.compile(r"[0-9]{1,9}-[0-9]{1,9}")
_KIND: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")
_QUOTE: Final = "“"


def is_kind(word: str) -> bool:
    """Whether a word may name a kind of unit."""
    return _KIND.fullmatch(word) is not None


def is_number(word: str, kind: str) -> bool:
    """Whether a word may number a unit: `9`, in an article `17-1`, in some units nothing."""
    if kind in ("article", "quoted") and _INSERTED.fullmatch(word):
        return True
    return _NUMBER.fullmatch(word) is not None or (not word and kind not in NUMBERED)


def label_text(unit: Unit) -> str:
    """The label that a unit prints; empty where its form does not fit its number."""
    return printed(unit.form, unit.number) if unit.form else ""


@lru_cache(maxsize=8192)
def printed(form: str, number: str) -> str:
    """What `print_label` gives, or the empty string where form and number do not fit."""
    try:
        return print_label(form, number)
    except (ValueError, OverflowError, LookupError):
        return ""


@lru_cache(maxsize=8192)
def label_of(label: str, kind: str) -> tuple[str, str]:
    """Number and form that a printed label says: （二） gives 2 and （{c}）.

    A label that no number prints is kept literally, as a form that begins with `=`; the
    first digits in it are its number (`Art. 5`).
    """
    lead = _QUOTE if kind == "quoted" and label.startswith(_QUOTE) else ""
    if label == lead:
        return "", lead
    mark = read_mark(label[len(lead) :])
    if mark is None or not is_number(mark.number, kind):
        digits = _NUMBER.search(label)
        return digits[0] if digits else "", f"={label}"
    form = lead + mark.form
    if mark.form.startswith("=") or printed(form, mark.number) != label:
        form = f"={label}"
    return mark.number, form


@lru_cache(maxsize=8192)
def is_list_label(label: str) -> bool:
    """Whether a label numbers a list (一、 （一） 1.) rather than a division or article."""
    mark = read_mark(label)
    return mark is not None and mark.kind == "list"


def implied_kind(tag: str, name: str, label: str, above: str, *, in_article: bool) -> str:
    """The kind of unit that an element is by itself.

    `tag` is its local name, `name` its attribute of that name, `label` its number as
    printed, `above` the kind of the unit around it (empty in the body).
    """
    if tag == "hcontainer":
        return name if name in KINDS else "text"
    if tag == "section" and is_list_label(label):
        return "section_1"
    if tag in _ELSEWHERE:
        return _ELSEWHERE[tag]
    if in_article:
        return _in_article(tag, label, above)
    if above in ("item", "subitem"):
        return "subitem"
    return _RUNG_OF.get(tag) or _below(above)


def _in_article(tag: str, label: str, above: str) -> str:
    if above == "article" and (tag == "paragraph" or (not label and tag != "item")):
        return "paragraph"
    return "subitem" if above in ("item", "subitem") else "item"


def _below(above: str) -> str:
    """The rung under a numbered section, for elements that say nothing of their rung."""
    if above in NUMBERED_SECTIONS:
        return _RUNGS[NUMBERED_SECTIONS.index(above) + 1]
    return "section_1"
