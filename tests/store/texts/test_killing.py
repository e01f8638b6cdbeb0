"""Killed at any point, an import that is called again ends as one that nobody disturbed."""

import json
import random

import pytest

from tests.store.made_up import sixty
from tests.store.processes import KILLED, libraries

pytestmark = pytest.mark.db

SEED = 20_241_123
POINTS = 5


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Sixty files in a folder."""
    folder = tmp_path_factory.mktemp("sixty")
    for name, text in sixty().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(files, tmp_path_factory):
    """What an import that nobody disturbs reports, and what `verify` says of it."""
    for library in libraries(tmp_path_factory.mktemp("undisturbed")):
        done = library.python("-m", "tests.store.dying", str(files))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), library.verified()
    raise AssertionError


@pytest.mark.parametrize("point", range(POINTS))
def test_a_killed_import_that_is_called_again_ends_like_any_other(
    files, undisturbed, elsewhere, point
):
    stages, whole = undisturbed
    assert whole["whole"], whole["faults"]
    chance = random.Random(SEED + point)
    stage = sorted(stages)[point % len(stages)]
    when = [stage, str(chance.randint(1, stages[stage])), str(chance.choice([0, 5, 20, 60]))]
    killed = elsewhere.python("-m", "tests.store.dying", str(files), *when)
    assert killed.returncode == KILLED, killed.stderr
    done = elsewhere.python("-m", "tests.store.dying", str(files))
    assert done.returncode == 0, done.stderr
    assert elsewhere.verified() == whole
