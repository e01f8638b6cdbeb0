"""指引 -- may I apply, to whom, until when: a few questions, and an answer that shows its reasons.

Nothing is kept: the address holds the answers, so that one can go back, or hand it to somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.forms.boundfield import BoundWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from plumbline.clock import Clock, Due
from plumbline.clock.drawing import Month, months
from plumbline.procedure.competence import Option
from plumbline.procedure.definition import Basis
from plumbline.procedure.guide import Answer, Said
from plumbline.store.cases import content, guides
from plumbline.store.models import Agency
from plumbline.web.reconsideration.questions import (
    STEPS,
    TITLES,
    Asking,
    Question,
    carried,
    form_of,
    said_by,
)
from plumbline.web.reconsideration.views import PROCEDURE

ANSWER: Final = "answer"
NEAR: Final = 7  # days left at which a limit is called near
MOST_MONTHS: Final = 6  # drawn whole; of a longer period the first month and the last


@dataclass(frozen=True, slots=True)
class LimitShown:
    """A period as the template of clocks shows it."""

    title: str
    due: Due
    law: Clock
    drawn: Sequence[Month]
    days_left: int
    at_least: bool = False

    @property
    def state(self) -> str:
        """late, near or running: what colour it has."""
        if self.at_least:
            return "running"
        return "late" if self.days_left < 0 else "near" if self.days_left <= NEAR else "running"


@dataclass(frozen=True, slots=True)
class Choice:
    """An organ to which one may turn: its institution as an agency, and the address of the form."""

    option: Option
    institution: Agency | None
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was answered: its title, what was said, and where it is changed."""

    title: str | Promise
    answers: Sequence[tuple[str, str]]
    address: str


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The step that the address asks for, or the first that is not answered yet."""
    today = timezone.localdate()
    try:
        asked, definition = guides.guide(PROCEDURE, today)
    except LookupError:
        raise Http404(PROCEDURE) from None
    asking = Asking(asked, definition, guides.organs(today), request.GET, today)
    wanted = request.GET.get("step", STEPS[0])
    wanted = wanted if wanted in (*STEPS, ANSWER) else STEPS[0]
    answers: dict[str, Any] = {}
    forms = {}
    for step in STEPS:
        if step == wanted or (answers.get("kind") in asked.excluded):
            break
        forms[step] = form_of(step, asking, request.GET)
        if not forms[step].is_valid():
            return _step(request, asking, step, forms[step])
        answers |= forms[step].cleaned_data
    if wanted == ANSWER or answers.get("kind") in asked.excluded:
        return _answered(request, asking, forms, answers)
    return _step(request, asking, wanted, None)


def _step(request: HttpRequest, asking: Asking, step: str, bound: Question | None) -> HttpResponse:
    form = bound or form_of(step, asking)
    for name, one in form.fields.items():
        one.initial = request.GET.get(name, one.initial)
    after = (*STEPS, ANSWER)[STEPS.index(step) + 1]
    number = STEPS.index(step) + 1
    if bound is not None and not any(name in request.GET for name in form.fields):
        form = form_of(step, asking)  # nothing was said yet, so nothing is wrong
    context = {
        "family": PROCEDURE,
        "asking": asking,
        "desk": asking,
        "form": form,
        "title": TITLES[step],
        "number": number,
        "total": len(STEPS),
        "after": after,
        "carried": list(carried(asking, step)),
        "back": _address(asking, STEPS[number - 2]) if number > 1 else "",
        "kinds": _kinds(asking, form) if step == "kind" else (),
    }
    return render(request, "reconsideration/guide.html", context)


def _kinds(asking: Asking, form: Question) -> list[tuple[bool, list[tuple[BoundWidget, Basis]]]]:
    """The kinds of acts with their articles, then what is excluded with its own."""
    acts = asking.definition.fields["act_kind"].grounds
    excluded = {code: one.basis for code, one in asking.guide.excluded.items()}
    options = [(one, f"{one.data['value']}") for one in form["kind"]]
    return [
        (is_out, [(one, there[code]) for one, code in options if code in there])
        for is_out, there in ((False, acts), (True, excluded))
    ]


def _answered(
    request: HttpRequest, asking: Asking, forms: dict[str, Question], answers: dict[str, Any]
) -> HttpResponse:
    said = said_by(asking, answers)
    found = guides.answer(PROCEDURE, said, asking.organs, asking.today)
    context = {
        "family": PROCEDURE,
        "asking": asking,
        "today": asking.today,
        "found": found,
        "limits": [_shown(one.title, one.due, one.law, asking) for one in found.limits],
        "waits": _shown(found.waits_law.title, found.waits, found.waits_law, asking)
        if found.waits and found.waits_law
        else None,
        "choices": _choices(asking, said, found),
        "told": [_told(asking, step, form) for step, form in forms.items()],
    }
    return render(request, "reconsideration/answer.html", context)


def _shown(title: str, due: Due, law: Clock, asking: Asking) -> LimitShown:
    drawn = months(due, content.calendar())
    if len(drawn) > MOST_MONTHS:
        drawn = (drawn[0], drawn[-1])
    left = (due.day - asking.today).days if due.day else 0
    return LimitShown(title, due, law, drawn, left, law.counts == "at_least")


def _choices(asking: Asking, said: Said, found: Answer) -> list[Choice]:
    options = found.competence.options if found.competence else ()
    codes = [one.institution.code for one in options if one.institution]
    rows = Agency.objects.in_bulk(codes, field_name="code")
    return [
        Choice(
            one,
            rows.get(one.institution.code) if one.institution else None,
            f"?{urlencode(_prefilled(said, found, one))}" if one.institution else "",
        )
        for one in options
    ]


def _prefilled(said: Said, found: Answer, option: Option) -> dict[str, str]:
    """What the form of the application is filled with."""
    start = found.from_on if said.omission else None
    values: dict[str, object] = {
        "organ": option.organ.code,
        "institution": option.institution.code if option.institution else "",
        "respondent": found.competence.respondent.code if found.competence else "",
        "act_kind": said.kind,
        "act_on": start or said.act_on,
        "known_on": start or said.known_on,
        "was_told": said.was_told is not False,
        "told_on": said.told_on if said.was_told is False else None,
        "is_real_estate": said.is_real_estate or None,
        "is_excused": said.is_excused or None,
        "must_precede": True if found.first else None,
        "channel": "online",
    }
    return {
        name: f"{one}".lower() if isinstance(one, bool) else f"{one}"
        for name, one in values.items()
        if one not in (None, "")
    }


def _told(asking: Asking, step: str, form: Question) -> Told:
    answers = []
    for name, one in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, ""):
            continue
        choices = dict(getattr(one, "choices", ()))
        key = f"{value}".lower() if isinstance(value, bool) else value
        organ = asking.organs.by_code.get(f"{value}")
        answers.append((f"{one.label}", organ.name if organ else f"{choices.get(key, value)}"))
    return Told(TITLES[step], answers, _address(asking, step))


def _address(asking: Asking, step: str) -> str:
    kept = {name: value for name, value in asking.data.items() if name != "step"}
    return f"?{urlencode({'step': step} | kept)}"
