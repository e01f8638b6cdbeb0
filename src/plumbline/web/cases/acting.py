"""办理 -- the form of an action, and what becomes of it when it is sent.

What was typed is kept as it is typed, so that a browser may crash; what was sent is recorded once,
however often it is sent; and whoever is second is told what happened meanwhile and loses nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.procedure import Case, Definition, Event, Refusal, in_force
from plumbline.procedure.definition import Action
from plumbline.procedure.event import ISSUE, VOID
from plumbline.procedure.findings import Finding
from plumbline.store import access, cases
from plumbline.store.access import Actor, Sight
from plumbline.store.cases import attachments, content, drafts, officers, sent_files
from plumbline.store.cases.internal import is_internal
from plumbline.store.models import Account, CaseRecord
from plumbline.web.account.gate import signed_in
from plumbline.web.cases import masking
from plumbline.web.cases.file_entry import renewed
from plumbline.web.cases.forms import MORE, ActionForm, Sent
from plumbline.web.cases.linked import RETURNED, mergeable, returned
from plumbline.web.cases.opened import opened
from plumbline.web.cases.said import Names, statements
from plumbline.web.cases.suggesting import suggested, suggested_by
from plumbline.web.cases.views import private
from plumbline.web.cases.warning import warned
from plumbline.web.layout.paging import DIGITS

OUT_OF_DATE: Final = 409
NOT_TAKEN: Final = 422
_TYPED_ANEW: Final = ("csrfmiddlewaretoken", MORE, "drop", "send", "edit")
RANDOM: Final = 4
"""The version of an id that was made at random."""

_OURS: Final = (
    "csrfmiddlewaretoken", "event", "expected", MORE, "drop", "send", "edit", "seen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """How the form of an action looks, in which `family` of pages. With a `preview`, a template,
    it is looked through before it is sent; `arrange` gives its `sections`; `judge` adds errors to
    what was typed, as of a day; `hints` say what is to be filled in; afterwards one is led to the
    page named `done`.
    """

    template: str = "cases/action.html"
    preview: str = ""
    done: str = "case"
    family: str = "cases"
    arrange: Callable[[ActionForm], object] | None = None
    judge: Callable[[ActionForm, date], None] | None = None
    hints: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """The form of an action on somebody's desk. `record` is None where the action opens a case."""

    account: Account
    definition: Definition
    action: Action
    actor: Actor
    record: CaseRecord | None
    today: date
    case: Case | None = None
    voids: str = ""
    sight: Sight = field(default_factory=Sight)
    face: Face = field(default_factory=Face)

    @property
    def key(self) -> tuple[str, str, CaseRecord | None]:
        """Under which its draft is kept."""
        return (self.definition.name, self.action.id, self.record)

    @property
    def length(self) -> int:
        """How many events the case has."""
        return len(self.case.recorded.events) if self.case else 0

    @property
    def role_title(self) -> str:
        """The role in which it is done."""
        return self.definition.roles[self.actor.role].title

    @property
    def asks_day(self) -> date | None:
        """Until which day an officer may say that it happened; a person acts today."""
        return self.today if self.actor.agency else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def act(request: HttpRequest, pk: uuid.UUID, action: str) -> HttpResponse:
    """The form of an action in a case, and its recording."""
    found = opened(request, pk)
    wanted = found.case.definition.action(action) if action != ISSUE else None
    actor = found.sight.actor(wanted.by) if wanted and not wanted.begins else None
    if wanted is None or actor is None or found.case.definition.is_other_half(action):
        raise Http404(action)
    desk = Desk(
        found.account, found.case.definition, wanted, actor, found.record, found.today,
        found.case, _voided_event(request, wanted), found.sight,
    )  # fmt: skip
    said = suggested(request, desk.definition, wanted)
    if named := request.GET.get(RETURNED, ""):
        said |= returned(found.case, wanted, found.person, named)
    return answer(request, desk, said)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: HttpRequest, procedure: str, action: str) -> HttpResponse:
    """The form of an action that opens a case, and its recording."""
    today = timezone.localdate()
    definition = definition_now(procedure, today)
    who = access.person(request.user, today)
    wanted = definition.action(action)
    actor = access.beginning(who, definition).actor(wanted.by) if wanted else None
    if wanted is None or actor is None or not wanted.begins:
        raise Http404(action)
    if not isinstance(request.user, Account):
        raise Http404(action)
    desk = Desk(request.user, definition, wanted, actor, None, today)
    return answer(request, desk, suggested_by(request, definition, wanted, actor))


def definition_now(procedure: str, today: date) -> Definition:
    """The text of a procedure under which cases are opened on a day. Raises Http404."""
    try:
        found = in_force(content.procedure(procedure).definitions, today)
    except content.UnknownProcedure:
        raise Http404(procedure) from None
    if found is None:
        raise Http404(procedure)
    return found


def _voided_event(request: HttpRequest, action: Action) -> str:
    return (request.POST.get("voids") or request.GET.get("event", "")) if action.id == VOID else ""


def answer(request: HttpRequest, desk: Desk, suggested: Mapping[str, Any]) -> HttpResponse:
    """The form with what is suggested for it, or what becomes of it when it is sent."""
    if request.method != "POST":
        return _shown(request, desk, suggested)
    if "drop" in request.POST:
        if (unwanted := drafts.draft_of(desk.account, *desk.key)) is not None:
            sent_files.given_up(unwanted)
        drafts.drop(desk.account, *desk.key)
        messages.info(request, _("没有填完的内容已经放弃。"))
        return redirect(_back(desk))
    form = _form(desk, request.POST, request)
    if MORE in request.POST or "edit" in request.POST:
        form.leave_unjudged()  # and keeps the files, which the draft then names
        _keep_draft(request, desk, form)
        return _page(request, desk, form, event=event_id(request), status=200)
    if form.is_valid() and desk.face.judge:
        desk.face.judge(form, desk.today)
    if form.is_valid() and desk.record:
        masking.judge(form, desk.record)
    if form.errors:
        _keep_draft(request, desk, form)
        return _page(request, desk, form, event=event_id(request), status=NOT_TAKEN)
    found = [] if "seen" in request.POST else [*_warned(desk, form), *form.doubts]
    if found:
        _keep_draft(request, desk, form)
        return _page(request, desk, form, event=event_id(request), status=200, warned=found)
    if desk.face.preview and "send" not in request.POST:
        _keep_draft(request, desk, form)
        return _previewed(request, desk, form)
    return _recorded(request, desk, form)


def _warned(desk: Desk, form: ActionForm) -> list[Finding]:
    """What whoever does it should know first."""
    if desk.record is None:
        return []
    on = form.on or desk.today
    case = desk.case if on == desk.today else None
    case = case or cases.case_of(desk.record, on)
    draft = Event(
        id="", case=case.number, action=desk.action.id, on=on, by=desk.actor.by, data=form.stated
    )
    return warned(case, draft)


def _previewed(request: HttpRequest, desk: Desk, form: ActionForm) -> HttpResponse:
    """What will be recorded, to be looked through; the page carries the whole form."""
    event = Event(
        id=f"{event_id(request)}", action=desk.action.id, on=form.on or desk.today,
        by=desk.actor.by, data=form.stated,
    )  # fmt: skip
    names = Names.behind(desk.definition, [event])
    sent = [(name, one) for name, many in request.POST.lists() for one in many]
    carried = {name: "" for name, _token in form.tokens()}
    context = {
        "family": desk.face.family,
        "desk": desk,
        "statements": statements(desk.definition, event, names, {}, with_persons=True),
        "carried": [one for one in sent if one[0] not in {*carried, *_TYPED_ANEW}],
        "tokens": list(form.tokens()),
    }
    return private(render(request, desk.face.preview, context))


def _shown(request: HttpRequest, desk: Desk, suggested: Mapping[str, Any]) -> HttpResponse:
    """The form as somebody left it, or a new one."""
    kept = drafts.draft_of(desk.account, *desk.key)
    if kept is None:
        form = _made(desk, kept=suggested)
        return _page(request, desk, form, event=uuid.uuid4(), status=200)
    typed = QueryDict(mutable=True)
    for name, values in renewed(kept.values, desk.account).items():
        typed.setlist(name, values)
    for name, value in suggested.items():
        if name in request.GET:  # said after the draft was left
            typed[name] = "true" if value is True else "false" if value is False else f"{value}"
    form = _form(desk, typed, None)
    form.leave_unjudged()
    return _page(request, desk, form, event=kept.event, status=200, draft_of=kept.saved_at)


def _form(desk: Desk, data: QueryDict, request: HttpRequest | None) -> ActionForm:
    return _made(desk, sent=Sent(data, request.FILES if request is not None else None))


def _made(desk: Desk, **filled: Any) -> ActionForm:
    form = ActionForm(desk.definition, desk.action, desk.account, today=desk.asks_day, **filled)
    sees = desk.sight.sees_internal
    form.offer(officers.offered(desk.record, desk.case, desk.action, desk.today, internal=sees))
    if desk.case is not None:
        form.offer_files(desk.case)
        form.offer_named(desk.case, desk.actor.agency)
    if desk.case is not None and desk.record is not None:
        form.offer_cases(mergeable(desk.record, desk.case, desk.action))
    form.hint(desk.face.hints)
    return form


def _recorded(request: HttpRequest, desk: Desk, form: ActionForm) -> HttpResponse:
    """Record what was sent, or say why not."""
    event = event_id(request)
    stated = form.stated | ({"event": desk.voids} if desk.voids else {})
    case = desk.record.pk if desk.record else uuid.uuid5(event, "case")
    done = cases.append(
        cases.Draft(
            id=event, case=case, procedure=desk.definition.name, action=desk.action.id,
            on=form.on or desk.today, by=desk.actor.by, agency=desk.actor.agency, data=stated,
            expected=expected_of(request, desk.length),
        ),
        timezone.now(),
        cases.Seen(desk.record, desk.case) if desk.record and desk.case else None,
    )  # fmt: skip
    if isinstance(done, cases.Appended):
        if stated_files := attachments.attachments_of(done.event):
            sent_files.recorded(desk.account, (one.sha256 for one in stated_files))
        drafts.drop(desk.account, *desk.key)
        messages.success(request, _("已经记录：%(title)s。") % {"title": desk.action.title})
        return redirect(desk.face.done, pk=case)
    _keep_draft(request, desk, form)
    if isinstance(done, Refusal):
        return _page(request, desk, form, event=event, status=NOT_TAKEN, refusal=done)
    return _page(
        request, desk, form, event=event, status=OUT_OF_DATE, is_stale=True,
        meanwhile=meanwhile(desk, done.since), expected=done.length,
    )  # fmt: skip


def meanwhile(desk: Desk, since: Sequence[Event]) -> list[dict[str, Any]]:
    """What happened that the writer has not seen, as far as they may see it."""
    record, sight = desk.record, desk.sight
    if record is None:
        return []
    case = cases.case_of(record)
    shown = [one for one in since if sight.sees_internal or not is_internal(case, one)]
    names = Names.behind(desk.definition, shown)
    return [
        {
            "title": action.title if (action := desk.definition.action(one.action)) else one.action,
            "who": names.actor(one, with_persons=sight.sees_persons),
            "on": one.on,
        }
        for one in shown
    ]


def _page(
    request: HttpRequest,
    desk: Desk,
    form: ActionForm,
    *,
    event: uuid.UUID,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {
        "family": desk.face.family,
        "desk": desk,
        "form": form,
        "event": event,
        "back": _back(desk),
        "expected": expected_of(request, desk.length),
        "lawful": _titles(desk.definition, more.get("refusal")),
        **more,
    }
    if desk.face.arrange:
        context["sections"] = desk.face.arrange(form)
    return private(render(request, desk.face.template, context, status=status))


def _titles(definition: Definition, refusal: Refusal | None) -> list[str]:
    """What would be lawful instead, by its title."""
    actions = [definition.action(one) for one in refusal.lawful] if refusal else []
    return [one.title for one in actions if one]


def expected_of(request: HttpRequest, length: int) -> int:
    """The length of the case that the writer saw: what the form says, else its length now."""
    return seen_of(request, "expected", length)


def seen_of(request: HttpRequest, name: str, now: int) -> int:
    """The number that the writer saw, under a name in the form; as it is now where none is said."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < DIGITS else now


def event_id(request: HttpRequest) -> uuid.UUID:
    """The id under which the form is recorded, made at random when it was opened; ids that are
    computed from a case are not for whoever writes a form to choose.
    """
    try:
        sent = uuid.UUID(request.POST.get("event", ""))
    except ValueError:
        return uuid.uuid4()
    return sent if sent.version == RANDOM else uuid.uuid4()


def _keep_draft(request: HttpRequest, desk: Desk, form: ActionForm) -> bool:
    values = {name: many for name, many in request.POST.lists() if name not in _OURS}
    values |= {name: [token] for name, token in form.tokens()}
    return drafts.keep(desk.account, desk.key, event_id(request), values, timezone.now())


def _back(desk: Desk) -> str:
    return f"/cases/{desk.record.pk}/" if desk.record else "/desk/"


@require_POST
@signed_in
def keep_draft(request: HttpRequest, procedure: str, action: str) -> JsonResponse:
    """Keep what is typed by somebody who may do it; `case` names the case, if there is one."""
    account, record = request.user, None
    if named := request.GET.get("case", ""):
        found = opened(request, _uuid_of(named))
        record, definition, sight = found.record, found.case.definition, found.sight
    else:
        today = timezone.localdate()
        definition = definition_now(procedure, today)
        sight = access.beginning(access.person(account, today), definition)
    wanted = definition.action(action)
    if (
        wanted is None
        or sight.actor(wanted.by) is None
        or definition.name != procedure
        or not isinstance(account, Account)
    ):
        raise Http404(action)
    values = {name: many for name, many in request.POST.lists() if name not in _OURS}
    key = (procedure, action, record)
    done = drafts.keep(account, key, event_id(request), values, timezone.now())
    return JsonResponse({"kept": done})


def _uuid_of(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise Http404(typed) from None
