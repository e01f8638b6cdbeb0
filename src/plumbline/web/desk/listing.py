"""The list of cases: searched, filtered, sorted, saved as a view, taken out as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.procedure import latest
from plumbline.store import access
from plumbline.store.access import Person, names_of
from plumbline.store.cases import content, lists
from plumbline.store.cases.lists import Asked
from plumbline.store.models import Account, SavedView
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.views import private
from plumbline.web.desk.rows import Row, rows_of
from plumbline.web.layout import words
from plumbline.web.layout.choices import Choice
from plumbline.web.layout.paging import Paging, asked_page, to_last

SIZE: Final = 50  # cases on a page
MOST_OUT: Final = 20_000  # cases taken out at once
DAYS: Final = ("from", "until")
"""The filters that take a day."""
LONGEST: Final = 100  # characters of what is searched for
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; what cannot be read is left out, and said by `misread_in`."""
    said = request.GET
    sort = said.get("sort", "")
    state = said.get("state", "")
    return Asked(
        words=said.get("q", "").replace("\0", "")[:LONGEST],
        procedure=said.get("procedure", "")[:60],
        stage=said.get("stage", "")[:60],
        state=state if state in lists.STATES else "",
        agency=said.get("agency", "")[:40],
        due_from=_day(said.get("from", "")),
        due_until=_day(said.get("until", "")),
        own="own" in said,
        sort=sort if sort in lists.SORTS else "due",
    )


def misread_in(request: HttpRequest) -> dict[str, str]:
    """What the address says for a day and is none, by the name of the filter."""
    said = {name: request.GET.get(name, "") for name in DAYS}
    return {name: typed[:40] for name, typed in said.items() if typed and not _day(typed)}


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return None


@require_safe
@signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that somebody may see, narrowed as asked."""
    who = access.person(request.user, timezone.localdate())
    asked = asked_of(request)
    found = lists.found(who, asked)
    total = found.counted()
    paging = Paging(asked_page(request), SIZE, min(total, lists.COUNTED))
    if beyond := to_last(request, paging):
        return beyond
    start = paging.first_shown - 1
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "family": "cases",
        "found": asked,
        "misread": misread_in(request),
        "rows": rows_of(found.shown(start, start + SIZE), who, read_at=timezone.now()),
        "paging": paging,
        "more": total > lists.COUNTED,
        "procedures": _procedures(asked),
        "stages": _stages(asked),
        "states": [
            Choice(one, words.word("case_state", one), None, one == asked.state)
            for one in lists.STATES
        ],
        "narrowed": bool(query),
        "query": query.urlencode(),
        "saved": SavedView.objects.filter(account=request.user.pk),
    }
    return private(render(request, "desk/cases.html", context))


def _procedures(asked: Asked) -> list[Choice]:
    return [
        Choice(name, latest(one.definitions).title, None, name == asked.procedure)
        for name, one in sorted(content.procedures().items())
    ]


def _stages(asked: Asked) -> list[Choice]:
    """The stages of the procedure asked for, or of every procedure."""
    titles: dict[str, str] = {}
    for name, one in content.procedures().items():
        if asked.procedure in ("", name):
            for definition in one.definitions.values():
                titles |= {stage.id: stage.title for stage in definition.stages.values()}
    return [Choice(code, title, None, code == asked.stage) for code, title in titles.items()]


@require_safe
@signed_in
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The list as a table for a spreadsheet, without the names of persons."""
    who = access.person(request.user, timezone.localdate())
    rows = lists.found(who, asked_of(request)).shown(0, MOST_OUT)
    lines = _Lines()
    answer = StreamingHttpResponse(
        _table(lines, rows_of(rows, who), who), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="cases-{who.on}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


class _Lines:
    """A file that hands on what is written to it."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def _table(lines: _Lines, rows: list[Row], who: Person) -> Iterator[str]:
    writer = csv.writer(lines)
    names = names_of(row.record.agency for row in rows)
    yield "\ufeff"  # by which spreadsheets know UTF-8
    yield writer.writerow(
        [_("案号"), _("程序"), _("环节"), _("承办机关"), _("对方机关"), _("收到"), _("届满"),
         _("期限")]
    )  # fmt: skip
    for row in rows:
        record = row.record
        cells = (
            record.number or str(record.pk), row.procedure, row.stage, names[record.agency],
            " ".join(row.against), f"{record.opened_on}", f"{record.due_on or ''}", row.clock,
        )  # fmt: skip
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


@require_POST
@signed_in
def views(request: HttpRequest) -> HttpResponse:
    """Save what the list is narrowed to under a name, or forget it."""
    if not isinstance(request.user, Account):
        raise Http404
    own = SavedView.objects.filter(account=request.user)
    if removed := request.POST.get("remove", ""):
        own.filter(name=removed).delete()
        return redirect("cases")
    name = request.POST.get("name", "").replace("\0", "").strip()[:60]
    query = request.POST.get("query", "")[:1000]
    if name:
        own.update_or_create(account=request.user, name=name, defaults={"query": query})
        messages.success(request, _("已经保存为“%(name)s”。") % {"name": name})
    return redirect(f"{reverse('cases')}?{query}" if query else "cases")
