"""类案审理标准 -- the checklist for a case of its kind, each question with its article."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.law.standards import Standard, fitting
from plumbline.procedure import Refusal
from plumbline.store import cases
from plumbline.store.cases import content
from plumbline.store.cases.opening import Opened
from plumbline.web.account.gate import signed_in
from plumbline.web.cases.acting import NOT_TAKEN, OUT_OF_DATE, event_id, expected_of
from plumbline.web.cases.opened import opened
from plumbline.web.cases.views import private

ACTION: Final = "review_standard"
KIND: Final = "act_kind"
MET, UNMET = "met", "unmet"
LONGEST: Final = 4000  # characters of the reasons


def standards_of(found: Opened) -> tuple[Standard, ...]:
    """The checklists for a case; all of its procedure while nobody has said what it is about."""
    known = content.standards(found.case.definition.name)
    day = found.case.recorded.events[0].on
    kind = found.case.facts.get(KIND)
    if isinstance(kind, str):
        return fitting(known, kind, day)
    begun = ([one for start, one in days.items() if start <= day] for days in known.values())
    return tuple(max(ones, key=lambda one: one.from_day) for ones in begun if ones)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def standards(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The checklists for a case, and the recording of what was answered to one."""
    found = opened(request, pk)
    if not found.sight.sees_internal:
        raise Http404(pk)
    action = found.case.definition.action(ACTION)
    actor = found.sight.actor(action.by) if action else None
    listed = standards_of(found)
    refusal: Refusal | None = None
    is_stale = False
    if request.method == "POST":
        named = {one.name: one for one in listed}
        chosen = named.get(request.POST.get("standard", ""))
        if actor is None or chosen is None:
            raise Http404(pk)
        answers = {item.id: request.POST.get(f"item-{item.id}", "") for item in chosen.items}
        stated: dict[str, object] = {"standard": chosen.name} | {
            answer: ids
            for answer in (MET, UNMET)
            if (ids := [id for id, one in answers.items() if one == answer])
        }
        if reasons := request.POST.get("reasons", "").replace("\0", "").strip()[:LONGEST]:
            stated["reasons"] = reasons
        done = cases.append(
            cases.Draft(
                id=event_id(request), case=pk, procedure=found.case.definition.name, action=ACTION,
                on=found.today, by=actor.by, agency=actor.agency, data=stated,
                expected=expected_of(request, len(found.case.recorded.events)),
            ),
            timezone.now(),
        )  # fmt: skip
        if isinstance(done, cases.Appended):
            messages.success(
                request, _("已经记录对照“%(title)s”的结果。") % {"title": chosen.title}
            )
            return redirect("case", pk=pk)
        refusal = done if isinstance(done, Refusal) else None
        is_stale = isinstance(done, cases.Stale)
    context = {
        "family": "cases",
        "found": found,
        "standards": listed,
        "may_answer": actor is not None,
        "refusal": refusal,
        "is_stale": is_stale,
        "typed": request.POST,
        "event": event_id(request),
        "expected": len(found.case.recorded.events),
        "on": found.today,
    }
    status = NOT_TAKEN if refusal else OUT_OF_DATE if is_stale else 200
    return private(render(request, "cases/standards.html", context, status=status))
