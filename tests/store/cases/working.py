"""A writer as a process of its own: races for shared cases, `python -m tests.store.cases.working`.

Arguments are the number of cases and a word. Every case is opened and then refused, each step as
soon as it can be; the outcomes are printed as JSON.
"""

import json
import sys
import uuid
from collections import Counter
from datetime import UTC, date, datetime

import django

django.setup()

from plumbline.procedure import Refusal  # noqa: E402
from plumbline.store import cases  # noqa: E402
from plumbline.store.cases import content  # noqa: E402
from tests.store.cases.conftest import filled  # noqa: E402

STEPS = (("apply", date(2024, 3, 4)), ("accept", date(2024, 3, 8)))


def main(number: int, word: str) -> None:
    """Race for each case, and say how each attempt ended."""
    outcomes: Counter[str] = Counter()
    actions = max(content.procedure("reconsideration").definitions.items())[1].actions
    for case in range(number):
        for expected, (action, on) in enumerate(STEPS):
            draft = cases.Draft(
                id=uuid.uuid5(uuid.NAMESPACE_OID, f"{word} {case} {action}"),
                case=uuid.uuid5(uuid.NAMESPACE_OID, f"case {case}"),
                procedure="reconsideration", action=action, on=on,
                by=actions[action].by[0], data=filled(action, on), expected=expected,
            )  # fmt: skip
            at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            for _ in range(2):  # each is sent twice, as where an answer was lost
                done = cases.append(draft, at)
                kind = "refused" if isinstance(done, Refusal) else type(done).__name__
                again = isinstance(done, cases.Appended) and done.again
                outcomes[f"{action} {'again' if again else kind}"] += 1
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
