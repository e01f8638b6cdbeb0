"""A case of the cast: applied for by 赵, against the organ, before the district's bureau."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from plumbline.ledger import Signer
from plumbline.store import cases
from plumbline.store.cases.sequencing import sequence_all
from plumbline.store.models import CaseRecord, Notice
from tests.cast import BUREAU, DISTRICT, ORGAN, assemble
from tests.store.cases.conftest import Writer

MONDAY = date(2024, 3, 4)  # received; five working days end on Monday 11
BY = {"institution": "YB001", "institution_head": "YB002", "respondent": "YB101"}


def at(day, hour=9):
    """A moment of a day in China."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)


class CastWriter(Writer):
    """Somebody who records events of one case as its people would."""

    def __init__(self, accounts):
        super().__init__()
        self.accounts = accounts

    def act(self, action, on=MONDAY, role="", by="", **stated):
        """Record an action in a role, by whoever of the cast has it."""
        role = role or self.definition.actions[action].by[0]
        name = by or BY.get(role) or self.accounts["applicant"].pk
        seats = {"institution": BUREAU, "respondent": ORGAN, "organ": DISTRICT}
        needed = {*self.definition.actions[action].requires}
        seats = {name: code for name, code in seats.items() if name in needed}
        draft = self.draft(action, on, **seats | stated)
        done = self.again(draft, by=f"{role}/{name}", agency=BUREAU)
        assert isinstance(done, cases.Appended), done
        self.length += 1
        return done

    @property
    def record(self):
        """The record as it is now."""
        return CaseRecord.objects.get(pk=self.case)


@pytest.fixture
def people(db):
    """The accounts of the cast by part."""
    return assemble()


@pytest.fixture
def case(people):
    """A case that has been applied for, and nothing else."""
    made = CastWriter(people)
    made.act("apply")
    return made


@pytest.fixture
def another(people):
    """Further cases of the same people."""
    return lambda: CastWriter(people)


@pytest.fixture(scope="session")
def key():
    """The key of the log."""
    return Signer.generate("plumbline.example")


@pytest.fixture
def placed(key):
    """Give every event its place in the log."""
    return lambda: sequence_all(key)


def told(account, *kinds):
    """What somebody was told: kind, about and day of each notice."""
    rows = Notice.objects.filter(account=account).order_by("made_at", "kind")
    return [(one.kind, one.about, one.day) for one in rows if not kinds or one.kind in kinds]


def new_id():
    """An id that nothing has."""
    return uuid.uuid4()
