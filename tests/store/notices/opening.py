"""Cases that were applied for and left alone: `python -m tests.store.notices.opening NUMBER`."""

import sys
import uuid
from datetime import UTC, date, datetime

import django

django.setup()

from plumbline.store import cases  # noqa: E402
from tests.store.cases.conftest import filled  # noqa: E402

DAY = date(2024, 3, 4)


def main(number: int) -> None:
    """Open so many cases, all on one day."""
    for _ in range(number):
        draft = cases.Draft(
            id=uuid.uuid4(), case=uuid.uuid4(), procedure="reconsideration", action="apply",
            on=DAY, by="applicant/somebody", data=filled("apply", DAY),
        )  # fmt: skip
        assert isinstance(cases.append(draft, datetime(2024, 3, 4, 9, tzinfo=UTC)), cases.Appended)


if __name__ == "__main__":
    main(int(sys.argv[1]))
