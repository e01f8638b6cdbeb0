"""What stands in the database of an attacked server, once the log has taken everything in.

`python -m tests.faults.looking` prints it as JSON, with what a walk through the log counts; it
fails where the walk finds a fault.
"""

import json
import sys

import django
from click.testing import CliRunner
from django.apps import apps

if not apps.ready:
    django.setup()

from plumbline.cli.ledger import ledger
from plumbline.cli.work import work
from plumbline.procedure import broken
from plumbline.store import cases
from plumbline.store.cases.rows import events_of
from plumbline.store.models import CaseRecord, EventRecord, Leaf


def main() -> None:
    """Run the commands of the product, and count."""
    placed = CliRunner().invoke(work, ["--once", "--only", "sequence-log"])
    walked = CliRunner().invoke(ledger, ["verify", "--format", "json"])
    if placed.exit_code or walked.exit_code:
        sys.exit(placed.output + walked.output)
    records = list(CaseRecord.objects.all())
    found = {
        "events": sorted(str(pk) for pk in EventRecord.objects.values_list("pk", flat=True)),
        "leaves": Leaf.objects.count(),
        "broken": sum(bool(broken(events_of(one.pk))) for one in records),
        "lengths": sum(one.length for one in records),
        "differ": cases.rebuild(lambda *_: None),
        "walked": json.loads(walked.stdout)["counts"],
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
