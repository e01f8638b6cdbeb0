"""表单 -- the form of an action, made from its definition: nothing in it is written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from plumbline.procedure import Case, Definition
from plumbline.procedure.definition import Action, Basis, Field
from plumbline.procedure.each import several
from plumbline.procedure.event import VOID
from plumbline.procedure.fields import day_of
from plumbline.store.access import names_of
from plumbline.store.cases import numbering, withholding
from plumbline.store.cases.officers import Offered
from plumbline.store.models import Account
from plumbline.web.cases.entries import (
    AttachmentEntry,
    ChoiceEntry,
    DayEntry,
    OfficerEntry,
    PersonEntry,
    PersonWidget,
    TextEntry,
    entry,
)
from plumbline.web.cases.file_entry import LOST, FileEntry, kept_name, token_of
from plumbline.web.cases.persons import faults_in

MOST_ROWS: Final = 30  # persons or agencies in one field
MORE: Final = "more"
"""The button that asks for one more row of a field; its value is the field."""


@dataclass(frozen=True, slots=True)
class Group:
    """A field of the definition, with what is filled in for each of its values."""

    id: str
    title: str
    type: str
    basis: Basis
    required: bool
    many: bool
    entries: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that is wrong in a form, or may be: the field's title, and of a person the part;
    the words, and the id of the place where it is mended."""

    title: str
    part: str
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent of a form, or would send again."""

    values: QueryDict
    files: MultiValueDict[str, Any] | None = None


class ActionForm(forms.Form):
    """What an action states. `stated` is what the kernel is handed, once the form is valid."""

    use_required_attribute = False

    def __init__(
        self,
        definition: Definition,
        action: Action,
        account: Account,
        *,
        sent: Sent | None = None,
        kept: Mapping[str, Any] | None = None,
        today: date | None = None,
    ) -> None:
        """`account` is who fills it in; `kept` are values as the kernel has them, shown at first;
        with `today`, which an officer's form has, the day of the action is asked for, at the
        latest that day.
        """
        data, files = (
            (_by_rows(sent.values, definition, action), sent.files) if sent else (None, None)
        )
        super().__init__(data, files)
        self.definition, self.action, self.today = definition, action, today
        self._kept, self.account = dict(kept or {}), account
        self.doubts: list[Mistake] = []
        self._officers: Mapping[str, Offered] = {}
        self._asked = tuple(_asked(definition, action))
        if today is not None:
            self.fields["on"] = DayEntry(label=_("日期"), initial=today.isoformat())
            self.fields["on"].widget.attrs["max"] = today.isoformat()
        for one, required in self._asked:
            for number in range(self._rows(one, data, files)):
                self._add(one, number, required=required and not number)
        if action.id == VOID:
            reason = TextEntry(is_long=True, label=_("更正的理由"))
            self.fields["reason"] = reason
        dress(self.fields.values())

    def _rows(
        self, field: Field, data: QueryDict | None, files: MultiValueDict[str, Any] | None
    ) -> int:
        if not field.many:
            return 1
        if data is None:
            kept = self._kept.get(field.id)
            return max(1, len(kept)) if isinstance(kept, list) else 1
        sent = {int(row[1]) for name in (*data, *(files or ())) if (row := _row(field, name))}
        return min(max(sent, default=0) + 1 + (data.get(MORE) == field.id), MOST_ROWS)

    def _add(self, field: Field, number: int, *, required: bool) -> None:
        one = entry(field, self.account, required=required)
        kept = self._kept.get(field.id)
        if field.many and isinstance(kept, list):
            kept = kept[number] if number < len(kept) else None
        if field.many and field.type != "person":  # whose parts have labels of their own
            one.widget.attrs["aria-label"] = field.title
        if kept is not None:
            one.initial = _shown(field, kept)
        self.fields[f"{field.id}-{number}" if field.many else field.id] = one

    def hint(self, hints: Mapping[str, Any]) -> None:
        """Say beside each field of that name what is to be filled in; before the form is shown or
        looked at."""
        for name, one in self.fields.items():
            if name.removesuffix("-0") in hints:
                one.help_text = hints[name.removesuffix("-0")]

    def offer(self, officers: Mapping[str, Offered]) -> None:
        """Say which officers can be named, by number; before the form is shown or looked at."""
        self._officers = officers
        for one in self.fields.values():
            if isinstance(one, OfficerEntry):
                one.offer({number: who.shown for number, who in officers.items()})

    def offer_files(self, case: Case) -> None:
        """Say which files of the case can be named; before the form is shown or looked at."""
        for name, one in self.fields.items():
            if isinstance(one, AttachmentEntry):
                one.offer(withholding.offered(case, name.rsplit("-", 1)[0]))

    def offer_named(self, case: Case, own: str) -> None:
        """Let those be chosen whom a field of the case names, where it names several and `own`, the
        agency that fills in the form, is none of them; before the form is shown or looked at."""
        for one, _required in self._asked:
            named = several(case.facts.get(one.among)) if one.among else ()
            if not one.among:
                continue
            names = [name for name in self.fields if name.rsplit("-", 1)[0] == one.id]
            if len(named) < 2 or own in named:
                self._asked = tuple(pair for pair in self._asked if pair[0] is not one)
                for name in names:
                    del self.fields[name]
                continue
            titles = names_of(named)
            for name in names:
                old, choices = self.fields[name], [(code, titles[code]) for code in named]
                self.fields[name] = ChoiceEntry(
                    options=dict(choices),
                    required=old.required,
                    label=old.label,
                    help_text=_("不选的，指全部。"),
                )
                dress([self.fields[name]])

    def offer_cases(self, offered: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Let other cases be chosen, by field, where there are any: each by its id and its name."""
        for name, options in offered.items():
            if options and name in self.fields:
                choices = [("", _("请选择")), *options]
                self.fields[name].widget = forms.Select({"class": "form-select"}, choices)

    def _refuse_roles(self, cleaned: Mapping[str, Any]) -> None:
        """Of an officer `x` no other role `x_role` is stated than one that they have."""
        for name in [name for name, one in self.fields.items() if isinstance(one, OfficerEntry)]:
            role = self.definition.fields.get(f"{name}_role")
            who, stated = self._officers.get(cleaned.get(name, "")), cleaned.get(f"{name}_role")
            if role is None or who is None or not stated:
                continue
            theirs = [title for id, title in role.options.items() if id in who.roles]
            if theirs and role.options[stated] not in theirs:
                said = _("按照登记，这名人员的职务是：%(titles)s。") % {"titles": ", ".join(theirs)}
                self.add_error(role.id, said)

    def groups(self) -> Iterator[Group]:
        """The fields as a page shows them, each with its article."""
        for one, required in self._asked:
            names = [name for name in self.fields if name.rsplit("-", 1)[0] == one.id]
            bound = tuple(self[name] for name in names)
            yield Group(one.id, one.title, one.type, one.basis, required, one.many, bound)

    def leave_unjudged(self) -> None:
        """Keep the files and show what was typed without its faults: nothing was sent yet. Of a
        file that was not taken in or is gone it is said at once: a browser sends it not again.
        """
        self.full_clean()
        lost = {
            name: said
            for name, said in self.errors.items()
            if name in self.files or self.has_error(name, LOST)
        }
        self._errors: ErrorDict | None = ErrorDict(lost)

    def tokens(self) -> Iterator[tuple[str, str]]:
        """For each file that was kept, the name and value with which the form sends it again."""
        for name, one in self.fields.items():
            if isinstance(one, FileEntry):
                sent = one.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                if token := token_of(sent, self.account):
                    yield kept_name(name), token

    def clean(self) -> dict[str, Any]:
        """The day of the action lies not in the future; numbers of persons can be theirs, which an
        officer who writes them down is told of and nobody else can pass."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        on = day_of(cleaned.get("on"))
        if self.today is not None and on is not None and on > self.today:
            self.add_error("on", _("日期不能在今天之后。"))
        self.doubts = [] if self.today is None else [*self._doubted(cleaned)]
        if self.today is None:
            self._refuse_numbers(cleaned)
        self._refuse_roles(cleaned)
        return cleaned

    def _refuse_numbers(self, cleaned: Mapping[str, Any]) -> None:
        for name, key, words in [*_numbers(cleaned, self.fields)]:
            self.add_error(name, forms.ValidationError(words, code=key))

    def _doubted(self, cleaned: Mapping[str, Any]) -> Iterator[Mistake]:
        for name, key, words in _numbers(cleaned, self.fields):
            yield self._mistake(name, key, words)

    def mistakes(self) -> Iterator[Mistake]:
        """What must be mended, in the order of the form."""
        wrong = self.errors.as_data()
        for name in (one for one in self.fields if one in wrong):
            for error in wrong[name]:
                yield self._mistake(name, error.code or "", " ".join(error.messages))

    def _mistake(self, name: str, code: str, words: str) -> Mistake:
        """With the title of the field, of the second value of many with its number."""
        row = re.fullmatch(r".+-([1-9][0-9]*)", name)
        title = f"{self.fields[name].label}{f' {int(row[1]) + 1}' if row else ''}"
        is_part = isinstance(self.fields[name], PersonEntry) and code in PersonEntry.KEYS
        part = str(PersonWidget.LABELS[PersonEntry.KEYS.index(code)]) if is_part else ""
        return Mistake(title, part, words, self._place(name, code))

    def _place(self, name: str, code: str) -> str:
        """The id of what somebody types into: of a person the part that the code names, or the
        name; of choices that are all shown the first."""
        bound, field = self[name], self.fields[name]
        if isinstance(field, PersonEntry):
            part = code if code in PersonEntry.KEYS else "name"
            return f"{bound.auto_id}_{PersonEntry.KEYS.index(part)}"
        return (
            f"{bound.auto_id}_0" if isinstance(field.widget, forms.RadioSelect) else bound.auto_id
        )

    @property
    def on(self) -> date | None:
        """The day of the action that was stated."""
        return day_of(self.cleaned_data.get("on"))

    @property
    def stated(self) -> dict[str, Any]:
        """What the event says: each field that was filled in."""
        found: dict[str, Any] = {}
        for one, _required in self._asked:
            if one.many:
                rows = (self.cleaned_data.get(f"{one.id}-{n}") for n in range(MOST_ROWS))
                value: Any = [row for row in rows if row not in (None, "")]
            else:
                value = self.cleaned_data.get(one.id)
            if value not in (None, "", []):
                found[one.id] = value
        if self.action.id == VOID:
            found["reason"] = self.cleaned_data["reason"]
        return found


def _asked(definition: Definition, action: Action) -> Iterator[tuple[Field, bool]]:
    """The fields of an action that somebody fills in, and whether they must."""
    given = numbering.given(definition, action)
    for names, required in ((action.requires, True), (action.allows, False)):
        for name in names:
            if name not in given:
                yield definition.fields[name], required


def _by_rows(sent: QueryDict, definition: Definition, action: Action) -> QueryDict:
    """What was sent, with the one value of a field of several as its first: so drafts have it that
    were kept before the field had several, and so an address may suggest it."""
    several_of = [one.id for one, _required in _asked(definition, action) if one.many]
    alone = [id for id in several_of if id in sent and f"{id}-0" not in sent]
    if not alone:
        return sent
    found = sent.copy()
    for id in alone:
        found[f"{id}-0"] = found.pop(id)[-1]
    return found


def _row(field: Field, name: str) -> re.Match[str] | None:
    """The number of the row of a field to which the name of a value belongs."""
    return re.fullmatch(rf"{re.escape(field.id)}-([0-9]{{1,4}})(?:_.*)?", name)


def _numbers(
    cleaned: Mapping[str, Any], fields: Mapping[str, forms.Field]
) -> Iterator[tuple[str, str, str]]:
    """The numbers of stated persons that cannot be: the field, the part, and why."""
    for name, value in cleaned.items():
        if isinstance(fields.get(name), PersonEntry) and isinstance(value, Mapping):
            for key, words in faults_in(value):
                yield name, key, words


def _shown(field: Field, value: Any) -> Any:
    if field.type == "yes_no" and isinstance(value, bool):
        return "true" if value else "false"
    if field.type == "money" and isinstance(value, int):
        return f"{value / 100:.2f}"
    return value


def dress(fields: Any) -> None:
    """The classes with which the style sheet knows what it draws."""
    for field in fields:
        for widget in getattr(field.widget, "widgets", [field.widget]):
            if isinstance(widget, forms.RadioSelect):
                continue
            kind = "form-select" if isinstance(widget, forms.Select) else "form-control"
            widget.attrs["class"] = kind
