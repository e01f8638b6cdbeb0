"""Articles that answer a question."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plumbline.search import misread
from plumbline.store import library
from plumbline.web.layout.day import asked_day
from plumbline.web.layout.paging import Paging, asked_page, to_last
from plumbline.web.search.asking import (
    SIZE,
    address_of,
    ask,
    chosen_in,
    named,
    without_filters,
)

RETRY_AFTER: Final = "60"  # seconds until an index that is being built may be whole


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The answers; or, where one place was named, that place. `stay=1` searches all the same."""
    asked = asked_day(request)
    typed = request.GET.get("q", "").strip()
    page = asked_page(request)
    chosen = {name: value for name, value in chosen_in(request).items() if value}
    context = {"family": "search", "asked": asked, "typed": typed, "chosen": chosen}
    if not typed and not chosen:
        return render(request, "search/search.html", context)
    place = library.place_of(typed, asked.on) if page == 1 and not chosen else None
    address = address_of(place, asked) if place is not None else ""
    if place is not None and place.is_loaded and request.GET.get("stay") != "1":
        return redirect(_with_notice(address, place.eid, typed))
    answer = ask(request, asked, page)
    total = answer.results.total if answer.results else 0
    paging = Paging(page, SIZE, total)
    if answer.results is not None and (beyond := to_last(request, paging)):
        return beyond
    context |= {"answer": answer, "place": place, "address": address}
    if page == 1 and not chosen:
        context |= named(typed, asked)
    context |= {"paging": paging, "misread": misread(typed)}
    context |= {"cleared": without_filters(request.GET)}
    if not answer.index_missing:
        return render(request, "search/search.html", context)
    context["in_library"] = library.stats()["works"]
    answered = render(request, "search/search.html", context, status=503)
    answered["Retry-After"] = RETRY_AFTER
    return answered


def _with_notice(address: str, eid: str, typed: str) -> str:
    """The address of a place, with what was typed, so that the page can say why it opened."""
    separator = "&" if "?" in address else "?"
    fragment = f"#{eid}" if eid else ""
    return f"{address}{separator}{urlencode({'jump': typed})}{fragment}"
