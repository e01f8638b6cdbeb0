"""Tables, people, accepted cases and static files for a server that is about to be attacked.

`python -m tests.faults.preparing CASES` prints the session of an officer and the cases as JSON.
"""

import json
import sys
import uuid
from datetime import UTC, datetime, timedelta

from tests.cast import BUREAU, DISTRICT, ORGAN, assemble  # sets Django up

# isort: split
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from plumbline.cli.library import ready
from plumbline.store import cases
from plumbline.store.models import EventRecord
from plumbline.web import static_files
from tests.store.cases.conftest import filled

SEATS = {"institution": BUREAU, "respondent": ORGAN, "organ": DISTRICT}
STEPS = (("apply", "applicant", 3), ("accept", "institution", 2))


def main(number: int) -> None:
    """Make them and tell of them."""
    ready()
    accounts = assemble()
    static_files.collect()
    opened = [accepted(accounts["applicant"]) for _ in range(number)]
    store = SessionStore()
    account = accounts["handler"]
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.create()
    events = [str(pk) for pk in EventRecord.objects.values_list("pk", flat=True)]
    json.dump({"session": store.session_key, "cases": opened, "events": events}, sys.stdout)


def accepted(applicant) -> str:
    """A case of two events."""
    case = uuid.uuid4()
    definition = cases.content.definition_of("reconsideration", "")
    for place, (action, role, ago) in enumerate(STEPS):
        on = timezone.localdate() - timedelta(days=ago)
        asked = {*definition.actions[action].requires}
        done = cases.append(
            cases.Draft(
                id=uuid.uuid4(), case=case, procedure="reconsideration", action=action, on=on,
                by=f"{role}/{applicant.pk if role == 'applicant' else 'YB001'}", agency=BUREAU,
                data=filled(action, on) | {k: v for k, v in SEATS.items() if k in asked},
                expected=place,
            ),
            datetime(on.year, on.month, on.day, 2, tzinfo=UTC),
        )  # fmt: skip
        assert isinstance(done, cases.Appended), done
    return str(case)


if __name__ == "__main__":
    main(int(sys.argv[1]))
