"""A text is checked and shown; a report of it is sent back as a file."""

from collections import Counter

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.documents.read import Unreadable
from plumbline.store import library
from plumbline.store.texts import checking
from plumbline.web.check import report as reports
from plumbline.web.check.forms import LONGEST, SUFFIXES, CheckForm
from plumbline.web.check.marked import marked
from plumbline.web.citing.explained import explain
from plumbline.web.layout import words
from plumbline.web.layout.day import Asked, asked_day
from plumbline.web.refused import bad_request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; or the text that was handed over, with its citations marked."""
    asked = asked_day(request)
    context = {"family": "check", "asked": asked, "suffixes": SUFFIXES}
    if request.method != "POST":
        form = CheckForm(initial={"on": asked.on})
        return render(request, "check/form.html", context | {"form": form})
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "check/form.html", context | {"form": form}, status=422)
    data, name = form.handed_over()
    on = None if form.cleaned_data["own_day"] else form.cleaned_data["on"] or asked.today
    try:
        checked = checking.check_text(data, name, on, today=asked.today, most=LONGEST)
    except Unreadable as fault:
        return render(
            request, "check/form.html", context | {"form": form, "fault": fault}, status=422
        )
    return render(request, "check/result.html", context | _result(checked, asked))


def _result(checked: checking.Checked, asked: Asked) -> dict[str, object]:
    explained = explain(checked.citations, Asked(checked.on, asked.today))
    counts = Counter(one.status for one in checked.citations)
    return {
        "checked": checked,
        "explained": explained,
        "text": marked(checked.document.source, checked.citations),
        "counts": [(code, counts[code]) for code in words.STATUSES if counts[code]],
        "known_until": library.catalogue().known_until,
        "findings": checked.document.findings,
        "sealed": reports.sealed(reports.report_of(checked, explained)),
    }


@never_cache
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """The report that the result page carries, as a file to keep."""
    form = request.POST.get("format", "")
    if form not in reports.MEDIA_TYPES:
        return bad_request(request)
    try:
        found = reports.opened(request.POST.get("report", ""))
    except signing.BadSignature:
        return bad_request(request)
    answer = HttpResponse(reports.file_of(found, form), content_type=reports.MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="check-{found["on"]}.{form}"'
    return answer
