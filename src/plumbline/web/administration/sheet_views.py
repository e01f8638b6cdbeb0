"""Tables in and out: a file is uploaded, looked at, and confirmed; nothing is written before."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.documents.unreadable import Unreadable
from plumbline.store import administration
from plumbline.store.administration import sheets
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import UploadedSheet
from plumbline.web.administration.access import account_of, confirmed, for_administrators, keeper_of
from plumbline.web.administration.forms import UploadForm
from plumbline.web.layout.paging import Paging, asked_page, to_last
from plumbline.web.layout.people_words import fault_words

SIZE: Final = 100  # rows of a preview on a page
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
_asked = require_http_methods(["GET", "HEAD", "POST"])


def _language() -> sheets.Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


def _kept(request: HttpRequest) -> frozenset[int]:
    return administration.kept_agencies(account_of(request), timezone.localdate())


@_asked
@for_administrators
def upload(request: HttpRequest) -> HttpResponse:
    """The form; or a file that was handed over, kept until it is confirmed, for a day at most."""
    sheets.drop_unconfirmed()
    form = UploadForm(request.POST or None, request.FILES or None)
    fault = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            sheets.plan_file(data, file.name, _kept(request), timezone.localdate())
        except Unreadable as found:
            fault = found
        else:
            kept = UploadedSheet.objects.create(
                by=account_of(request), name=file.name[:200], data=data, at=timezone.now()
            )
            return redirect("administration-preview", kept.pk)
    failed = fault is not None or bool(form.errors)
    return render(
        request,
        "administration/import.html",
        {"family": "account", "form": form, "fault": fault},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK,
    )


@_asked
@for_administrators
@confirmed()
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """What would become of each row; confirmed, it is done if it is still the same."""
    sheet = UploadedSheet.objects.filter(pk=key, by=account_of(request)).first()
    if sheet is None:
        return _gone(request)
    if request.method == "POST" and request.POST.get("what") == "leave":
        sheet.delete()
        messages.success(request, _("已放弃，什么也没有写入。"))
        return redirect("administration-import")
    if request.method == "POST":
        return _confirm(request, sheet)
    return _shown(request, sheet)


def _gone(request: HttpRequest) -> HttpResponse:
    context = {"family": "account", "form": UploadForm(), "is_gone": True}
    return render(request, "administration/import.html", context, status=HTTPStatus.NOT_FOUND)


def _shown(request: HttpRequest, sheet: UploadedSheet, why: str = "") -> HttpResponse:
    plan = sheets.plan_file(bytes(sheet.data), sheet.name, _kept(request), timezone.localdate())
    counts = plan.counts
    show = request.GET.get("show", "")
    if show not in sheets.OUTCOMES:
        show = ""
    rows = [row for row in plan.rows if not show or row.outcome == show]
    paging = Paging(asked_page(request), SIZE, len(rows))
    if not why and (beyond := to_last(request, paging)):
        return beyond
    start = max(paging.first_shown - 1, 0)
    return render(
        request,
        "administration/preview.html",
        {
            "family": "account",
            "sheet": sheet,
            "plan": plan,
            "counts": [(outcome, counts[outcome]) for outcome in sheets.OUTCOMES],
            "errors": counts["error"],
            "doing": counts["new"] + counts["changed"],
            "total": len(plan.rows),
            "rows": rows[start : start + SIZE],
            "paging": paging,
            "show": show,
            "why": why,
        },
        status=HTTPStatus.CONFLICT if why else HTTPStatus.OK,
    )


def _confirm(request: HttpRequest, sheet: UploadedSheet) -> HttpResponse:
    wanted = sheets.Wanted(request.POST.get("plan", ""), request.POST.get("what") == "good")
    try:
        done = sheets.take_in(
            bytes(sheet.data), sheet.name, _kept(request), keeper_of(request),
            timezone.localdate(), wanted,
        )  # fmt: skip
    except PeopleFault as fault:
        return _shown(request, sheet, fault_words(fault))
    except sheets.RowFault as fault:
        words = {"line": fault.line.number, "why": fault_words(fault.fault)}
        return _shown(request, sheet, _("第 %(line)s 行没有成功，什么也没有写入：%(why)s") % words)
    sheet.delete()
    count = done.counts["new"] + done.counts["changed"]
    said = ngettext("已导入 %(count)s 行。", "已导入 %(count)s 行。", count) % {"count": count}
    messages.success(request, said)
    return redirect("administration")


@require_safe
@for_administrators
def blank(request: HttpRequest) -> HttpResponse:
    """An empty table to fill in, with what may be written."""
    return _file(sheets.template(_language()), "template.xlsx", XLSX)


@require_safe
@for_administrators
def export(request: HttpRequest, what: str) -> HttpResponse:
    """What the visitor keeps, as a table that can be imported again."""
    kept, today, language = _kept(request), timezone.localdate(), _language()
    if what == "all.xlsx":
        return _file(sheets.export_xlsx(kept, today, language), f"plumbline-{today}.xlsx", XLSX)
    for table in sheets.TABLES:
        if what == f"{table}.csv":
            data = sheets.export_csv(table, kept, today, language)
            return _file(data, f"{table}-{today}.csv", CSV)
    raise Http404(what)


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
