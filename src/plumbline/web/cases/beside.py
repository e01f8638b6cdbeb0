"""Beside the events of a case: who handles it, what its handlers note, names of agencies."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plumbline.store import agencies, notices
from plumbline.store.cases import reading
from plumbline.store.cases.opening import Opened
from plumbline.store.models import Comment, Officer
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.opened import opened

LONGEST: Final = 4000  # characters of a note
OFFERED: Final = 12  # names of agencies offered while one is typed


def _handled(request: HttpRequest, pk: uuid.UUID) -> Opened:
    """The case, for whoever handles it. Raises PermissionDenied for others who may see it."""
    found = opened(request, pk)
    if not found.sight.handles:
        raise PermissionDenied
    return found


def officers_of(found: Opened) -> list[tuple[str, str]]:
    """The officers who may be given a case: number and name."""
    return [(one.number, one.name) for one in _officers(found)]


def _officers(found: Opened) -> Sequence[Officer]:
    definition = found.case.definition
    roles = [one.id for one in definition.roles.values() if one.of == definition.seat]
    return reading.handlers_there(found.record, roles, found.today)


@require_POST
@signed_in
def handlers(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a case to an officer, or take it from one."""
    found = _handled(request, pk)
    given, taken = request.POST.get("give", ""), request.POST.get("leave", "")
    there = {number for number, _name in officers_of(found)}
    if given in there:
        reading.give(found.record, given, found.account, found.today)
    elif taken:
        reading.take_away(found.record, taken, found.today)
    return redirect("case", pk=pk)


@require_POST
@signed_in
def comment(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write a note beside a case, or remove one's own."""
    found = _handled(request, pk)
    removed = request.POST.get("remove", "")
    if removed.isascii() and removed.isdigit() and len(removed) < 18:
        own = Comment.objects.filter(pk=int(removed), case=found.record, account=found.account)
        own.update(removed_at=timezone.now())
    elif text := request.POST.get("text", "").replace("\0", "").strip()[:LONGEST]:
        made = Comment.objects.create(
            case=found.record, account=found.account, at=timezone.now(), text=text
        )
        notices.mentioned(made, _officers(found))
    return redirect("case", pk=pk)


@require_safe
def agency_names(request: HttpRequest) -> JsonResponse:
    """The names of agencies that have the words typed so far, for a form."""
    words = request.GET.get("q", "").strip()[:60]
    found = agencies.find(timezone.localdate(), words)[:OFFERED] if words else []
    return JsonResponse({"names": [one.name for one in found]})
