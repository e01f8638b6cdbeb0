"""The agencies of a day, and what is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from plumbline.store import agencies as store
from plumbline.store.models import KINDS, LEVELS
from plumbline.web.layout import words
from plumbline.web.layout.choices import Choice
from plumbline.web.layout.day import asked_day
from plumbline.web.layout.paging import Paging, asked_page, to_last

SIZE: Final = 50  # agencies on a page


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies of a day by code, narrowed by words, kind and level."""
    asked = asked_day(request)
    chosen = {name: request.GET.get(name, "") for name in ("q", "kind", "level")}
    found = store.find(asked.on, chosen["q"], kind=chosen["kind"], level=chosen["level"])
    paging = Paging(asked_page(request), SIZE, len(found))
    if beyond := to_last(request, paging):
        return beyond
    start = paging.first_shown - 1
    return render(
        request,
        "agencies/agencies.html",
        {
            "family": "agencies",
            "asked": asked,
            "chosen": chosen,
            "kinds": _choices("agency_kind", KINDS, chosen["kind"]),
            "levels": _choices("agency_level", LEVELS, chosen["level"]),
            "rows": found[start : start + SIZE],
            "paging": paging,
            "narrowed": any(chosen.values()),
        },
    )


def _choices(family: str, codes: Sequence[str], chosen: str) -> list[Choice]:
    return [Choice(code, words.word(family, code), None, code == chosen) for code in codes]


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: its life, those above and under it, and, for officers, its people."""
    asked = asked_day(request)
    found = store.page_of(code, asked.on, request.user, timezone.localdate())
    if found is None:
        raise Http404(code)
    administers = store.may_administer(request.user, found.agency.pk, timezone.localdate())
    context = {"family": "agencies", "asked": asked, "page": found, "administers": administers}
    answer = render(request, "agencies/agency.html", context)
    if found.people is not None:
        patch_cache_control(answer, private=True, no_store=True)
    return answer
