"""What this is, and what came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plumbline import __version__
from plumbline.store import library
from plumbline.store.models import ImportItem, ImportRun, Text, Version
from plumbline.web.layout import words
from plumbline.web.layout.day import asked_day
from plumbline.web.layout.paging import Paging, asked_page, to_last

RUNS: Final = 100
ITEMS: Final = 100  # files on a page


@dataclass(frozen=True, slots=True)
class Row:
    """A file of a run, and the version that it is read as, if it is one of the library."""

    item: ImportItem
    version: Version | None


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the library is, what its words mean, and until when it knows."""
    return render(
        request,
        "about/about.html",
        {
            "family": "about",
            "asked": asked_day(request),
            "version": __version__,
            "stats": library.stats(),
            "states": words.STATES.items(),
            "statuses": [
                (code, name, words.STATUS_MEANINGS[code]) for code, name in words.STATUSES.items()
            ],
            "known_until": library.catalogue().known_until,
        },
    )


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The last runs of import with their counts."""
    context = {"family": "imports", "asked": asked_day(request), "runs": library.imports(RUNS)}
    return render(request, "about/imports.html", context)


@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """What became of each file of one run; those refused can be shown alone."""
    found = get_object_or_404(ImportRun, pk=number)
    outcome = request.GET.get("outcome", "")
    items = found.items.order_by("pk")
    if outcome:
        items = items.filter(outcome=outcome)
    page = asked_page(request)
    paging = Paging(page, ITEMS, items.count())
    if beyond := to_last(request, paging):
        return beyond
    context = {
        "family": "imports",
        "asked": asked_day(request),
        "run": found,
        "outcome": outcome,
        "items": _with_texts(items[paging.first_shown - 1 : paging.last_shown]),
        "paging": paging,
    }
    return render(request, "about/run.html", context)


def _with_texts(items: Iterable[ImportItem]) -> list[Row]:
    """Each file with its version; a file of which no text was kept has none."""
    shown = list(items)
    kept = Text.objects.filter(original_id__in={item.sha256 for item in shown if item.sha256})
    versions = {text.original_id: text.version for text in kept.select_related("version__work")}
    return [Row(item, versions.get(item.sha256)) for item in shown]
