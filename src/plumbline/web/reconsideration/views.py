"""What reconsideration is, and where one applies: pages for everybody."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plumbline.store.cases import guides
from plumbline.store.models import Agency
from plumbline.web.reconsideration.steps import steps_of

PROCEDURE: Final = "reconsideration"
FIRST: Final = 3  # institutions named on the first page


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What it is, what one needs, how long it takes, and every way to apply."""
    today = timezone.localdate()
    try:
        _, definition = guides.guide(PROCEDURE, today)
    except LookupError:
        raise Http404(PROCEDURE) from None
    context = {
        "family": PROCEDURE,
        "today": today,
        "steps": steps_of(definition),
        "institutions": _reachable(guides.institutions(PROCEDURE, today)),
    }
    return render(request, "reconsideration/landing.html", context)


def _reachable(pairs: list[tuple[Agency, Agency]]) -> list[tuple[Agency, Agency]]:
    """The first institutions of which a telephone is known."""
    return [pair for pair in pairs if pair[1].phone][:FIRST]


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Each organ to which one applies, with the counter and telephone of its institution."""
    words = request.GET.get("q", "").strip()[:60]
    pairs = guides.institutions(PROCEDURE, timezone.localdate())
    found = [pair for pair in pairs if all(one in pair[0].name for one in words.split())]
    context = {"family": PROCEDURE, "pairs": found, "words": words, "total": len(pairs)}
    return render(request, "reconsideration/institutions.html", context)
