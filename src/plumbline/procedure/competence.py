"""管辖 -- to which organ one turns against an act: rules that content states, asked of a tree.

A rule says for which kind of organ it is, and where in the tree the competent organ stands. The
first rule that fits is the one. Where the tree does not reach, the answer says so and names none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from plumbline.procedure.definition import Basis

Way = Literal["government", "government_above", "own", "institution_above", "of_place"]
"""Where the competent organ stands: the government over the organ; the one over that government;
the organ itself; the institution of the government above; the government of the place that the
organ serves."""

WAYS: Final = get_args(Way)
GOVERNMENT: Final = "government"
_PROVINCE: Final = "0000"
"""What the code of a province or municipality ends with (GB/T 2260)."""


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as a tree has it; `parent` is the code of the one over it, empty at the top."""

    code: str
    name: str
    kind: str
    level: str
    division: str = ""
    parent: str = ""

    @property
    def is_province(self) -> bool:
        """Whether it serves a province, or a municipality directly under the central government."""
        return (self.division or self.code).endswith(_PROVINCE)


@dataclass(frozen=True, slots=True)
class Rule:
    """管辖 -- for organs of `kinds` (and `levels`), where the competent organ stands.

    `institution` limits it to those that are, or are not, the institution of their government.
    `over_levels` are those of the agency over it. Where `instead`, its parent is the respondent,
    since it does not act for itself (行政复议法#19.3). Of several `ways` the applicant may choose.
    """

    code: str
    title: str
    basis: Basis
    ways: tuple[Way, ...]
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    province: bool | None = None
    over_levels: tuple[str, ...] = ()
    institution: bool | None = None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a statute. The institution of a government is the department directly under
    it whose name has one of the `institution_endings` (行政复议法#4.2)."""

    rules: tuple[Rule, ...]
    institution_endings: tuple[str, ...]
    institution_basis: Basis


@dataclass(frozen=True, slots=True)
class Option:
    """An organ to which one may turn, and its institution, if the tree has one."""

    organ: Organ
    institution: Organ | None


@dataclass(frozen=True, slots=True)
class Competence:
    """The rule that applies, the respondent, and the organs among which one may choose; none
    where the tree does not reach. `instead` are the rules by which another is the respondent."""

    rule: Rule
    respondent: Organ
    options: tuple[Option, ...]
    instead: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Organs:
    """The organs of a day by code."""

    by_code: Mapping[str, Organ] = field(default_factory=dict)

    def above(self, organ: Organ) -> Iterator[Organ]:
        """The organs over one, the nearest first; a loop ends it."""
        seen = {organ.code}
        at = self.by_code.get(organ.parent)
        while at is not None and at.code not in seen:
            seen.add(at.code)
            yield at
            at = self.by_code.get(at.parent)

    def government(self, organ: Organ) -> Organ | None:
        """The nearest government over an organ."""
        return next((one for one in self.above(organ) if one.kind == GOVERNMENT), None)


def competent(rules: Rules, acted: Organ, organs: Organs) -> Competence | None:
    """To whom one turns against an act of an organ; None when no rule is for organs of its kind."""
    respondent, passed = acted, []
    while (rule := _rule(rules, respondent, organs)) is not None and rule.instead:
        passed.append(rule)
        parent = organs.by_code.get(respondent.parent)
        if parent is None or len(passed) > len(organs.by_code):
            return Competence(rule, respondent, (), tuple(passed[:-1]))
        respondent = parent
    if rule is None:
        return None
    found = (_at(rules, respondent, way, organs) for way in rule.ways)
    options = dict.fromkeys(one for one in found if one is not None)
    return Competence(rule, respondent, tuple(options), tuple(passed))


def institution_of(rules: Rules, organ: Organ, organs: Organs) -> Organ | None:
    """The institution that handles cases for an organ: of a government the department so named."""
    if organ.kind != GOVERNMENT:
        return organ if _is_institution(rules, organ, organs) else None
    below = (one for one in organs.by_code.values() if one.parent == organ.code)
    named = (one for one in below if one.name.endswith(rules.institution_endings))
    return next(iter(sorted(named, key=lambda one: one.code)), None)


def _rule(rules: Rules, organ: Organ, organs: Organs) -> Rule | None:
    return next((one for one in rules.rules if _fits(rules, one, organ, organs)), None)


def _fits(rules: Rules, rule: Rule, organ: Organ, organs: Organs) -> bool:
    over = organs.by_code.get(organ.parent)
    is_own = rule.institution is None or rule.institution == _is_institution(rules, organ, organs)
    return (
        organ.kind in rule.kinds
        and (not rule.levels or organ.level in rule.levels)
        and (not rule.over_levels or (over and over.level in rule.over_levels) is True)
        and (rule.province is None or rule.province == organ.is_province)
        and is_own
    )


def _is_institution(rules: Rules, organ: Organ, organs: Organs) -> bool:
    over = organs.by_code.get(organ.parent)
    is_under = over is not None and over.kind == GOVERNMENT
    return is_under and organ.name.endswith(rules.institution_endings)


def _at(rules: Rules, organ: Organ, way: Way, organs: Organs) -> Option | None:
    found = _organ_at(rules, organ, way, organs)
    return Option(found, institution_of(rules, found, organs)) if found else None


def _organ_at(rules: Rules, organ: Organ, way: Way, organs: Organs) -> Organ | None:
    government = organs.government(organ)
    match way:
        case "government" | "government_above":
            return government
        case "own":
            return organ
        case "institution_above":
            higher = organs.government(government) if government else None
            return institution_of(rules, higher, organs) if higher else None
        case "of_place":
            return _government_of(organ, government, organs)


def _government_of(organ: Organ, own: Organ | None, organs: Organs) -> Organ | None:
    """The government of the place that an organ serves, when it is another than its own."""
    for one in organs.by_code.values():
        is_there = organ.division and organ.division in (one.division, one.code)
        if one.kind == GOVERNMENT and is_there and one != own:
            return one
    return None
