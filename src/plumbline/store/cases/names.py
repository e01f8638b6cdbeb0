"""申请人姓名 -- the names of those who began the cases of a list, and that they were read.

A list names them to whom the page of the case does. Who was shown them leaves one line for the
page of the list, which holds its cases (个人信息保护法#51.1, #54).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db.models import Q
from django.db.models.fields.json import KT

from plumbline.procedure import VOID, Event
from plumbline.procedure.event import FIRST_DAY, voided
from plumbline.store.cases import content
from plumbline.store.cases.rows import DATA
from plumbline.store.models import Account, CaseRecord, EventRecord, ListReading
from plumbline.store.prepared import Prepared

AT_ONCE: Final = 50  # cases that one question asks for
_AGAIN: Final = timedelta(minutes=10)
"""The same cases shown to the same account within this time are the same reading."""


def of_beginners(records: Iterable[CaseRecord]) -> dict[uuid.UUID, tuple[str, ...]]:
    """The names of the persons who began each of some cases; cases begun by agencies are left out,
    and names that were erased."""
    listed = [*records]
    by_procedure = {name: _fields(name) for name in {one.procedure for one in listed}}
    fields = {one.pk: by_procedure[one.procedure] for one in listed}
    asked = tuple(sorted({name for names in fields.values() for name in names}))
    keys = [key for key, names in fields.items() if names]
    found: dict[uuid.UUID, list[tuple[Any, ...]]] = {}
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        padded = some + some[:1] * (AT_ONCE - len(some))
        for case, *rest in _asked(asked).rows(*padded):
            found.setdefault(case, []).append(tuple(rest))
    named = {case: _latest(rows) for case, rows in found.items()}
    return {case: names for case, names in named.items() if names}


def _fields(procedure: str) -> frozenset[str]:
    """The fields that name the persons who may begin a case of a procedure; none that something
    internal states, too, since parties see lists."""
    known = content.procedures().get(procedure)
    found = set()
    for definition in known.definitions.values() if known else ():
        by = {role for one in definition.actions.values() if one.begins for role in one.by}
        for role in by & definition.roles.keys():
            field = definition.fields.get(definition.roles[role].of)
            if field is not None and field.type == "person" and field.personal:
                found.add(field.id)
        inside = (one for one in definition.actions.values() if one.internal)
        found -= {name for one in inside for name in (*one.requires, *one.allows)}
    return frozenset(found)


@cache
def _asked(fields: tuple[str, ...]) -> Prepared:
    """The question for what events of some cases state in these fields, and for corrections."""
    places = Q()
    for one in fields:
        place = f"{DATA}{one}"
        places |= Q(personal__pointer=place) | Q(personal__pointer__startswith=f"{place}/")
    rows = EventRecord.objects.filter(Q(action=VOID) | places).annotate(names=KT("data__event"))
    columns = ("case", "seq", "id", "action", "names", "personal__pointer", "personal__value")
    return Prepared(
        lambda *cases: rows.filter(case__in=cases).values_list(*columns),
        *(uuid.UUID(int=number) for number in range(1, AT_ONCE + 1)),
    )


def _latest(rows: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    """The names that the last event states which no correction names."""
    events = {seq: (f"{id}", action, names) for seq, id, action, names, *_rest in rows}
    gone = voided(
        Event(id, action, FIRST_DAY, "", seq=seq, data={"event": names} if action == VOID else {})
        for seq, (id, action, names) in sorted(events.items())
    )
    stated: dict[int, dict[str, Any]] = {}
    for seq, id, action, _names, pointer, value in rows:
        if action != VOID and f"{id}" not in gone:
            stated.setdefault(seq, {})[pointer] = value
    if not stated:
        return ()
    values = [value for _place, value in sorted(stated[max(stated)].items(), key=_by_place)]
    names = [one.get("name") if isinstance(one, dict) else one for one in values]
    return tuple(one for one in names if isinstance(one, str) and one)


def _by_place(said: tuple[str, Any]) -> tuple[int, str]:
    """Orders values by their places: the tenth comes after the second."""
    return len(said[0]), said[0]


def note(account: Account, cases: Collection[uuid.UUID], at: datetime) -> None:
    """Note that the names in these cases were shown to somebody on one page."""
    shown = b"".join(sorted(one.bytes for one in cases))
    lately = ListReading.objects.filter(account=account, at__gt=at - _AGAIN, cases=shown)
    if shown and not lately.exists():
        ListReading.objects.create(account=account, at=at, cases=shown)
