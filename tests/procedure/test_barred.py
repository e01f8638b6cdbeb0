"""回避 -- whoever is barred from a case does nothing in it, under no name and by no correction."""

from dataclasses import replace

import pytest

from plumbline.procedure import VOID, Case, Event, Identity, Refusal, Sources, apply, read
from plumbline.procedure.findings import findings
from tests.procedure.writing import BODY, DRAWING, GENERAL, STATUTES, event, merged, told


def not_barred(case: Case, event: Event) -> bool:
    """Nobody called "barred" acts once the case is accepted."""
    return "accept" not in case.happened or not event.by.endswith("/barred")


def has_begun(case: Case, _: Event) -> bool:
    return "accept" in case.happened


BARRED = {"code": "barred", "words": "应当回避", "guard": "not_barred"}
ROLES = {
    "clerk": {"of": "office", "condition": [BARRED]},
    "applicant": {"of": "firm", "recorded_by": ["clerk"]},
}
CHANGES = {
    "role": ROLES,
    "field": {name: {"title": name, "type": "agency"} for name in ("office", "firm")},
    "action": {"apply": {"allows": ["received_on", "parent", "office", "firm"]}},
}
GUARDS = {"not_barred": not_barred, "is_plain": lambda *_: True, "has_begun": has_begun}


def definition(changes=CHANGES):
    body = merged(merged(BODY, CHANGES), changes)
    sources = Sources(STATUTES, GUARDS, GENERAL | DRAWING)
    first = told().definition
    return read(Identity("permit", "许可", first.from_day, "permit.toml"), body, sources)


CASE = told(
    event("apply", 0, office="bureau", firm="works"), event("accept", 2), definition=definition()
)


def corrected(by: str) -> Case | Refusal:
    draft = event(VOID, 3, by=by, event=CASE.events[1].id, reason="误录")
    return apply(CASE, replace(draft, agency="bureau"))


def test_who_is_barred_does_not_correct_the_record():
    assert corrected("clerk/barred").code == "barred"
    assert isinstance(corrected("clerk/other"), Case)


def test_a_declared_condition_of_a_role_is_asked_of_corrections_too():
    late = {"code": "too_late", "words": "材料已经补充", "unless": "supplement"}
    law = definition({"role": {"clerk": {"condition": [late]}}})
    case = told(event("apply", 0), event("accept", 2), event("supplement", 3), definition=law)
    draft = event(VOID, 4, event=case.events[-1].id, reason="误录")
    assert apply(case, draft).code == "too_late"


@pytest.mark.parametrize(
    ("by", "agency", "code"),
    [
        ("applicant/barred", "bureau", "barred"),
        ("applicant/other", "bureau", ""),
        ("applicant/barred", "works", ""),
        ("applicant/barred", "", ""),
    ],
)
def test_who_is_barred_does_not_write_down_what_a_party_did(by, agency, code):
    done = apply(CASE, replace(event("supplement", 3, by=by), agency=agency))
    assert (done.code if isinstance(done, Refusal) else "") == code


def test_a_warning_to_whoever_records_is_found():
    warned = {**BARRED, "severity": "warn"}
    law = definition({"role": {"clerk": {"condition": [warned]}}})
    case = told(event("apply", 0, office="bureau"), event("accept", 2), definition=law)
    draft = replace(event("supplement", 3, by="applicant/barred"), agency="bureau")
    assert isinstance(apply(case, draft), Case)
    assert [one.code for one in findings(case, draft)] == ["barred"]
