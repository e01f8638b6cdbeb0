"""Who may open what: every page and every path of the interface, as each of the cast.

A path that the table does not name fails the test. Where somebody may not, whoever has not signed
in is sent to sign in, and others are told that there is nothing (404) or that it is not theirs
(403); nobody meets an error of the server.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from plumbline.store import cases
from plumbline.store.cases import attachments, signing
from plumbline.store.models import Account, CaseRecord, EventRecord, Officer
from tests import cast

pytestmark = pytest.mark.django_db

NOBODY = "nobody"
PEOPLE = (*cast.OFFICERS, *cast.CITIZENS)
ALL = frozenset({NOBODY, *PEOPLE})
SIGNED_IN = ALL - {NOBODY}
OFFICERS = frozenset(cast.OFFICERS)
HANDLERS = frozenset({"handler", "head"})
CONCERNED = HANDLERS | {"applicant", "respondent", "supervisor"}
ADMINISTRATORS = frozenset({"administrator"})
OPEN = (200, 202, 204)
NEVER = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a path, where it leads, and with which method it is asked."""

    who: frozenset[str]
    path: str
    method: str = "get"
    answers: tuple[int, ...] = OPEN


def public(place: Place) -> dict[str, str]:
    """What anybody may open."""
    return {
        "home": "/", "browse": "/library/",
        "browse-csv": "/library/works.csv", "check": "/check/", "about": "/about/",
        "imports": "/imports/", "agencies": "/agencies/", "agency": f"/agencies/{cast.BUREAU}/",
        "ledger": "/ledger/", "ledger-check": "/ledger/check/", "ledger-key": "/ledger/key",
        "ledger-checkpoint": "/ledger/checkpoint",
        "ledger-checkpoint-at": f"/ledger/checkpoint/{place.size}",
        "ledger-consistency": f"/ledger/consistency.json?first={place.size}&second={place.size}",
        "ledger-verifier": "/ledger/verify.py", "ledger-tile": "/ledger/tile/0/000.p/2",
        "procedures": "/procedures/",
        "procedure": "/procedures/reconsideration/",
        "procedure-text": "/procedures/reconsideration/2018-01-01/",
        "paper-style": "/cases/paper-style.css", "health": "/health",
        "reconsideration": "/reconsideration/",
        "reconsideration-guide": "/reconsideration/guide/",
        "reconsideration-institutions": "/reconsideration/institutions/",
        "reconsideration-decisions": "/reconsideration/decisions/",
        "api-docs": "/api/v1/docs", "openapi-json": "/api/v1/openapi.json",
        "works": "/api/v1/works", "checkpoint": "/api/v1/ledger/checkpoint",
    }  # fmt: skip


def concerned(place: Place) -> dict[str, str]:
    """What those may open whom a case concerns."""
    case, event = place.case, place.event
    return {
        "case": f"/cases/{case}/", "case-receipt": f"/cases/{case}/receipts/{event}.json",
        "case-paper": f"/cases/{case}/papers/{event}/application/",
        "case-paper-file": f"/cases/{case}/papers/{event}/application.docx",
        "case-file-bound": f"/cases/{case}/file.pdf",
    }  # fmt: skip


def administered(place: Place) -> dict[str, str]:
    """What the administrator of an agency may open."""
    own = f"/administration/agency/{cast.BUREAU}"
    person = f"{own}/people/{place.officer}"
    return {
        "administration": "/administration/", "administration-import": "/administration/import/",
        "administration-jobs": "/administration/jobs/",
        "administration-template": "/administration/template.xlsx",
        "administration-export": "/administration/export/people.csv",
        "administer": f"{own}/", "administer-history": f"{own}/history/",
        "administer-add": f"{own}/add/", "administer-rename": f"{own}/rename/",
        "administer-facts": f"{own}/facts/", "administer-appoint": f"{own}/appoint/",
        "administer-officer": f"{person}/",
    }  # fmt: skip


def changed_by_administrators(place: Place) -> dict[str, Rule]:
    """What changes an agency, its people or their accounts."""
    own = f"/administration/agency/{cast.BUREAU}"
    person = f"{own}/people/{place.officer}"
    return {
        "administration-preview": Rule(frozenset(), f"/administration/import/{uuid.uuid4()}/"),
        "administer-name": Rule(ADMINISTRATORS, f"{person}/name/", "post", (200, 302, 422)),
        "administer-hand-over": Rule(ADMINISTRATORS, f"{person}/hand-over/"),
        "administer-certificate": Rule(
            ADMINISTRATORS, f"{person}/certificate/", "post", (200, 302, 422)
        ),
        "administer-certificate-remove": Rule(
            frozenset(), f"{person}/certificate/1/remove/", "post"
        ),
        "administer-account": Rule(ADMINISTRATORS, f"{person}/account/", "post", (200, 302, 422)),
        "administer-account-change": Rule(
            ADMINISTRATORS, f"{person}/account/lock/", "post", (200, 302, 422)
        ),
        "administer-single-sign-on": Rule(
            ADMINISTRATORS, f"{person}/single-sign-on/", "post", (200, 302, 422)
        ),
        # Nobody moves, ends or undoes the agency whose administrator they are.
        "administer-move": Rule(frozenset(), f"{own}/move/"),
        "administer-end": Rule(frozenset(), f"{own}/end/"),
        "administer-undo": Rule(frozenset(), f"{own}/undo/made/", "post"),
        "administer-end-role": Rule(frozenset(), f"{own}/role/999/end/"),
        "administer-stand-in": Rule(frozenset(), f"{own}/role/999/stand-in/"),
    }


def table(place: Place) -> dict[str, Rule]:
    """Every name of an address, and who may open it."""
    case = place.case
    return {
        **{name: Rule(ALL, path) for name, path in public(place).items()},
        **{name: Rule(CONCERNED, path) for name, path in concerned(place).items()},
        **{name: Rule(ADMINISTRATORS, path) for name, path in administered(place).items()},
        **changed_by_administrators(place),
        "case-file": Rule(CONCERNED - {"supervisor"}, f"/cases/{case}/files/{place.sha256}"),
        "reconsideration-decision-copy": Rule(
            frozenset(), f"/reconsideration/decisions/{case}/{place.sha256}/"
        ),
        "case-act": Rule(frozenset({"handler"}), f"/cases/{case}/do/hear_opinions/"),
        # Nobody issues the application, which is the applicant's own.
        "case-paper-issue": Rule(
            frozenset(), f"/cases/{case}/papers/{place.event}/application/issue/", "post"
        ),
        "case-standards": Rule(HANDLERS | {"supervisor"}, f"/cases/{case}/standards/"),
        "case-handlers": Rule(HANDLERS, f"/cases/{case}/handlers/", "post", (302,)),
        "case-comment": Rule(HANDLERS, f"/cases/{case}/comments/", "post", (302,)),
        "case-begin": Rule(
            frozenset({"handler", "neighbour", "applicant", "stranger"}),
            "/cases/new/reconsideration/apply/",
        ),
        "keep-draft": Rule(
            frozenset({"handler"}),
            f"/cases/drafts/reconsideration/hear_opinions/?case={case}",
            "post",
        ),
        "agency-names": Rule(ALL, "/cases/agency-names/?q=a"),
        "desk": Rule(SIGNED_IN, "/desk/"),
        "drop-draft": Rule(SIGNED_IN, "/desk/drafts/1/", "post", (302,)),
        "cases": Rule(SIGNED_IN, "/cases/"),
        "cases-export": Rule(SIGNED_IN, "/cases/export.csv"),
        "case-views": Rule(SIGNED_IN, "/cases/views/", "post", (302,)),
        "account": Rule(SIGNED_IN, "/account/"),
        "socialaccount_connections": Rule(SIGNED_IN, "/account/single-sign-on/", "get", (302,)),
        "account-mails": Rule(SIGNED_IN, "/account/mails/", "post", (302, 422)),
        "notices": Rule(SIGNED_IN, "/desk/notices/"),
        "acknowledge": Rule(SIGNED_IN, "/desk/notices/confirm/", "post", (302,)),
        "notice": Rule(frozenset(), f"/desk/notices/{uuid.uuid4()}/"),
        "reconsideration-apply": Rule(
            frozenset({"handler", "neighbour", "applicant", "stranger"}),
            "/reconsideration/apply/",
        ),
        "reconsideration-code": Rule(SIGNED_IN, "/reconsideration/code/"),
        "reconsideration-done": Rule(CONCERNED, f"/reconsideration/done/{case}/"),
        # A code is given for what was recorded at the counter, and this case was not.
        "reconsideration-give-code": Rule(frozenset(), f"/reconsideration/{case}/code/", "post"),
    }


ELSEWHERE = {
    # What needs a library is walked by the tests of the library, with one.
    "compare", "citations", "citation", "card", "cited-by", "download", "original", "version",
    "work", "search", "check-report", "import-run", "provisions", "citing", "api-root", None,
    "proof",
    # Signing in, single sign-on and the second factor: allauth's own views, tested with accounts.
    "account_login", "account_logout", "account_signup", "account_inactive",
    "account_reauthenticate", "account_change_password", "account_set_password", "mfa_index",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
    "set_language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """What the paths of the table lead to."""

    case: uuid.UUID
    event: uuid.UUID
    sha256: str
    officer: int
    size: int


@pytest.fixture
def place(settings, tmp_path) -> Place:
    """A case with a file, sequenced, and the cast around it."""
    settings.PLUMBLINE_HOME = tmp_path
    accounts = cast.assemble()
    today = timezone.localdate()
    case, event = uuid.uuid4(), uuid.uuid4()
    kept = attachments.keep("证据.txt", "证据".encode())
    data = {
        "organ": cast.DISTRICT, "institution": cast.BUREAU, "respondent": cast.ORGAN,
        "applicant": [{"name": "赵某某"}], "act": "决定", "requests": "撤销",
        "act_on": f"{today - timedelta(9)}", "known_on": f"{today - timedelta(9)}",
        "was_told": True, "channel": "online", "attachments": [kept],
    }  # fmt: skip
    steps = [
        ("apply", f"applicant/{accounts['applicant'].pk}", "", data, event),
        ("accept", "institution/YB001", cast.BUREAU, {"procedure": "ordinary"}, uuid.uuid4()),
    ]
    for number, (action, by, agency, stated, id) in enumerate(steps):
        draft = cases.Draft(id, case, "reconsideration", action, today, by, agency, stated, number)
        done = cases.append(draft, timezone.now())
        assert isinstance(done, cases.Appended), done
    server = "https://sso.example"
    settings.PLUMBLINE_OIDC_SERVER = server
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [
        {"provider_id": "oidc", "name": "渝快政", "client_id": "plumbline",
         "settings": {"server_url": server}}
    ]}}  # fmt: skip
    size = cases.sequence(signing.signer(), timezone.now())
    return Place(case, event, kept["sha256"], Officer.objects.get(number="YB001").pk, size)


def names(resolver: URLResolver) -> Iterator[str | None]:
    """The name of every address of the product."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one)
        elif isinstance(one, URLPattern):
            yield one.name


def clients(who: Sequence[str]) -> Iterator[tuple[str, Client]]:
    """Each of the cast, signed in."""
    for part in who:
        client = Client(headers={"accept-language": "zh-CN"}, raise_request_exception=False)
        if part != NOBODY:
            client.force_login(Account.objects.get(username=part))
        yield part, client


def test_every_address_is_in_the_table(place):
    known = {*table(place), *ELSEWHERE}
    assert set(names(get_resolver())) - known == set()


def test_everybody_opens_what_is_theirs_and_nothing_else(place):
    wrong = []
    for part, client in clients(sorted(ALL)):
        for name, rule in table(place).items():
            answer = getattr(client, rule.method)(rule.path)
            status = answer.status_code
            is_sent = status == 302 and answer["Location"].startswith("/account/sign-in/")
            may = status in rule.answers and not is_sent
            says = f"{part} {name}: {status}"
            if may != (part in rule.who) or status >= NEVER:
                wrong.append(says)
            elif not may and part == NOBODY and not (is_sent or status in (403, 404)):
                wrong.append(f"{says}, not sent to sign in")
            elif not may and part != NOBODY and status not in (403, 404):
                wrong.append(f"{says}, not refused")
    assert not wrong, "\n".join(wrong)


def test_nobody_sees_a_person_but_the_parties_and_those_who_handle_the_case(place):
    shown = {
        part
        for part, client in clients(sorted(CONCERNED))
        if "赵某某" in client.get(f"/cases/{place.case}/").content.decode().partition("<main")[2]
    }
    assert shown == CONCERNED - {"supervisor"}


def test_a_case_of_others_is_as_one_that_does_not_exist(place):
    [(_, client)] = clients(["stranger"])
    there = client.get(f"/cases/{place.case}/")
    nowhere = client.get(f"/cases/{uuid.uuid4()}/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    strip = str(place.case)
    assert there.content.decode().replace(strip, "")[:500] == nowhere.content.decode()[:500]


def test_what_is_recorded_is_recorded_in_the_name_of_whoever_signed_in(place):
    [(_, client)] = clients(["handler"])
    path = f"/cases/{place.case}/do/hear_opinions/"
    sent = client.post(path, {
        "means": "telephone", "on": f"{timezone.localdate()}", "by": "institution/YB002",
        "agency": cast.NEIGHBOUR, "event": str(uuid.uuid4()), "expected": "2",
    })  # fmt: skip
    assert sent.status_code == 302
    last = EventRecord.objects.filter(case=place.case).order_by("-seq")[0]
    assert (last.by, last.agency) == ("institution/YB001", cast.BUREAU)


def test_a_file_of_another_case_cannot_be_taken_into_ones_own(place):
    [(_, client)] = clients(["stranger"])
    stated = json.dumps({"name": "a.txt", "bytes": 6, "sha256": place.sha256})
    before = CaseRecord.objects.count()
    today = timezone.localdate()
    said = {
        "organ": cast.DISTRICT, "institution": cast.BUREAU, "respondent": cast.ORGAN,
        "applicant-0_name": "钱某某", "act": "决定", "requests": "撤销", "was_told": "true",
        "act_on": f"{today}", "known_on": f"{today}", "channel": "online",
        "event": str(uuid.uuid4()), "expected": "0",
    }  # fmt: skip
    sent = client.post("/cases/new/reconsideration/apply/", said | {"attachments-0__kept": stated})
    assert sent.status_code == 422
    assert CaseRecord.objects.count() == before
    sent = client.post("/cases/new/reconsideration/apply/", said)
    assert sent.status_code == 302, sent.content.decode()
    assert CaseRecord.objects.count() == before + 1
    own = CaseRecord.objects.exclude(pk=place.case).get()
    assert client.get(f"/cases/{own.pk}/files/{place.sha256}").status_code == 404
