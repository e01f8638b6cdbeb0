"""建制 -- the agencies of a municipality, made from its list of divisions.

The list says which units each place has, how they are named, and under which they stand: the
department that handles reconsideration for a government is its institution (行政复议法#4.2).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from plumbline.store.models import Agency, Placement

_PAIR: Final = 2


class DivisionsFault(Exception):
    """A list of divisions that cannot be read; the message names file, place, found, allowed."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """How many agencies were made, and how many were there already."""

    made: int
    there: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit that every place of a kind has. `name`, `code` and `under` are patterns over the
    names and codes of the place and of those above; `ending` limits it to places so named."""

    at: str
    name: str
    code: str
    kind: str
    level: str
    tier: str
    under: str = ""
    ending: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    code: str
    parent: str
    division: str
    name: str
    unit: _Unit


def set_up(body: Path) -> SetUp:
    """Make the agencies of every division that are not there yet; none that is there changes.

    `body` is a list of divisions (`law/cq/divisions`). Raises DivisionsFault.
    """
    wanted = list(_read(body))
    with transaction.atomic():
        there = set(Agency.objects.values_list("code", flat=True))
        new = [one for one in wanted if one.code not in there]
        Agency.objects.bulk_create(
            Agency(
                code=one.code, name=one.name, kind=one.unit.kind, level=one.unit.level,
                tier=one.unit.tier, division=one.division,
            )
            for one in new
        )  # fmt: skip
        keys = dict(Agency.objects.values_list("code", "pk"))
        Placement.objects.bulk_create(
            Placement(agency_id=keys[one.code], parent_id=keys[one.parent])
            for one in new
            if one.parent
        )
    return SetUp(len(new), len(wanted) - len(new))


def _read(body: Path) -> list[_Wanted]:
    try:
        found = tomllib.loads(body.read_text("utf-8"))
        units = [_Unit(**unit) for unit in found["unit"]]
        wanted = list(_agencies(found["city"], found["district"], units))
        codes = {one.code for one in wanted}
        lost = next((one for one in wanted if one.parent and one.parent not in codes), None)
        if lost is not None:
            raise ValueError(f"{lost.code!r} under {lost.parent!r}, which is not in the list")
        return wanted
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DivisionsFault(f"{body.name}: {error}; a list of divisions is allowed") from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise DivisionsFault(
            f"{body.name}: found {type(error).__name__} {error}; [city], [[unit]] and [[district]] "
            "with code, name and townships are allowed"
        ) from error


def _agencies(
    city: dict[str, str], districts: list[dict[str, Any]], units: list[_Unit]
) -> Iterator[_Wanted]:
    words = {"city": city["name"], "city_code": city["code"]}
    yield from _of_place("city", city["code"], city["name"], words, units)
    for district in districts:
        code, name = district["code"], district["name"]
        inner = words | {"district": name, "district_code": code}
        yield from _of_place("district", code, name, inner, units)
        for pair in district["townships"]:
            if len(pair) != _PAIR or not all(pair):
                raise ValueError(f"{code!r} with {pair!r}, which is no code and name")
            own = inner | {"township": pair[1], "township_code": pair[0]}
            yield from _of_place("township", pair[0], pair[1], own, units)


def _of_place(
    at: str, code: str, name: str, words: dict[str, str], units: list[_Unit]
) -> Iterator[_Wanted]:
    ends = [unit.ending for unit in units if unit.at == at and unit.ending]
    ending = next((end for end in ends if name.endswith(end)), "")
    named = {unit.code for unit in units if unit.at == at and ending and unit.ending == ending}
    for unit in units:
        if unit.at != at or (unit.ending and unit.ending != ending):
            continue
        if not unit.ending and unit.code in named:
            continue  # the unit of places so named stands in its stead
        said = {key: pattern.format(**words) for key, pattern in (
            ("code", unit.code), ("parent", unit.under), ("name", unit.name)
        )}  # fmt: skip
        yield _Wanted(said["code"], said["parent"], code, said["name"], unit)
