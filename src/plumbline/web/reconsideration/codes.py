"""查询码 -- handed over at the counter, and typed in by whom it was handed to."""

from __future__ import annotations

import uuid
from typing import Final

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.store.cases import access_codes
from plumbline.store.models import Account, CaseRecord
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.opened import opened
from plumbline.web.cases.said import seat_words
from plumbline.web.cases.views import private
from plumbline.web.reconsideration.views import PROCEDURE

NOT_TAKEN: Final = 422
TOO_MANY: Final = 429
ATTEMPTS: Final = 10  # wrong codes of one account
PAUSE: Final = 900  # seconds after which they are forgotten


@require_POST
@signed_in
def give(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A slip with a new code for the `seat` that was chosen, to print; it is shown this once. For
    whoever handles the case.
    """
    found = opened(request, pk)
    if not found.sight.handles:
        raise PermissionDenied
    free = {one.key: one for one in access_codes.free_seats(found.case)}
    wanted = request.POST.get("seat", next(iter(free)) if len(free) == 1 else "")
    if wanted not in free:
        raise Http404(pk)
    now, seat = timezone.now(), free[wanted]
    context = {
        "family": PROCEDURE,
        "found": found,
        "seat": seat,
        "whom": seat_words(found.case.definition, seat),
        "code": access_codes.give(found.record, seat, found.account, now),
        "until": timezone.localdate(now + access_codes.GOOD_FOR),
        "address": request.build_absolute_uri("/reconsideration/code/"),
    }
    return private(render(request, "reconsideration/slip.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_over(request: HttpRequest) -> HttpResponse:
    """The form for a code; a right one leads to the case."""
    account = request.user
    if not isinstance(account, Account):
        raise Http404
    key = f"access-code-{account.pk}"
    failed = int(cache.get(key, 0))
    fault = ""
    if request.method == "POST":
        found: CaseRecord | access_codes.Fault = "locked"
        if failed < ATTEMPTS:
            now = timezone.now()
            typed = request.POST.get("code", "")[:100]
            found = access_codes.take_over(typed, account, timezone.localdate(now), now)
        if isinstance(found, CaseRecord):
            return redirect("case", pk=found.pk)
        cache.set(key, failed + 1, PAUSE)
        fault = _WORDS[found]()
    status = 200 if not fault else TOO_MANY if failed >= ATTEMPTS else NOT_TAKEN
    context = {"family": PROCEDURE, "fault": fault}
    return private(render(request, "reconsideration/code.html", context, status=status))


_WORDS: Final = {
    "wrong": lambda: _("没有这个查询码，或者已经用过、过期。请对照纸条再输一次，不分大小写。"),
    "locked": lambda: _("输错的次数太多，请一刻钟以后再试，或者到受理窗口重新领取。"),
    "refused": lambda: _("现在不能用查询码进入这个案件，请联系受理窗口。"),
}
