"""决定公开 -- the decisions that were published, for everybody (行政复议法#79.1)."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plumbline.procedure import Case
from plumbline.store.access import names_of
from plumbline.store.cases import attachments, published, reading
from plumbline.store.cases.published import Published
from plumbline.web.cases.views import SANDBOX
from plumbline.web.layout.choices import Choice
from plumbline.web.layout.paging import Paging, asked_page, to_last
from plumbline.web.reconsideration.views import PROCEDURE

SIZE: Final = 20  # decisions to a page
LONGEST: Final = 60  # characters of a number that is looked for
YEARS: Final = range(1999, 2100)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """One page of the decisions that were published, the last first."""
    number = request.GET.get("q", "").strip()[:LONGEST]
    agency, year = request.GET.get("agency", ""), request.GET.get("year", "")
    of_year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    misread = year if year and of_year not in YEARS else ""
    rows = published.asked(PROCEDURE, number, agency, 0 if misread else of_year)
    page = asked_page(request)
    paging = Paging(page, SIZE, rows.count())
    if beyond := to_last(request, paging):
        return beyond
    keys = [key for key, _day in rows[(page - 1) * SIZE : page * SIZE]]
    found = published.shown(keys)
    known = published.agencies(PROCEDURE)
    names = names_of({*known, *(code for one in found for code in _respondents(one.case))})
    context = {
        "family": PROCEDURE,
        "rows": [_row(one, names) for one in found],
        "paging": paging,
        "chosen": {"q": number, "agency": agency, "year": year},
        "misread": misread,
        "narrowed": bool(number or agency or year),
        "agencies": [Choice(one, names.get(one, one), None, one == agency) for one in known],
    }
    return render(request, "reconsideration/decisions.html", context)


def _row(one: Published, names: dict[str, str]) -> dict[str, Any]:
    case = one.case
    decided = case.happened.get("decide", ())
    return {
        "number": case.facts.get("decision_number") or one.record.number,
        "record": one.record,
        "organ": names.get(one.record.agency, one.record.agency),
        "respondents": [names.get(code, code) for code in _respondents(case)],
        "outcome": _option(case, "outcome"),
        "ground": _option(case, "ground"),
        "decided_on": decided[-1].on if decided else None,
        "published_on": one.event.on,
        "place": one.event.data.get("published_at", ""),
        "copy": one.copy,
    }


def _respondents(case: Case) -> list[str]:
    stated = case.facts.get("respondent")
    listed = stated if isinstance(stated, list) else [stated]
    return [one for one in listed if isinstance(one, str)]


def _option(case: Case, name: str) -> str:
    """What a case states of a choice, by its title."""
    field = case.definition.fields.get(name)
    return field.options.get(f"{case.facts.get(name)}", "") if field else ""


@require_safe
def decision_copy(request: HttpRequest, pk: uuid.UUID, sha256: str) -> HttpResponse:
    """The copy of a decision that everybody may read."""
    stated = published.copy_of(pk, sha256)
    if stated is None:
        raise Http404(sha256)
    try:
        data = attachments.folder().fetch(sha256)
    except FileNotFoundError:
        raise Http404(sha256) from None
    answer = HttpResponse(data, content_type=stated.shown_as or "application/octet-stream")
    is_shown = bool(stated.shown_as)
    answer["Content-Disposition"] = reading.disposition(stated.name, is_shown=is_shown)
    if stated.shown_as != "application/pdf":
        answer["Content-Security-Policy"] = SANDBOX
    return answer
