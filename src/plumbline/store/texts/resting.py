"""被引 -- which text of a work the citations of others mean, and how many rest on each article.

第三条 in a text of 2007 is Article 3 as it stood in 2007: another article may bear its number now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from django.db.models import Case, Count, F, Q, Value, When

from plumbline.sources.force import state_on
from plumbline.sources.resolve import version_meant
from plumbline.store.models import Citation, CitationTarget
from plumbline.store.texts.catalogues import catalogue

Meant = Callable[[date | None, str], str]
_NAMES_AN_EDITION: Final = ("（19", "（20", "(19", "(20")
"""How the year of an edition begins in 《某某法（2017年修正）》."""


@dataclass(frozen=True, slots=True)
class Rests:
    """By article of a version, how many citations of other texts mean it as it stands there, and
    how many mean the article of that number in an earlier text of the work."""

    here: dict[str, int]
    earlier: dict[str, int]


def rests_on(key: str, label: str) -> Rests:
    """What rests on the articles of a version. A citation whose text is not known counts here."""
    meant = _meant(key)
    here: Counter[str] = Counter()
    earlier: Counter[str] = Counter()
    for article, day, words, times in _cited(key):
        its = meant(day, words)
        if its == label or not its:
            here[article] += times
        elif its < label:
            earlier[article] += times
    return Rests(dict(here), dict(earlier))


def _cited(key: str) -> Sequence[tuple[str, date | None, str, int]]:
    """Article, day of the citing text, words where they may name an edition, and how often."""
    named = Q()
    for year in _NAMES_AN_EDITION:
        named |= Q(citation__text__contains=year)
    rows = (
        CitationTarget.objects.filter(work=key)
        .exclude(article="")
        .exclude(citation__version__work__key=key)
        .annotate(words=Case(When(named, then=F("citation__text")), default=Value("")))
        .values_list("article", "citation__version__adopted_on", "words")
        .annotate(n=Count("citation_id", distinct=True))
    )
    return list(rows)


def texts_meant(key: str, citations: Sequence[Citation]) -> list[str]:
    """The day of the text of a work that each citation means, ISO; empty where it is not known."""
    meant = _meant(key)
    return [meant(one.version.adopted_on, one.text) for one in citations]


def _meant(key: str) -> Meant:
    """Tells the text that a citation means by the day of the text that cites and its words."""
    known = catalogue()
    work = known.find(key)

    @cache
    def meant(day: date | None, words: str) -> str:
        if work is None:
            return ""
        # A text without a day may have been written on any: the last text is taken.
        written = day or date.max
        version, name = version_meant(work, state_on(work, written, known), words, written)
        return version.name if version is not None else name

    return meant
