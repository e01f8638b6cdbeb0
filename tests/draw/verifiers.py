"""Both verifiers as one function: record, published hash and earlier records in, steps out."""

import json
import shutil
import subprocess
from pathlib import Path

from plumbline.draw import verify
from tests.capabilities import node

HERE = Path(__file__).parent
SCRIPT = Path(verify.__file__).with_suffix(".js")
STEPS = ["announcement", "lists", "seed", "targets", "inspectors"]
HOLDS = [[name, True] for name in STEPS]
BROKEN = (ValueError, LookupError, TypeError)


def fails(step):
    """The steps of a check that fails at this one."""
    return [*HOLDS[: STEPS.index(step)], [step, False]]


def steps(record, published, earlier=()):
    """The steps of verify.py, with "error" last where one could not be taken."""
    found = []
    try:
        for name, holds in verify.check(record, published, list(earlier)):
            found.append([name, holds])
            if not holds:
                break
    except BROKEN:
        found.append("error")
    return found


def steps_of_script(folder, *checks):
    """The steps of verify.js for many checks at once."""
    path = shutil.copy(SCRIPT, folder / "verify.mjs")
    command = [str(node()), HERE / "driver.mjs", path]
    done = subprocess.run(command, input=json.dumps(checks).encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
