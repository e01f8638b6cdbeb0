"""Articles that answer a question."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plumbline.web.layout.day import asked_day
from plumbline.web.layout.paging import Paging, asked_page
from plumbline.web.search.asking import SIZE, Straight, ask, chosen_in, straight


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
    way = straight(typed, asked) if page == 1 and not chosen else None
    if way is not None and way.found and request.GET.get("stay") != "1":
        return redirect(_with_notice(way, typed))
    answer = ask(request, asked, page)
    total = answer.results.total if answer.results else 0
    context |= {"answer": answer, "way": way, "paging": Paging(page, SIZE, total)}
    return render(request, "search/search.html", context)


def _with_notice(way: Straight, typed: str) -> str:
    """The address of the place, with what was typed, so that the page can say why it opened."""
    address, _, rest = way.url.partition("?")
    fields = "&".join(filter(None, [rest, urlencode({"jump": typed})]))
    return f"{address}?{fields}" + (f"#{way.eid}" if way.eid else "")
