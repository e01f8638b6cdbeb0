"""人员表 -- what the rows of people would do: roles, and certificates beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from plumbline.store.administration.sheets.agencies_plan import AgencyState
from plumbline.store.administration.sheets.plan import FieldChange, Planned, changed, planned
from plumbline.store.administration.sheets.rows import Line
from plumbline.store.models import Assignment, Certificate, Officer

RoleKey = tuple[str, str, str]  # number of the officer, code of the agency, role
_ROLE = ("agency", "role", "from_on")
_AT_ONCE = 500  # numbers in one question to the database


@dataclass(frozen=True, slots=True)
class Held:
    """A role with its days, as it is or as another row would have it."""

    from_on: date
    until_on: date | None
    post: str = ""

    def meets(self, other: Held) -> bool:
        """Whether the days of two roles have one in common."""
        begins_before = other.until_on is None or self.from_on < other.until_on
        return begins_before and (self.until_on is None or other.from_on < self.until_on)


@dataclass(slots=True)
class PeopleState:
    """Officers, roles and certificates as they are, with those that earlier rows bring."""

    agencies: AgencyState
    names: dict[str, str] = field(default_factory=dict)
    roles: dict[RoleKey, list[Held]] = field(default_factory=lambda: defaultdict(list))
    running: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    ever: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    certificates: dict[tuple[str, str], tuple[str, date | None, date | None]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, lines: Sequence[Line], agencies: AgencyState, on: date) -> PeopleState:
        """Read what the rows name, and nothing else."""
        state = cls(agencies)
        numbers = sorted({line.text("number") for line in lines})
        for at in range(0, len(numbers), _AT_ONCE):
            state._read_roles(numbers[at : at + _AT_ONCE], on)
        papers = sorted({line.text("certificate_number") for line in lines} - {""})
        for at in range(0, len(papers), _AT_ONCE):
            rows = Certificate.objects.filter(number__in=papers[at : at + _AT_ONCE])
            state.certificates |= {
                (one.kind, one.number): (one.officer.number, one.from_on, one.until_on)
                for one in rows.select_related("officer")
            }
        return state

    def _read_roles(self, numbers: Sequence[str], on: date) -> None:
        found = Officer.objects.filter(number__in=numbers)
        self.names |= dict(found.values_list("number", "name"))
        rows = Assignment.objects.filter(officer__number__in=numbers)
        for one in rows.select_related("officer", "agency"):
            self.ever[one.officer.number].add(one.agency_id)
            if one.until_on is None or one.until_on > on:
                self.running[one.officer.number].add(one.agency_id)
            if one.stands_in_for_id is None:
                key = (one.officer.number, one.agency.code, one.role)
                self.roles[key].append(Held(one.from_on, one.until_on, one.post))

    def keeps_officer(self, number: str) -> bool:
        """Whether all agencies in which an officer has roles (or else had them) may be changed."""
        kept = self.agencies.kept
        return kept is None or (self.running[number] or self.ever[number]) <= kept


def plan_people(lines: Sequence[Line], state: PeopleState) -> list[Planned]:
    """The outcome of each row, in order: a row sees what the rows before it would do."""
    rows = []
    for line in lines:
        _check_name(line, state)
        has_role = any(line.values.get(name) for name in ("agency", "role", "from_on", "until_on"))
        has_paper = bool(line.text("certificate_kind") or line.text("certificate_number"))
        failed = bool(line.faults)
        changes: list[FieldChange] = []
        is_new = False
        if not failed and (has_role or not has_paper or line.text("number") not in state.names):
            is_new = _role(line, state, changes)
        if has_paper and not failed:
            is_new |= _certificate(line, state, changes)
        if not line.faults:
            state.names.setdefault(line.text("number"), line.text("name"))
        rows.append(planned(line, changes, is_new=is_new))
    return rows


def _check_name(line: Line, state: PeopleState) -> None:
    number, name = line.text("number"), line.text("name")
    known = state.names.get(number, "").strip()
    if name and known and known != name:
        line.fail("name", "other_name", name)


def _role(line: Line, state: PeopleState, changes: list[FieldChange]) -> bool:
    """Look at the role of a row; whether it is new."""
    for name in _ROLE:
        if not line.values.get(name):
            line.fail(name, "required")
    from_on = line.day("from_on")
    if line.faults or from_on is None:
        return False
    _check_agency(line, from_on, state)
    until_on, post = line.day("until_on"), line.text("post")
    if until_on and until_on < from_on:
        line.fail("until_on", "days_order", until_on, from_on)
    key = (line.text("number"), line.text("agency"), line.text("role"))
    held = state.roles[key]
    same = next((one for one in held if one.from_on == from_on), None)
    wanted = Held(from_on, until_on, post)
    if same is not None:
        wanted = Held(from_on, until_on or same.until_on, post or same.post.strip())
    met = next((one for one in held if one is not same and one.meets(wanted)), None)
    if met is not None:
        line.fail("from_on", "role_held", from_on, f"{met.from_on} – {met.until_on or ''}")
    if line.faults:
        return False
    if same is not None:
        held.remove(same)
    held.append(wanted)
    old = same or Held(from_on, None)
    names = ("until_on", "post")
    changes += [changed(name, getattr(old, name), getattr(wanted, name)) for name in names
                if (getattr(old, name) or None) != (getattr(wanted, name) or None)
                and (name != "post" or old.post.strip() != wanted.post)]  # fmt: skip
    if same is None:
        changes[:0] = [changed(name, None, line.values[name]) for name in _ROLE]
    return same is None


def _check_agency(line: Line, from_on: date, state: PeopleState) -> None:
    code = line.text("agency")
    if not state.agencies.is_known(code):
        line.fail("agency", "no_agency", code)
        return
    if not state.agencies.keeps(code):
        line.fail("agency", "out_of_reach", code)
    begins, ends = state.agencies.begins(code), state.agencies.ends(code)
    if (begins and from_on < begins) or (ends and from_on >= ends):
        line.fail("from_on", "not_there", from_on, f"{begins or ''} – {ends or ''}")


def _certificate(line: Line, state: PeopleState, changes: list[FieldChange]) -> bool:
    """Look at the certificate of a row; whether it is new."""
    for name in ("certificate_kind", "certificate_number"):
        if not line.text(name):
            line.fail(name, "required")
    key = (line.text("certificate_kind"), line.text("certificate_number"))
    number = line.text("number")
    holder, *days = state.certificates.get(key, (number, None, None))
    if holder != number:
        line.fail("certificate_number", "certificate_taken", key[1])
    wanted = (line.day("certificate_from") or days[0], line.day("certificate_until") or days[1])
    if wanted[0] and wanted[1] and wanted[1] <= wanted[0]:
        line.fail("certificate_until", "days_order", wanted[1], wanted[0])
    is_new = key not in state.certificates
    differs = is_new or list(wanted) != list(days)
    if differs and not state.keeps_officer(number):
        line.fail("number", "out_of_reach", number)
    if line.faults:
        return False
    state.certificates[key] = (number, *wanted)
    if is_new:
        changes.append(changed("certificate_kind", None, " ".join(key)))
    names = ("certificate_from", "certificate_until")
    changes += [changed(name, old, new) for name, old, new in zip(names, days, wanted, strict=True)
                if old != new]  # fmt: skip
    return is_new
