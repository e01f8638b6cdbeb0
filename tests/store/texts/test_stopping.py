"""A disk that is full stops an import with one clear line; what was done stays, and it goes on."""

import errno
import resource
import sys

import pytest
from django.db.utils import OperationalError

from plumbline.search import Index
from plumbline.store.models import (
    Provision,
    Version,
)
from plumbline.store.stopping import Stop
from plumbline.store.texts import indexing, rows, upkeep
from plumbline.store.texts.originals import Originals
from tests.store.conftest import empty_tables, impatient, law, silent

FULL = OSError(errno.ENOSPC, "No space left on device", "somewhere")


@pytest.fixture
def many(shelf):
    for number in range(40):
        words = [f"第{number}号规定的内容。"] * 5
        shelf.write(f"{number:02}.md", law(f"示例市第{number}号规定", "2019-03-01", *words))
    return shelf


def bring_in(shelf):
    return upkeep.bring_in([shelf.folder], silent, impatient, processes=0)


@pytest.fixture
def undisturbed(many):
    """The digests of an import that nothing stopped; the library is empty again afterwards."""
    bring_in(many)
    found = many.digests()
    empty_tables()
    return found


def test_a_database_that_is_full_stops_the_import_and_the_next_one_ends_it(
    many, undisturbed, monkeypatch
):
    calls = []
    real = rows.write

    def write(*arguments):
        calls.append(arguments)
        if len(calls) == 25:
            raise OperationalError("database or disk is full")
        real(*arguments)

    monkeypatch.setattr(rows, "write", write)
    with pytest.raises(Stop) as stopped:
        bring_in(many)
    assert "database or disk is full" in str(stopped.value)
    assert "16 of 40 files are done; the same command goes on from there" in str(stopped.value)
    assert Version.objects.count() == 16
    monkeypatch.undo()
    bring_in(many)
    assert many.digests() == undisturbed


def test_an_original_that_cannot_be_kept_stops_the_import(many, undisturbed, monkeypatch):
    kept = []
    real = Originals.keep

    def keep(self, data):
        kept.append(data)
        if len(kept) == 20:
            raise FULL
        return real(self, data)

    monkeypatch.setattr(Originals, "keep", keep)
    with pytest.raises(Stop, match="No space left on device"):
        bring_in(many)
    assert Version.objects.count() == 19
    monkeypatch.undo()
    bring_in(many)
    assert many.digests() == undisturbed


def test_an_index_that_cannot_be_written_leaves_the_last_one_in_use(many, monkeypatch):
    bring_in(many)
    many.write("新.md", law("示例市新规定", "2020-01-01", "水压应当达标。"))

    def full(self, changes, number):
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    monkeypatch.setattr(Index, "apply", full)
    with pytest.raises(Stop, match="writing the index"):
        bring_in(many)
    assert indexing.behind() > 0
    assert many.found("规定的内容")
    monkeypatch.undo()
    bring_in(many)
    assert many.found("水压") == ["示例市新规定@2020-01-01#art_1"]


def test_a_half_written_file_is_not_left_behind(many, monkeypatch):
    def full(self, target):
        raise FULL

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(Stop):
        bring_in(many)
    assert list((many.home / "originals").rglob("*.partial")) == []


def test_whoever_reads_sees_no_version_without_its_provisions(many, monkeypatch):
    seen = []
    real = rows.write

    def write(version, *arguments):
        seen.append(Provision.objects.filter(version=version).count())
        real(version, *arguments)

    monkeypatch.setattr(rows, "write", write)
    bring_in(many)
    derived = Version.objects.filter(lexicon__gt="")
    assert all(version.provisions.exists() for version in derived)


@pytest.mark.db
@pytest.mark.skipif(sys.platform != "linux", reason="other systems signal a full disk otherwise")
@pytest.mark.parametrize("limit", [700_000, 60_000, 4_000])
def test_a_real_write_error_ends_in_one_line_and_the_next_import_goes_on(
    elsewhere, tmp_path, limit
):
    if limit > 100_000 and elsewhere.environment["DATABASE_URL"]:
        pytest.skip("no file of ours grows as large beside a database server")
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(60):
        words = [f"第{number}号规定的内容，{'应当公开' * 60}。"] * 15
        text = law(f"示例市第{number}号规定", "2019-03-01", *words)
        (folder / f"{number}.md").write_text(text, "utf-8")
    (folder / "大.txt").write_text(law("示例市大规定", "2019-03-01", "长文。" * 2000), "utf-8")
    (tmp_path / "none").mkdir()
    elsewhere.plumbline("import", str(tmp_path / "none"))
    stopped = elsewhere.plumbline(
        "import", str(folder),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert stopped.returncode == 1, stopped.stdout
    [line] = [line for line in stopped.stderr.splitlines() if line.startswith("Error:")]
    assert any(why in line for why in ("too large", "disk is full", "disk I/O error")), line
    assert "Traceback" not in stopped.stderr
    done = elsewhere.plumbline("import", str(folder))
    assert done.returncode == 0, done.stderr
    assert elsewhere.verified()["whole"]
