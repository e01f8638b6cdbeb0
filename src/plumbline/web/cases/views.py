"""The page of a case, the receipts of its events, and the files that they state."""

from __future__ import annotations

import uuid
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from plumbline.store import cases
from plumbline.store.cases import access_codes, attachments, content, reading
from plumbline.store.cases.internal import seen
from plumbline.store.cases.opening import Opened
from plumbline.store.cases.withholding import marks_for
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.beside import officers_of
from plumbline.web.cases.linked import linked, openings
from plumbline.web.cases.next_step import next_steps
from plumbline.web.cases.opened import opened
from plumbline.web.cases.page import LATEST, page_of
from plumbline.web.cases.said import seat_words

_NOTHING: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
SANDBOX: Final = f"sandbox; {_NOTHING}"


@require_safe
@signed_in
def case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A case as of today: timeline, clocks, what may be done now, and by whom it was read. Of many
    events the last are shown; all where the `whole` is asked for.
    """
    found = opened(request, pk)
    most = None if "whole" in request.GET else LATEST
    page = page_of(found.record, found.case, found.sight, found.today, most)
    reading.note(found.record, found.account, timezone.now(), personal=found.sight.sees_persons)
    answer = render(
        request,
        "cases/case.html",
        {
            "family": "cases",
            "page": page,
            "steps": None
            if page.sight.sees_internal
            else next_steps(found.case, found.sight, found.today),
            "seats": _free_seats(found),
            "linked": linked(found.case, found.person, found.sight, found.record),
            "openings": openings(found.record, found.case, found.person, found.sight, found.today)
            if found.sight.handles
            else (),
            "has_standards": bool(content.standards(found.case.definition.name)),
            "readings": reading.last_of_each(found.record) if found.sight.handles else (),
            "comments": reading.comments(found.record) if found.sight.handles else (),
            "officers": officers_of(found) if found.sight.handles else (),
            "handlings": reading.handlings(found.record) if found.sight.sees_internal else (),
        },
    )
    return private(answer)


@require_safe
@signed_in
def receipt(request: HttpRequest, pk: uuid.UUID, event: uuid.UUID) -> HttpResponse:
    """The receipt of an event, with which anybody can check that the log holds it."""
    found = opened(request, pk)
    if _hidden(found, event):
        raise Http404(event)
    made = cases.receipt_of(event, with_values=found.sight.sees_persons)
    if made is None:
        answer = render(request, "cases/waiting.html", {"family": "cases", "found": found})
        answer.status_code = 202
        return private(answer)
    answer = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="receipt-{event}.json"'
    return private(answer)


@require_safe
@signed_in
def file(request: HttpRequest, pk: uuid.UUID, sha256: str) -> HttpResponse:
    """A file that an event of the case states."""
    found = opened(request, pk)
    shown = seen(found.case, internal=found.sight.sees_internal)
    stated = attachments.stated_in(shown, sha256) if found.sight.sees_persons else None
    if stated is None or sha256 in marks_for(found.case, found.sight).closed:
        raise Http404(sha256)
    try:
        data = attachments.folder().fetch(sha256)
    except FileNotFoundError:
        raise Http404(sha256) from None
    reading.note(found.record, found.account, timezone.now(), personal=True, what=stated.name)
    media = stated.shown_as if "download" not in request.GET else ""
    answer = HttpResponse(data, content_type=media or "application/octet-stream")
    answer["Content-Disposition"] = reading.disposition(stated.name, is_shown=bool(media))
    # A browser shows no PDF in a sandbox; its viewer is one by itself.
    is_pdf = stated.shown_as == "application/pdf"
    answer["Content-Security-Policy"] = _NOTHING if is_pdf else SANDBOX
    return private(answer)


def private(answer: HttpResponse) -> HttpResponse:
    """What concerns a case is kept by nobody on the way."""
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def _free_seats(found: Opened) -> list[tuple[str, str]]:
    """For whom the reader may give codes, each by key and in words."""
    if not found.sight.handles:
        return []
    free = access_codes.free_seats(found.case)
    return [(one.key, seat_words(found.case.definition, one)) for one in free]


def _hidden(found: Opened, event: uuid.UUID) -> bool:
    """Whether an event is none of the case, or one that the reader may not see."""
    shown = seen(found.case, internal=found.sight.sees_internal)
    return str(event) not in {one.id for one in shown}
