"""A case of reconsideration, written as its people write it: with personal values in the open."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from plumbline.ledger import Signer
from plumbline.procedure.fields import COMMITMENT
from plumbline.procedure.walks import Row, _data
from plumbline.store import cases
from plumbline.store.cases import content
from plumbline.store.models import CaseRecord

NOW = datetime(2024, 3, 4, 9, 30, tzinfo=UTC)
DAY = date(2024, 3, 4)
NAME = "赵某"
ON_PAPER = {"receipt_number": "回证1"}
USUAL = {
    "classify": {"is_major": False, "is_technical": False, "own_act": False},
    "decide": {"outcome": "uphold", "ground": "lawful_and_fitting"},
    "deliver": ON_PAPER,
    "deliver_to_respondent": ON_PAPER,
    "close": {"departure_reason": "各方均表示不起诉。"},
}
"""What an action usually states beside the first that would be taken in each field."""


def filled(action, on, **stated):
    """Something for each field that an action requires; personal ones in the open."""
    definition = max(content.procedure("reconsideration").definitions.items())[1]
    row = Row(0, on, action, "", {}, "", "", {})
    data = _data(definition, definition.action(action), row)
    typed = {name: one for name, one in data.items() if not definition.fields[name].numbered}
    return {name: opened(value) for name, value in typed.items()} | USUAL.get(action, {}) | stated


def opened(value):
    """A name in place of each commitment."""
    if isinstance(value, list):
        return [opened(one) for one in value]
    return NAME if isinstance(value, dict) and COMMITMENT in value else value


class Writer:
    """Somebody who records events of one case, one after another; who `looks` has just read the
    case, as the page with the form has."""

    def __init__(self, *, looks=False):
        self.looks = looks
        self.case = uuid.uuid4()
        self.length = 0
        self.definition = max(content.procedure("reconsideration").definitions.items())[1]

    def draft(self, action, on=DAY, **stated):
        """What would be recorded next."""
        return cases.Draft(
            id=uuid.uuid4(), case=self.case, procedure="reconsideration", action=action, on=on,
            by=f"{self.definition.action(action).by[0]}/somebody", agency="9901-sfj",
            data=filled(action, on, **stated), expected=self.length,
        )  # fmt: skip

    def write(self, action, on=DAY, **stated):
        """Record it; the answer must be that it was."""
        done = self.again(self.draft(action, on, **stated))
        assert isinstance(done, cases.Appended), done
        self.length += 1
        return done

    def again(self, draft, **changes):
        """Send a draft once more, as it was or changed."""
        sent = replace(draft, **changes)
        seen = look(sent.case, sent.on) if self.looks else None
        return cases.append(sent, datetime.combine(sent.on, NOW.timetz()), seen)


def look(case, on):
    """The case as of a day as somebody reads it now; None where there is none yet."""
    record = CaseRecord.objects.filter(pk=case).first()
    return record and cases.Seen(record, cases.case_of(record, on))


@pytest.fixture(params=[False, True], ids=["reads the case again", "has just read it"])
def writer(db, request):
    return Writer(looks=request.param)


@pytest.fixture(scope="session")
def signer():
    return Signer.generate("plumbline.example")
