"""The cast: the people of the tests and of the demonstration, by the part that they play.

A district of Chongqing, its bureau of justice, an organ that acted, the municipality above, and
citizens. Each signs in with their part as the name. As a program, `python -m tests.cast`, it brings
them into the database of PLUMBLINE_HOME.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

import django
from django.apps import apps
from django.contrib.auth.hashers import make_password

if not apps.ready:
    django.setup()

from plumbline.store import agencies
from plumbline.store.models import Account, Agency, Placement

DISTRICT, BUREAU, ORGAN = "500112", "500112-sfj", "500112-scj"
CITY, CITY_BUREAU, NEIGHBOUR = "500000", "500000-sfj", "500103-sfj"
SINCE = date(2020, 1, 1)
PASSWORD = "plumb-line-2024"


@dataclass(frozen=True, slots=True)
class Part:
    """An officer of the cast: number, name, agency, role."""

    number: str
    name: str
    agency: str
    role: str


OFFICERS = {
    "handler": Part("YB001", "李承办", BUREAU, "institution"),
    "head": Part("YB002", "王处长", BUREAU, "institution_head"),
    "respondent": Part("YB101", "陈应诉", ORGAN, "respondent"),
    "neighbour": Part("YZ001", "周邻区", NEIGHBOUR, "institution"),
    "supervisor": Part("CQ001", "吴监督", CITY, "supervisor"),
    "administrator": Part("YB009", "郑管理", BUREAU, "administrator"),
}
CITIZENS = {"applicant": "赵某某", "stranger": "钱某某"}
ROWS = (
    (CITY, "重庆市人民政府", "government", "municipal", "", "渝府"),
    (CITY_BUREAU, "重庆市司法局", "department", "municipal", CITY, "渝司"),
    (DISTRICT, "重庆市渝北区人民政府", "government", "district_county", CITY, "渝北府"),
    (BUREAU, "重庆市渝北区司法局", "department", "district_county", DISTRICT, "渝北府"),
    (ORGAN, "重庆市渝北区市场监督管理局", "department", "district_county", DISTRICT, "渝北市监"),
    ("500103", "重庆市渝中区人民政府", "government", "district_county", CITY, "渝中府"),
    (NEIGHBOUR, "重庆市渝中区司法局", "department", "district_county", "500103", "渝中府"),
)


def assemble() -> dict[str, Account]:
    """Make the agencies and people of the cast; their accounts by part."""
    for code, name, kind, level, parent, word in ROWS:
        made, _ = Agency.objects.get_or_create(
            code=code, defaults={"name": name, "kind": kind, "level": level, "word": word}
        )
        if parent:
            Placement.objects.get_or_create(agency=made, parent=Agency.objects.get(code=parent))
    accounts = {}
    for part, one in OFFICERS.items():
        officer = agencies.appoint(one.number, one.name, one.agency, one.role, SINCE).officer
        accounts[part] = _account(part, one.name)
        officer.account = accounts[part]
        officer.save(update_fields=["account"])
    return accounts | {part: _account(part, name) for part, name in CITIZENS.items()}


def _account(username: str, name: str) -> Account:
    made, is_new = Account.objects.get_or_create(username=username, defaults={"full_name": name})
    if is_new:
        made.password = hashed()
        made.save()
    return made


@functools.cache
def hashed() -> str:
    """The password as accounts keep it, made once: it is made to be slow."""
    return make_password(PASSWORD)


if __name__ == "__main__":
    assemble()
