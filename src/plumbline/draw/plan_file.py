"""抽查方案 -- the plan of a draw as a bureau writes it, in TOML (docs/draws.md, the plan)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from plumbline.draw.announcement import TEAM, Plan, Source, share
from plumbline.draw.faults import DrawFault, shown
from plumbline.draw.lists import Target

OTHERS: Final = "*"
"""In the sizes: every stratum that is not named."""
_SHARE: Final = re.compile(r"([0-9]{1,3})(?:\.([0-9]))? ?%")
_KEYS: Final = {"name", "agency", "day", "team", "previous", "seed", "sizes", "weights"}
_SEED: Final = {"kind", "length", "words"}
Kind = TypeVar("Kind")


def read_plan_file(text: str, name: str, targets: tuple[Target, ...]) -> Plan:
    """The plan in a file of that name. Shares (`"5%"`) are of the targets of each stratum. Raises
    DrawFault with file, key, what was found and what is allowed."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise DrawFault(name, fault, "TOML") from None
    if unknown := sorted(found.keys() - _KEYS):
        raise DrawFault(f"{name}, {unknown[0]}", "an unknown key", ", ".join(sorted(_KEYS)))
    seed = _value(found, "seed", dict, name)
    if unknown := sorted(seed.keys() - _SEED):
        raise DrawFault(f"{name}, seed.{unknown[0]}", "an unknown key", ", ".join(sorted(_SEED)))
    place = f"{name}, seed"
    return Plan(
        _value(found, "name", str, name),
        _value(found, "agency", str, name),
        _value(found, "day", date, name),
        Source(
            _value(seed, "kind", str, place), _value(seed, "length", int, place),
            _value(seed, "words", str, place),
        ),
        _sizes(_value(found, "sizes", dict, name), targets, name),
        _value({"weights": {"-": 1}} | found, "weights", dict, name),
        _value({"team": TEAM} | found, "team", int, name),
        _value({"previous": ""} | found, "previous", str, name),
    )  # fmt: skip


def _value(found: Mapping[str, Any], key: str, kind: type[Kind], place: str) -> Kind:
    if key not in found:
        raise DrawFault(f"{place}, {key}", "nothing", _NAMES[kind])
    value = found[key]
    if type(value) is not kind:  # a bool is no number here, and a time no day
        raise DrawFault(f"{place}, {key}", shown(value), _NAMES[kind])
    return value


_NAMES: Final[dict[type[Any], str]] = {
    str: "a text", int: "a whole number", dict: "a table", date: "a day, such as 2026-12-01",
}  # fmt: skip


def _sizes(given: Mapping[str, Any], targets: tuple[Target, ...], name: str) -> dict[str, int]:
    """How many of each stratum. A stratum that the file names and no target has is an error."""
    there = Counter(one.stratum for one in targets)
    for stratum in given:
        if stratum != OTHERS and stratum not in there:
            raise DrawFault(f"{name}, sizes.{stratum}", "no target", ", ".join(sorted(there))[:200])
    sizes = {}
    for stratum, total in there.items():
        place = stratum if stratum in given else OTHERS
        if place not in given:
            raise DrawFault(f"{name}, sizes.{stratum}", "nothing", 'a number, or a share as "5%"')
        sizes[stratum] = _size(given[place], total, f"{name}, sizes.{place}")
    return sizes


def _size(said: object, total: int, place: str) -> int:
    if type(said) is int:
        return said
    if isinstance(said, str) and (parts := _SHARE.fullmatch(said)):
        per_mille = int(parts[1]) * 10 + int(parts[2] or 0)
        if per_mille <= 1000:
            return share(total, per_mille)
    raise DrawFault(place, shown(said), 'a whole number, or a share as "5%" or "2.5%"')
