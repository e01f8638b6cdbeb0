"""What a visitor sees first."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plumbline.store import library
from plumbline.web.layout.day import asked_day

RECENT: Final = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, counts by kind and level, and what came in last."""
    return render(
        request,
        "home/home.html",
        {
            "family": "home",
            "asked": asked_day(request),
            "stats": library.stats(),
            "recent": library.recent(RECENT),
        },
    )
