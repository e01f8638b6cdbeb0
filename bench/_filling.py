"""案件 -- a bureau's years of cases in a database, for what is measured with many of them.

`python -m bench._filling CASES` makes the database of the environment hold so many cases of
reconsideration, nine in ten of them closed, with eight events each on average, spread over forty
institutions; called again with a larger number it adds what is missing. A second number is that
of further cases which are accepted and wait for the next action. A few cases are recorded by the
store itself, event by event; the others are copies of them, made by the database: other
ids and hashes, another institution and number, another name of the applicant; on SQLite the number
and the name stay. A copy's chain of hashes does not hold, and it has no leaves: lists, pages and
projections look at neither. What is printed is JSON: the cookies of people who are signed in, and
some cases of each of them.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from tests.cast import BUREAU, CITY, DISTRICT, ORGAN, SINCE, assemble, hashed  # sets Django up

# isort: split
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from bench._loading import unindexed
from plumbline.store import agencies, cases
from plumbline.store.models import Account, Agency, CaseRecord, EventRecord, Placement
from tests.store.cases.conftest import filled

INSTITUTIONS: Final = 40
WHOLE: Final = (
    "apply", "accept", "send_copy", "receive_copy", "reply", "hear_opinions", "classify",
    "draft_decision", "approve_decision", "decide", "deliver", "deliver_to_respondent", "close",
)  # fmt: skip
LENGTHY: Final = (*WHOLE[:4], *["hear_opinions"] * 196)
"""A case of two hundred events."""
LONG: Final = timedelta(days=250)
CLOSED_DAYS: Final = 25
OPEN_DAYS: Final = 8
CLOSED_SHARE: Final = 0.9
SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
NAME: Final = "赵某某"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉"
BY: Final = {"institution": "YB001", "institution_head": "YB002", "respondent": "YB101"}


NUMBER: Final = re.compile("示00府(复〔[0-9]+〕)([0-9]+)号")
"""A number that the first institution gave, with its series and its place in it."""


@dataclass(frozen=True, slots=True)
class Template:
    """A case that the store recorded, and how many of a million cases are as it is."""

    case: uuid.UUID
    share: float


def main() -> None:
    """Fill up, and tell who may look."""
    wanted = int(sys.argv[1])
    accounts = assemble()
    codes = institutions()
    kept = templates(accounts["applicant"])
    done = settings.PLUMBLINE_HOME / "filled"
    have = int(done.read_text()) if done.exists() else 0
    if have < wanted:
        set_aside([one.case for one in kept])
        with unindexed([f"store_{name}" for name in COPIED]):
            multiply(kept, codes, have, wanted)
        done.write_text(f"{wanted}")
    if accepted := int(sys.argv[2]) if len(sys.argv) > 2 else 0:
        case = CaseRecord.objects.filter(stage="accepted", length=2).earliest("opened_on").pk
        set_aside([case])
        copy(case, codes, MORE, MORE + accepted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    json.dump(
        {
            "cases": CaseRecord.objects.count(),
            "events": EventRecord.objects.count(),
            "long": f"{_walk(accounts['applicant'], timezone.localdate() - LONG, LENGTHY)}",
            "people": [signed_in(one, code) for one, code in officers(codes)],
            "supervisor": signed_in(accounts["supervisor"], CITY),
            "citizen": signed_in(accounts["applicant"], ""),
        },
        sys.stdout,
    )


def institutions() -> list[str]:
    """The codes of the institutions, each of a district of its own under the municipality."""
    codes = [BUREAU]
    Agency.objects.filter(code=BUREAU).update(word="示00府")
    city = Agency.objects.get(code=CITY)
    for number in range(1, INSTITUTIONS):
        above = city
        for code, name, kind, word in (
            (f"5009{number:02}", f"示例{number:02}区人民政府", "government", f"示{number:02}府"),
            (f"5009{number:02}-sfj", f"示例{number:02}区司法局", "department", f"示{number:02}府"),
        ):
            made, is_new = Agency.objects.get_or_create(
                code=code,
                defaults={"name": name, "kind": kind, "level": "district_county", "word": word},
            )
            if is_new:
                Placement.objects.create(agency=made, parent=above)
            above = made
        codes.append(f"5009{number:02}-sfj")
    return codes


def officers(codes: Sequence[str]) -> list[tuple[Account, str]]:
    """One who handles cases in each institution, with an account."""
    found = []
    for number, code in enumerate(codes):
        username = f"officer{number:02}"
        one = agencies.appoint(f"B{number:03}", f"办案{number:02}", code, "institution", SINCE)
        account, _ = Account.objects.get_or_create(
            username=username, defaults={"full_name": one.officer.name, "password": hashed()}
        )
        if one.officer.account is None:
            one.officer.account = account
            one.officer.save(update_fields=["account"])
        found.append((account, code))
    return found


def templates(applicant: Account) -> list[Template]:
    """The cases that are copied: whole ones of the last two years, and open ones of each length."""
    today = timezone.localdate()
    found: list[Template] = []
    for number in range(CLOSED_DAYS):
        opened = today - timedelta(days=120 + 27 * number)
        found.append(Template(_walk(applicant, opened, WHOLE), CLOSED_SHARE / CLOSED_DAYS))
    lengths = [*range(1, WHOLE.index("decide"))]
    for number in range(OPEN_DAYS):
        for length in lengths:
            opened = today - timedelta(days=length + 6 * number)
            share = (1 - CLOSED_SHARE) / OPEN_DAYS / len(lengths)
            found.append(Template(_walk(applicant, opened, WHOLE[:length]), share))
    return found


def _walk(applicant: Account, opened: date, actions: Sequence[str]) -> uuid.UUID:
    """A case with these actions, a day apart; what is recorded already is not recorded again."""
    case = uuid.uuid5(uuid.NAMESPACE_OID, f"{opened} {len(actions)}")
    if CaseRecord.objects.filter(pk=case).exists():
        return case
    definition = cases.content.definition_of("reconsideration", "")
    persons = {id for id, field in definition.fields.items() if field.type == "person"}
    seats = {"institution": BUREAU, "respondent": ORGAN, "organ": DISTRICT}
    for number, action in enumerate(actions):
        on = opened + timedelta(days=number)
        known = definition.actions[action]
        role = known.by[0]
        stated = filled(action, on)
        stated |= {name: [{"name": NAME}] for name in persons & stated.keys()}
        done = cases.append(
            cases.Draft(
                id=uuid.uuid5(case, f"{number} {action}"), case=case, procedure="reconsideration",
                action=action, on=on, by=f"{role}/{BY.get(role, applicant.pk)}", agency=BUREAU,
                data=stated | {k: v for k, v in seats.items() if k in known.requires},
                expected=number,
            ),
            datetime(on.year, on.month, on.day, 2, tzinfo=UTC),
        )  # fmt: skip
        if not isinstance(done, cases.Appended):
            raise SystemExit(f"{action} of a template is not recorded: {done}")
    return case


def multiply(kept: Sequence[Template], codes: Sequence[str], have: int, wanted: int) -> None:
    """Copy each template until there are so many cases; copies are numbered, so none is twice."""
    for template in kept:
        first, last = round(template.share * have), round(template.share * wanted)
        for start in range(first, last, STEP):
            copy(template.case, codes, start, min(start + STEP, last))


MORE: Final = 10_000_000
"""The number of the first copy that only stands accepted."""
STEP: Final = 10_000
"""Copies that are made in one transaction."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the two databases write differently. SQLite keeps JSON with its characters escaped, so
    that no name and no number is found in it there, and both stay as they are."""

    is_postgres: bool

    def text(self, column: str) -> str:
        """A column as text."""
        return f"{column}::text" if self.is_postgres else column

    def json(self, said: str) -> str:
        """Text as JSON."""
        return f"({said})::jsonb" if self.is_postgres else said

    def id(self, table: str) -> str:
        """The id of the copy of a row."""
        hashed = f"md5({self.text(f'{table}.id')} || '/' || n)"
        return f"{hashed}::uuid" if self.is_postgres else hashed

    def hash(self, column: str) -> str:
        """A hash that no other row has."""
        return f"md5({column} || {self.text('n')})"

    @property
    def numbers(self) -> str:
        """The numbers of the copies as a table `s`."""
        if self.is_postgres:
            return "WITH s AS (SELECT generate_series(%(first)s, %(last)s - 1) AS n)"
        return (
            "WITH RECURSIVE s(n) AS (SELECT %(first)s UNION ALL SELECT n + 1 FROM s "
            "WHERE n + 1 < %(last)s)"
        )


OF_CASE: Final = "FROM s, template_caserecord c {} WHERE c.id = %(case)s"
OF_EVENTS: Final = "JOIN {of}eventrecord e ON e.case_id = c.id"
COPIED: Final = {
    "caserecord": ("c", ""),
    "caseparty": ("p", "JOIN {of}caseparty p ON p.case_id = c.id AND p.account_id IS NULL"),
    "caseword": ("w", "JOIN {of}caseword w ON w.case_id = c.id"),
    "eventrecord": ("e", OF_EVENTS),
    "personalvalue": ("v", OF_EVENTS + " JOIN {of}personalvalue v ON v.event_id = e.id"),
}
"""The tables whose rows are copied, each with its alias and how it is joined to the case."""


def set_aside(kept: Sequence[uuid.UUID]) -> None:
    """The rows of the cases that are copied in tables of their own: those of all cases have no
    index meanwhile."""
    with connection.cursor() as cursor:
        for name, (alias, joined) in COPIED.items():
            cursor.execute(f"DROP TABLE IF EXISTS template_{name}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE template_{name} AS SELECT {alias}.* "
                f"FROM store_caserecord c {joined.format(of='store_')} "
                f"WHERE c.id IN ({', '.join(['%s'] * len(kept))})",
                [one if connection.vendor == "postgresql" else one.hex for one in kept],
            )


def copy(case: uuid.UUID, codes: Sequence[str], first: int, last: int) -> None:
    """The rows of a case copied, in the database's own words, which the two nearly share."""
    sql = Dialect(connection.vendor == "postgresql")
    values: dict[str, Any] = {
        "case": case if sql.is_postgres else case.hex, "first": first, "last": last,
        "from": BUREAU, "officer": BY["institution"], "mixed": case.int % 10007,
        "account": f"{Account.objects.get(username='applicant').pk}",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM template_caserecord WHERE id = %(case)s", values)
        number = NUMBER.fullmatch(cursor.fetchone()[0])
        series, serial = number.groups() if number else ("", "0")
        values |= {"series": series, "serial": int(serial)}
        for name, (alias, joined) in COPIED.items():
            table, changed = f"store_{name}", _changed(name, sql, codes)
            names, selected = _columns(cursor, table, alias, changed)
            source = OF_CASE.format(joined.format(of="template_"))
            cursor.execute(
                f"INSERT INTO {table} ({names}) {sql.numbers} SELECT {selected} {source}", values
            )


def _changed(table: str, sql: Dialect, codes: Sequence[str]) -> dict[str, str | None]:
    """What a copy of a row has otherwise, by column; None is left to the database."""
    code = _picked(codes, "n")
    number, data, ending, value = "c.number", "e.data", "w.ending", "v.value"
    if sql.is_postgres:
        place = f"lpad((n %% {len(codes)})::text, 2, '0')"
        serial = f"(n / {len(codes)} * 100 + %(serial)s) || '号'"
        number = f"'示' || {place} || '府' || %(series)s || {serial}"
        number = f"CASE c.number WHEN '' THEN '' ELSE {number} END"
        data = f"replace(e.data::text, c.number, {number})"
        data = f"CASE c.number WHEN '' THEN e.data::text ELSE {data} END"
        # So that each institution has as many of each name.
        mixed = f"((n / {len(codes)} * 7919 + %(mixed)s) %% 10007)"
        first, second = _picked(SURNAMES, mixed), _picked(GIVEN, f"{mixed} / {len(SURNAMES)}")
        name = f"{first} || {second} || {_picked(GIVEN, 'n / 7')}"
        value = f"replace(v.value::text, '{NAME}', {name})"
        said = "convert_from(w.ending, 'UTF8')"
        ended = f"replace(regexp_replace({said}, '[0-9]+号$', ''), '00府', {place} || '府')"
        ending = (
            f"CASE WHEN w.is_name THEN right({name}, length({said})) ELSE {ended} || {serial} END"
        )
        ending = f"convert_to({ending}, 'UTF8')"
    found: dict[str, dict[str, str | None]] = {
        "caserecord": {
            "id": sql.id("c"), "agency": f"replace(c.agency, %(from)s, {code})",
            "number": number, "last_hash": sql.hash("c.last_hash"),
        },
        "caseparty": {
            "id": None, "case_id": sql.id("c"), "agency": f"replace(p.agency, %(from)s, {code})",
        },
        "caseword": {
            "id": None, "case_id": sql.id("c"), "agency": f"replace(w.agency, %(from)s, {code})",
            "ending": ending,
        },
        "eventrecord": {
            "id": sql.id("e"), "case_id": sql.id("c"), "hash": sql.hash("e.hash"),
            "agency": f"replace(e.agency, %(from)s, {code})",
            "data": sql.json(f"replace({data}, %(from)s, {code})"),
            # Nobody has applied for all of them: the copies were taken in at the counter.
            "by": "replace(e.by, %(account)s, %(officer)s)",
        },
        "personalvalue": {"id": None, "event_id": sql.id("e"), "value": sql.json(value)},
    }  # fmt: skip
    return found[table]


def _picked(among: Sequence[str], number: str) -> str:
    """One of some texts, by a number, as an expression of SQL."""
    cases_ = " ".join(f"WHEN {at} THEN '{one}'" for at, one in enumerate(among))
    return f"(CASE ({number}) %% {len(among)} {cases_} END)"


def _columns(
    cursor: Any, table: str, alias: str, changed: dict[str, str | None]
) -> tuple[str, str]:
    """The columns of a table, and what is selected for each: changed, or as it is."""
    found = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    kept = [name for name in found if changed.get(name, "") is not None]
    selected = [changed.get(name) or f'{alias}."{name}"' for name in kept]
    return ", ".join(f'"{name}"' for name in kept), ", ".join(selected)


def signed_in(account: Account, code: str) -> dict[str, Any]:
    """The session of somebody, and the accepted cases of their institution."""
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.create()
    open_ = CaseRecord.objects.filter(agency=code, stage="accepted", length=2)
    return {
        "session": store.session_key,
        "code": code,
        "accepted": [str(pk) for pk in open_.values_list("pk", flat=True)[:2000]],
    }


if __name__ == "__main__":
    main()
