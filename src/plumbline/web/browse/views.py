"""The table of works."""

import csv
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.store import library
from plumbline.web.layout import words
from plumbline.web.layout.choices import Choice
from plumbline.web.layout.day import Asked, asked_day
from plumbline.web.layout.paging import Paging, asked_page, to_last

SIZE: Final = 30  # works on a page
ALL: Final = 100_000  # works in an export
FILTERS: Final = ("kind", "level", "issuer", "year", "state", "q")
NEWEST: Final = "-latest_on"
BOM: Final = "\ufeff"  # by which spreadsheets know UTF-8


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """One page of the works that match, and what they can be narrowed by."""
    asked = asked_day(request)
    chosen = _chosen(request)
    sort = request.GET.get("sort", NEWEST)
    page = asked_page(request)
    listing = library.list_works(asked.on, **chosen, sort=sort, page=page, size=SIZE)
    paging = Paging(page, SIZE, listing.total)
    if beyond := to_last(request, paging):
        return beyond
    return render(
        request,
        "browse/browse.html",
        {
            "family": "library",
            "asked": asked,
            "listing": listing,
            "chosen": chosen,
            "narrowed": any(chosen.values()),
            "sort": sort,
            "choices": _choices(listing, chosen),
            "paging": paging,
            "hidden": {name: value for name, value in chosen.items() if value},
        },
    )


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All works that match, as CSV."""
    asked = asked_day(request)
    sort = request.GET.get("sort", NEWEST)
    listing = library.list_works(asked.on, **_chosen(request), sort=sort, page=1, size=ALL)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="works-{asked.on.isoformat()}.csv"'
    answer.write(BOM)
    table = csv.writer(answer)
    table.writerow(_heads())
    table.writerows(_row(row, asked) for row in listing.rows)
    return answer


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}


def _choices(listing: library.Listing, chosen: dict[str, str]) -> dict[str, list[Choice]]:
    choices = {}
    for name in ("kind", "level", "issuer", "year"):
        family = words.FAMILIES.get(name, {})
        choices[name] = [
            Choice(code, str(family.get(code, code)), count, code == chosen[name])
            for code, count in listing.facets.get(name, [])
        ]
    choices["state"] = [
        Choice(code, str(name), None, code == chosen["state"])
        for code, name in words.STATES.items()
    ]
    return {name: _with_chosen(offered, chosen[name]) for name, offered in choices.items()}


def _with_chosen(offered: list[Choice], code: str) -> list[Choice]:
    """What narrows the list is always shown as chosen, also where no work has it."""
    if not code or any(choice.chosen for choice in offered):
        return offered
    return [*offered, Choice(code, code, 0, chosen=True)]


def _heads() -> list[str]:
    return [
        _("名称"), _("种类"), _("层级"), _("制定机关"), _("发文字号"), _("版本"), _("施行日期"),
        _("施行日期依据"), _("效力"), _("基准日"),
    ]  # fmt: skip


def _row(row: library.WorkRow, asked: Asked) -> list[str]:
    work, version = row.work, row.version
    cells = [
        work.title,
        words.word("kind", work.kind),
        words.word("level", work.level),
        "、".join(work.issuers),
        version.doc_number if version else "",
        version.label if version else "",
        version.effective_on.isoformat() if version and version.effective_on else "",
        words.word("effective_rule", version.effective_rule) if version else "",
        words.word("state", row.state.state),
        asked.on.isoformat(),
    ]
    return [_inert(cell) for cell in cells]


def _inert(cell: str) -> str:
    """A spreadsheet takes a cell that opens with one of these signs for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
