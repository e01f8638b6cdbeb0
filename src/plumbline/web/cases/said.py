"""所述 -- what an event states, in words that people read, each value under its field's title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext

from plumbline.procedure import Event
from plumbline.procedure.definition import LAW, Definition, Field
from plumbline.procedure.fields import COMMITMENT
from plumbline.procedure.withholding import Withheld
from plumbline.store.access import account_named, names_of
from plumbline.store.cases.attachments import Attachment, attachments_of
from plumbline.store.cases.rows import numbers_of, opened_data
from plumbline.store.cases.seats import Seat
from plumbline.store.cases.withholding import NO_MARKS, Marks
from plumbline.store.models import Account, Officer

FEN: Final = 100  # of a yuan


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words; a file, or a value that is kept from the reader, stands for itself. A
    file may be `withheld` from parties, and `is_closed` to the reader.
    """

    words: str = ""
    file: Attachment | None = None
    withheld: Withheld | None = None
    is_closed: bool = False
    kept_back: bool = False
    erased: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A field of an event with its values."""

    field: Field
    values: tuple[Value, ...]


@dataclass(slots=True)
class Names:
    """The names behind the codes that events have: agencies, officers, accounts, looked up once."""

    agencies: Mapping[str, str] = field(default_factory=dict)
    officers: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Attachment] = field(default_factory=dict)

    @classmethod
    def behind(cls, definition: Definition, events: Iterable[Event]) -> Names:
        """All names that a page on these events needs, in three queries, and one for cases."""
        codes: set[str] = set()
        others: set[str] = set()
        people: set[str] = set()
        files: dict[str, Attachment] = {}
        for event in events:
            files |= {one.sha256: one for one in attachments_of(event)}
            codes.add(event.agency)
            people.add(event.by.partition("/")[2])
            for name, value in event.data.items():
                known = definition.fields.get(name)
                if known is not None and known.type == "agency" and not known.personal:
                    codes |= {one for one in _listed(value) if isinstance(one, str)}
                if known is not None and known.type == "officer" and not known.personal:
                    people |= {one for one in _listed(value) if isinstance(one, str)}
                if known is not None and known.type == "case" and not known.personal:
                    others |= {one for one in _listed(value) if isinstance(one, str)}
        accounts = {str(key): key for one in people if (key := account_named(f"/{one}"))}
        officers = Officer.objects.filter(number__in=people - accounts.keys())
        found = Account.objects.filter(pk__in=accounts.values())
        return cls(
            names_of(codes),
            dict(officers.values_list("number", "name")),
            {str(one.pk): one.get_full_name() for one in found},
            numbers_of(others),
            files,
        )

    def agency(self, code: str) -> str:
        """The name of an agency."""
        return self.agencies.get(code, code)

    def actor(self, event: Event, *, with_persons: bool) -> str:
        """Who did it: the officer by name; a person by name only for whom that may be shown."""
        person = event.by.partition("/")[2]
        if event.role == LAW:
            return ""
        if person in self.accounts:
            return self.accounts[person] if with_persons else ""
        return self.officers.get(person, person)


def statements(
    definition: Definition,
    event: Event,
    names: Names,
    opened: Mapping[str, Any],
    *,
    with_persons: bool,
    marks: Marks = NO_MARKS,
) -> tuple[Statement, ...]:
    """What an event states, in the order of its action; personal values only where they may be
    shown, and as far as they are kept; files with the `marks` of those that are withheld.
    """
    said = opened_data(event, opened) if with_persons else dict(event.data)
    action = definition.action(event.action)
    order = [*action.requires, *action.allows] if action else []
    listed = sorted(said, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(
        Statement(
            one,
            tuple(
                _value(one, each, names, marks, with_persons=with_persons)
                for each in _listed(said[name])
            ),
        )
        for name in listed
        if (one := definition.fields.get(name)) is not None
    )


def seat_words(definition: Definition, seat: Seat) -> str:
    """Who somebody is in a case: the role, for a representative or an agent of whom, the name."""
    role = definition.roles[seat.role].title
    if seat.coming_as == "self":
        return f"{role} {seat.name}"
    title = definition.fields[seat.field].title
    said = {"role": role, "title": title, "name": seat.name}
    return gettext("%(role)s的%(title)s %(name)s") % said


def _value(one: Field, value: Any, names: Names, marks: Marks, *, with_persons: bool) -> Value:
    if isinstance(value, dict) and COMMITMENT in value:
        return Value(erased=True) if with_persons else Value(kept_back=True)
    if one.type in ("file", "attachment") and not with_persons:
        return Value(kept_back=True)  # what a file shows may concern a person
    if one.type == "file" and isinstance(value, dict):
        return _file(Attachment(value["name"], value["bytes"], value["sha256"]), marks)
    if one.type == "attachment" and value in names.files:
        return _file(names.files[value], marks)
    if one.type == "person" and isinstance(value, dict):
        return _person(value)
    return Value(_words(one, value, names))


def _file(file: Attachment, marks: Marks) -> Value:
    return Value(
        file=file,
        withheld=marks.withheld.get(file.sha256),
        is_closed=file.sha256 in marks.closed,
    )


def _words(one: Field, value: Any, names: Names) -> str:
    if one.type == "choice":
        return one.options.get(f"{value}", f"{value}")
    if one.type == "yes_no":
        return gettext("是") if value is True else gettext("否")
    if one.type == "money" and isinstance(value, int):
        return gettext("%(yuan)s 元") % {"yuan": f"{value / FEN:,.2f}"}
    if one.type == "case":
        return names.cases.get(f"{value}", f"{value}")
    if one.type == "officer":
        return names.officers.get(f"{value}", f"{value}")
    return names.agency(f"{value}") if one.type == "agency" else f"{value}"


def _person(value: Mapping[str, Any]) -> Value:
    more = [
        f"{value[key]}"
        for key in ("id_number", "credit_code", "phone", "address")
        if value.get(key)
    ]
    return Value(f"{value.get('name', '')}", lines=tuple(more))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
