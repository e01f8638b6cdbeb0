"""演示人员 -- the agencies and people of the demonstration, and how they sign in.

Everybody has the same password, which is told to whoever opens the demonstration; so they are
never brought in beside agencies that are real.
"""

from __future__ import annotations

import functools
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from plumbline.store.demonstration.faults import DemonstrationFault
from plumbline.store.models import Account, Agency, Assignment, Officer, Placement

FOLDER: Final = Path(__file__).resolve().parents[4] / "demo" / "records"
"""Where a checkout keeps the records of the demonstration."""
PASSWORD: Final = "demonstration-2026"
PEOPLE: Final = "people.toml"
SPACE: Final = uuid.UUID("0c0f7f0e-5f0b-5b8a-9a43-2f4f6a3a7e11")
"""Of which the ids of everything in the demonstration are made."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to sign in as: the name to type, who it is, and as what; a citizen has no post and
    no agency."""

    username: str
    name: str
    post: str = ""
    agency: str = ""


def bring_in_people(folder: Path) -> int:
    """Make the agencies, officers and citizens that are not there yet; how many people were made.

    Raises DemonstrationFault where the database holds agencies that are not the demonstration's.
    """
    said = _read(folder)
    codes = {one["code"] for one in said["agency"]}
    there = set(Agency.objects.filter(code__in=codes).values_list("code", flat=True))
    if not there and (other := Agency.objects.first()) is not None:
        raise DemonstrationFault(
            f"found the agency {other.name!r}; the demonstration is brought into an empty "
            "database only: name another folder in PLUMBLINE_HOME"
        )
    with transaction.atomic():
        _agencies([one for one in said["agency"] if one["code"] not in there])
        return _officers(said["officer"]) + _citizens(said["citizen"])


def cast(folder: Path) -> list[Member]:
    """Whom the sign-in page names: the officers, then the citizens. Nobody, where there is no
    such folder."""
    if not (folder / PEOPLE).is_file():
        return []
    said = _read(folder)
    names = {one["code"]: one["name"] for one in said["agency"]}
    shown = [
        Member(one["username"], one["name"], one["post"], names[one["agency"]])
        for one in said["officer"]
        if one.get("shown")
    ]
    return shown + [Member(one["username"], one["name"]) for one in _shown(said["citizen"])]


def _shown(people: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (one for one in people if one.get("shown"))


def _read(folder: Path) -> Mapping[str, Any]:
    path = folder / PEOPLE
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        for kind in ("agency", "officer", "citizen"):
            said[kind] = list(said[kind])
        return said
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DemonstrationFault(
            f"{path.name}: found {type(error).__name__} {error}; [[agency]], [[officer]] and "
            "[[citizen]] are allowed"
        ) from error


def _agencies(said: list[dict[str, Any]]) -> None:
    Agency.objects.bulk_create(
        Agency(
            code=one["code"], name=one["name"], kind=one["kind"], level=one["level"],
            word=one["word"], address=one.get("address", ""), phone=one.get("phone", ""),
        )
        for one in said
    )  # fmt: skip
    keys = dict(Agency.objects.values_list("code", "pk"))
    Placement.objects.bulk_create(
        Placement(agency_id=keys[one["code"]], parent_id=keys[one["under"]])
        for one in said
        if one.get("under")
    )


def _officers(said: list[dict[str, Any]]) -> int:
    there = set(Officer.objects.values_list("number", flat=True))
    keys = dict(Agency.objects.values_list("code", "pk"))
    new = [one for one in said if one["number"] not in there]
    accounts = _accounts(new)
    Officer.objects.bulk_create(
        Officer(number=one["number"], name=one["name"], account=accounts[one["username"]])
        for one in new
    )
    officers = {one.number: one for one in Officer.objects.all()}
    Assignment.objects.bulk_create(
        Assignment(
            officer=officers[one["number"]], agency_id=keys[one["agency"]], role=role,
            post=one.get("post", ""), from_on=date.fromisoformat(f"{one['since']}"),
        )
        for one in new
        for role in one["roles"]
    )  # fmt: skip
    return len(new)


def _citizens(said: list[dict[str, Any]]) -> int:
    named = [one["username"] for one in said]
    there = set(Account.objects.filter(username__in=named).values_list("username", flat=True))
    return len(_accounts([one for one in said if one["username"] not in there]))


def _accounts(said: list[dict[str, Any]]) -> dict[str, Account]:
    made = [
        Account(
            id=uuid.uuid5(SPACE, f"account {one['username']}"), username=one["username"],
            full_name=one["name"], password=_hashed(),
        )
        for one in said
    ]  # fmt: skip
    Account.objects.bulk_create(made)
    return {one.username: one for one in made}


@functools.cache
def _hashed() -> str:
    """The password as accounts keep it, made once: it is made to be slow."""
    return make_password(PASSWORD)
