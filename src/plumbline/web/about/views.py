"""What this is, and what came in."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plumbline import __version__
from plumbline.store import library
from plumbline.store.models import ImportRun
from plumbline.web.layout import words
from plumbline.web.layout.day import asked_day
from plumbline.web.layout.paging import Paging, asked_page, to_last

RUNS: Final = 100
ITEMS: Final = 100  # files on a page


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
        "items": items[paging.first_shown - 1 : paging.last_shown],
        "paging": paging,
    }
    return render(request, "about/run.html", context)
