"""Two imports at once give one library, and whoever reads meanwhile sees whole versions only."""

import json
import time

import pytest

from plumbline.store.locking import alone
from tests.store.made_up import sixty

pytestmark = pytest.mark.db


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    for name, text in sixty().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_two_imports_at_once_give_the_library_of_one(elsewhere, files):
    elsewhere.plumbline("import", str(files / "新"))
    both = [elsewhere.start("import", str(files), "--format", "json") for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    counts = [json.loads(out)["counts"] for out, _ in said]
    new = sorted(count.get("new", 0) for count in counts)
    assert new[0] == 0
    assert new[1] > 40
    assert any("waiting for it to end" in err for _, err in said)
    assert elsewhere.verified()["whole"]


READER = """
import sys, time
import django
django.setup()
from plumbline.store import library
from plumbline.store.models import Version
until, looks = time.monotonic() + float(sys.argv[1]), 0
while time.monotonic() < until:
    for version in Version.objects.exclude(lexicon=""):
        found = library.provisions_of(version).filter(kind="article").count()
        assert found == version.articles, (version.title, found, version.articles)
        looks += 1
    library.stats()
print(looks)
"""


def test_whoever_reads_during_an_import_sees_whole_versions(elsewhere, files):
    elsewhere.plumbline("import", str(files / "条例"))
    process = elsewhere.start("import", str(files))
    reading = elsewhere.python("-c", READER, "4")
    process.communicate(timeout=120)
    assert reading.returncode == 0, reading.stderr
    assert int(reading.stdout) > 0
    assert process.returncode == 0


def test_a_search_during_an_import_answers_from_what_there_is(elsewhere, files, settings):
    elsewhere.plumbline("import", str(files / "条例"))
    settings.PLUMBLINE_HOME = elsewhere.home
    with alone() as is_ours:
        assert is_ours
        found = elsewhere.plumbline("search", "供水应当连续", "--format", "json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)


def test_the_lock_goes_with_the_process_that_held_it(elsewhere, files, settings):
    process = elsewhere.start("import", str(files))
    time.sleep(1.5)
    process.kill()
    process.communicate()
    settings.PLUMBLINE_HOME = elsewhere.home
    with alone() as is_ours:
        assert is_ours
    assert (elsewhere.home / "import.lock").exists()
