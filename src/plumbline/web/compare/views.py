"""Two versions of a work side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plumbline.store import library
from plumbline.store.models import Version, Work
from plumbline.store.texts import comparing
from plumbline.store.texts.comparing import Row
from plumbline.web.compare.marking import Side, sides
from plumbline.web.layout import addresses
from plumbline.web.layout.day import asked_day

UNCHANGED: Final = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page: its kind, its score in per cent, and what either side shows."""

    kind: str
    percent: int
    old: Side
    new: Side


@require_safe
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """The rows between two versions; `kind=` narrows them, `all=1` shows unchanged ones too."""
    work = library.find_work(key)
    if work is None:
        raise Http404
    versions = list(work.versions.exclude(lexicon="").order_by("label"))
    old, new = _pair(request, versions)
    context = {
        "family": "library",
        "asked": asked_day(request),
        "work": work,
        "versions": versions,
        "old": old,
        "new": new,
    }
    if old is None or new is None:
        return render(request, "compare/single.html", context)
    return render(request, "compare/compare.html", context | _compared(request, work, old, new))


def _compared(request: HttpRequest, work: Work, old: Version, new: Version) -> dict[str, object]:
    comparison = comparing.compare(work, old.label, new.label)
    kind = request.GET.get("kind", "")
    show_all = request.GET.get("all") == "1"
    rows = [row for row in comparison.rows if _wanted(row, kind, show_all=show_all)]
    return {
        "comparison": comparison,
        "lines": list(_lines(rows)),
        "kind": kind,
        "show_all": show_all,
        "changed": sum(n for name, n in comparison.counts.items() if name != UNCHANGED),
    }


def _wanted(row: Row, kind: str, *, show_all: bool) -> bool:
    if kind:
        return row.kind == kind
    return show_all or row.kind != UNCHANGED


def _lines(rows: Sequence[Row]) -> Iterator[Line]:
    for row in rows:
        old, new = sides(row)
        yield Line(row.kind, round(row.score * 100), old, new)


def _pair(
    request: HttpRequest, versions: Sequence[Version]
) -> tuple[Version | None, Version | None]:
    """The versions that the address names; else the last two."""
    by_label = {version.label: version for version in versions}
    last = list(versions)[-2:]
    if len(last) < 2:
        return None, None
    chosen = []
    for name, usual in (("old", last[0]), ("new", last[1])):
        written = request.GET.get(name, "")
        label = addresses.label_of(written)
        if written and label not in by_label:
            raise Http404
        chosen.append(by_label[label] if written else usual)
    return chosen[0], chosen[1]
