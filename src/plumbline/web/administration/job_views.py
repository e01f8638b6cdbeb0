"""The jobs of the worker: how the last run of each ended. Nothing can be changed here."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plumbline.store import administration
from plumbline.store.agencies import tree_at
from plumbline.store.jobs import looking
from plumbline.web.administration import job_words
from plumbline.web.administration.access import account_of, for_administrators
from plumbline.web.layout.choices import Choice
from plumbline.web.layout.paging import Paging, asked_page, to_last

SIZE: Final = 20  # jobs on a page


@require_safe
@for_administrators
def jobs(request: HttpRequest) -> HttpResponse:
    """Each job with its last run, narrowed to a state as asked.

    What a failure said in full is for whoever administers an agency that has none above it: it may
    hold a value of any case.
    """
    every = looking.seen()
    state = request.GET.get("state", "")
    state = state if state in looking.STATES else ""
    found = [one for one in every if state in ("", one.state)]
    paging = Paging(asked_page(request), SIZE, len(found))
    if beyond := to_last(request, paging):
        return beyond
    start, last, now = paging.first_shown - 1, looking.last_sign(every), timezone.now()
    context = {
        "family": "account",
        "rows": [(one, job_words.JOBS.get(one.name, ""), job_words.STATES[one.state])
                 for one in found[start : start + SIZE]],
        "paging": paging,
        "narrowed": bool(state),
        "states": [
            Choice(one, str(job_words.STATES[one]), _counted(every, one), one == state)
            for one in looking.STATES
        ],
        "last": last,
        "is_silent": last is None or now - last > looking.SILENT,
        "queued": looking.queued(),
        "in_full": _is_above_all(request),
    }  # fmt: skip
    return render(request, "administration/jobs.html", context)


def _counted(every: list[looking.Seen], state: str) -> int:
    return sum(one.state == state for one in every)


def _is_above_all(request: HttpRequest) -> bool:
    today = timezone.localdate()
    tree = tree_at(today)
    tops = administration.tops_of(account_of(request), today)
    return any(len(list(tree.above(top.pk))) == 1 for top in tops)
