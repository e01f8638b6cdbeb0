"""The notices of whoever is signed in: listed, confirmed one or all, followed to the case."""

from __future__ import annotations

import uuid
from typing import Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plumbline.store import notices
from plumbline.store.models import Account, Notice
from plumbline.store.notices import lists
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.views import private
from plumbline.web.layout import words
from plumbline.web.layout.choices import Choice
from plumbline.web.layout.paging import Paging, asked_page, to_last

SIZE: Final = 30  # notices on a page


@require_safe
@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """The notices of whoever is signed in, those to be confirmed first."""
    account = cast("Account", request.user)
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    state = state if state in lists.STATES else ""
    kind = kind if kind in lists.KINDS else ""
    found = lists.found(account, state, kind)
    paging = Paging(asked_page(request), SIZE, found.count())
    if beyond := to_last(request, paging):
        return beyond
    start = paging.first_shown - 1
    shown = notices.said(found[start : start + SIZE])
    answer = render(
        request,
        "desk/notices.html",
        {
            "family": "notices",
            "rows": shown,
            "paging": paging,
            "narrowed": bool(state or kind),
            "open": notices.counted_open(account),
            "states": _choices("notice_state", lists.STATES, state),
            "kinds": _choices("notice", lists.KINDS, kind),
        },
    )
    notices.see(account, [one.notice.pk for one in shown], timezone.now())
    return private(answer)


def _choices(family: str, codes: tuple[str, ...], asked: str) -> list[Choice]:
    return [Choice(one, words.word(family, one), None, one == asked) for one in codes]


@require_safe
@signed_in
def notice(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The way from a notice, as a mail names it, to its case."""
    account = cast("Account", request.user)
    found = Notice.objects.filter(pk=pk, account=account).first()
    if found is None:
        raise Http404(pk)
    notices.see(account, [pk], timezone.now())
    place = f"?whole=1#e-{found.event}" if found.event else ""
    return redirect(reverse("case", args=[found.case_id]) + place)


@require_POST
@signed_in
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Confirm one notice, or all that are open."""
    account, now = cast("Account", request.user), timezone.now()
    if only := request.POST.get("one", ""):
        try:
            pk = uuid.UUID(only)
        except ValueError:
            raise Http404(only) from None
        notices.acknowledge(account, now, pk)
    elif "all" in request.POST:
        done = notices.acknowledge(account, now)
        said = ngettext("已经确认 %(total)d 条提醒。", "已经确认 %(total)d 条提醒。", done)
        messages.success(request, said % {"total": done})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page on which it was confirmed, where that is one of ours."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, None)
    return wanted if own and wanted.startswith("/") else reverse("notices")
