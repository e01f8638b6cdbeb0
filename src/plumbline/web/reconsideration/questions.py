"""提问 -- the questions of the guide, a few at a time; the address carries the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.procedure.competence import Organ, Organs
from plumbline.procedure.definition import Definition
from plumbline.procedure.fields import day_of
from plumbline.procedure.guide import Guide, Said
from plumbline.web.cases.entries import AgencyEntry, DayEntry, YesNoEntry
from plumbline.web.cases.forms import dress

STEPS: Final = ("kind", "what", "organ", "days")
TITLES: Final = {
    "kind": _("您对什么不服？"),
    "what": _("是怎样的情况？"),
    "organ": _("是哪个机关？"),
    "days": _("是什么时候的事？"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions are made from."""

    guide: Guide
    definition: Definition
    organs: Organs
    data: QueryDict
    today: date

    @property
    def kind(self) -> str:
        """The kind of act that was said."""
        return self.data.get("kind", "")

    @property
    def is_omission(self) -> bool:
        """Whether the organ did nothing."""
        return self.kind in self.guide.inaction and self.data.get("omission") == "true"


class Question(forms.Form):
    """Some questions of the guide."""

    use_required_attribute = False


def kind_form(asking: Asking, data: QueryDict | None) -> Question:
    """Which kind of act; what cannot be reconsidered stands at the end."""
    acts = asking.definition.fields["act_kind"].options
    excluded = {code: one.title for code, one in asking.guide.excluded.items()}
    form = Question(data)
    form.fields["kind"] = forms.ChoiceField(
        label=TITLES["kind"], widget=forms.RadioSelect, choices=[*acts.items(), *excluded.items()]
    )
    return form


def what_form(asking: Asking, data: QueryDict | None) -> Question:
    """What else decides: only what makes a difference for the kind."""
    form = Question(data)
    if asking.kind in asking.guide.inaction:
        form.fields["omission"] = forms.ChoiceField(
            label=_("机关作出决定了吗？"),
            widget=forms.RadioSelect,
            choices=[
                ("false", _("作出了决定，包括书面或者口头拒绝")),
                ("true", _("一直没有答复，或者没有办理")),
            ],
        )
    asked = {
        "on_the_spot": _("是当场作出的处罚吗？"),
        "withheld": _("机关是不公开，或者没有公开您要的信息吗？"),
    }
    for one in asking.guide.precedence:
        if one.asked in asked and asking.kind in one.kinds:
            form.fields[one.asked] = YesNoEntry(label=asked[one.asked])
    form.fields["is_real_estate"] = YesNoEntry(
        label=_("是关于土地、房屋等不动产的吗？"), initial="false"
    )
    return form


def organ_form(asking: Asking, data: QueryDict | None) -> Question:
    """Who did it: an agency of the tree, or one of those that no tree of ours has."""
    return OrganQuestion(
        data, outside=[(one.code, one.title) for one in asking.guide.outside.values()]
    )


class OrganQuestion(Question):
    """Who did it."""

    def __init__(self, data: QueryDict | None, outside: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["organ"] = AgencyEntry(
            label=_("作出行为的机关的名称，看决定书的落款"), required=False
        )
        self.fields["outside"] = forms.ChoiceField(
            label=_("或者它是下面的机关"), required=False, widget=forms.RadioSelect,
            choices=[("", _("不是")), *outside],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two is said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("organ") and not cleaned.get("outside") and not self.errors:
            self.add_error("organ", _("请写出机关的名称，或者选一项。"))
        return cleaned


def days_form(asking: Asking, data: QueryDict | None) -> Question:
    """When it was, and whether one was told."""
    return DaysQuestion(data, asking)


class DaysQuestion(Question):
    """The days on which the time limits rest."""

    def __init__(self, data: QueryDict | None, asking: Asking) -> None:
        super().__init__(data)
        self.asking = asking
        asked = self._of_omission() if asking.is_omission else self._of_act()
        for name, one in asked.items():
            if isinstance(one, DayEntry) and name != "perform_by":
                one.widget.attrs["max"] = f"{asking.today}"
            self.fields[name] = one
        self.fields["is_excused"] = YesNoEntry(
            label=_("是否因为不可抗力或者其他正当理由耽误了时间？"), initial="false"
        )

    def _of_omission(self) -> dict[str, forms.Field]:
        return {
            "asked_on": DayEntry(label=_("机关哪一天收到您的申请或者请求？")),
            "perform_by": DayEntry(
                label=_("法律规定机关应当在哪一天以前办完？不知道可以不填"), required=False
            ),
            "urgent": YesNoEntry(
                label=_("是紧急情况下请求保护人身、财产安全吗？"), initial="false"
            ),
        }

    def _of_act(self) -> dict[str, forms.Field]:
        return {
            "act_on": DayEntry(label=_("决定书上的日期，或者行为发生的日期")),
            "known_on": DayEntry(label=_("您知道的日期，一般是收到决定书的那一天")),
            "was_told": forms.ChoiceField(
                label=_("当时是否告诉您：可以申请复议、向谁申请、在多少天内申请？"),
                widget=forms.RadioSelect,
                choices=[("true", _("都告诉了")), ("false", _("没有告诉，或者没有说全"))],
            ),
            "told_on": DayEntry(
                label=_("没有告诉的，后来哪一天知道的？还不知道可以不填"), required=False
            ),
        }

    def clean(self) -> dict[str, Any]:
        """No day lies in the future, and none before what it follows."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("asked_on", "act_on", "known_on", "told_on"):
            said = cleaned.get(name)
            if said and date.fromisoformat(said) > self.asking.today:
                self.add_error(name, _("日期不能在今天之后。"))
        for earlier, later in (("act_on", "known_on"), ("known_on", "told_on")):
            first, second = cleaned.get(earlier), cleaned.get(later)
            if first and second and second < first:
                self.add_error(later, _("不能早于上面的日期。"))
        return cleaned


_FORMS: Final[dict[str, Callable[[Asking, QueryDict | None], Question]]] = {
    "kind": kind_form,
    "what": what_form,
    "organ": organ_form,
    "days": days_form,
}


def form_of(step: str, asking: Asking, data: QueryDict | None = None) -> Question:
    """The questions of a step, with what was answered."""
    form = _FORMS[step](asking, data)
    dress(form.fields.values())
    return form


def said_by(asking: Asking, answers: dict[str, Any]) -> Said:
    """What the answers say, as the kernel reads it."""
    organ: Organ | None = asking.organs.by_code.get(answers.get("organ") or "")
    was_told = answers.get("was_told")
    return Said(
        kind=asking.kind,
        organ=organ,
        outside="" if organ else answers.get("outside") or "",
        omission=asking.is_omission,
        urgent=bool(answers.get("urgent")),
        on_the_spot=bool(answers.get("on_the_spot")),
        withheld=bool(answers.get("withheld")),
        asked_on=day_of(answers.get("asked_on")),
        perform_by=day_of(answers.get("perform_by")),
        act_on=day_of(answers.get("act_on")),
        known_on=day_of(answers.get("known_on")),
        was_told=None if was_told is None else was_told == "true",
        told_on=day_of(answers.get("told_on")),
        is_real_estate=bool(answers.get("is_real_estate")),
        is_excused=bool(answers.get("is_excused")),
    )


def carried(asking: Asking, step: str) -> Iterator[tuple[str, str]]:
    """The answers of the other steps, which a form sends along."""
    for other in STEPS:
        if other != step:
            for name in form_of(other, asking).fields:
                if value := asking.data.get(name):
                    yield name, value
