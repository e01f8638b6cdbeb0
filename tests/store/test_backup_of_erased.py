"""取 -- a file that is erased while a backup is made is told of; any other that goes is a fault."""

import json
import os
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from plumbline.cli import backup as command
from plumbline.store.backup import BackupFault, databases, saving
from plumbline.store.backup.manifest import Manifest, read_manifest
from plumbline.store.cases import attachments, erasing, unnamed
from plumbline.store.models import EventRecord
from tests.store.cases.conftest import Writer

BECAUSE = "个人信息保护法#47.1.1"


@pytest.fixture
def home(db, settings, tmp_path, monkeypatch):
    """A case that states a file; the database is not what is tested here."""

    def dumped(part: Path) -> str:
        (part / "database.sqlite3").write_bytes(b"rows")
        return "database.sqlite3"

    settings.PLUMBLINE_HOME = tmp_path / "home"
    monkeypatch.setattr(databases, "dump", dumped)
    return tmp_path


def stated(words):
    one = attachments.keep(f"{words}.txt", words.encode())
    Writer().write("apply", attachments=[one])
    return attachments.folder().path_of(one["sha256"])


def saved(home, meanwhile):
    """A backup, in the middle of which something happens."""

    def progress(_stage: str, number: int, _total: int) -> None:
        if number == 1:
            meanwhile()

    return saving.save(home / "kept.tar", timezone.now(), progress)


def test_a_file_that_is_erased_meanwhile_is_told_of(home, django_capture_on_commit_callbacks):
    file, other = stated("甲"), stated("乙")

    def erase() -> None:
        events = [one.pk for one in EventRecord.objects.all() if "甲" in json.dumps(
            one.data, ensure_ascii=False)]  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            erasing.erase_all(events, BECAUSE, timezone.now())

    made = saved(home, erase)
    place = file.relative_to(home / "home").as_posix()
    assert made.erased == (place,)
    assert other.relative_to(home / "home").as_posix() in made.files
    with tarfile.open(home / "kept.tar") as archive:
        last = archive.getmembers()[-1]
        said = read_manifest(last.name, archive.extractfile(last).read())
        assert place not in archive.getnames()
    assert said.erased == made.erased


def test_a_file_that_goes_without_being_erased_is_a_fault(home):
    file = stated("甲")
    with pytest.raises(BackupFault, match="allowed: that it was erased"):
        saved(home, file.unlink)
    assert not list(home.glob("*.tar"))


def test_a_file_that_nothing_names_and_that_is_dropped_meanwhile_is_left_out(home):
    other = stated("甲")
    unwanted = attachments.keep("丙.txt", "丙".encode())  # of a form that was given up
    file = attachments.folder().path_of(unwanted["sha256"])
    os.utime(file, (0, 0))
    made = saved(home, unnamed.drop_unnamed_files)
    assert not file.exists()
    assert made.erased == ()
    names = {Path(name).name for name in made.files}
    assert other.name in names
    assert file.name not in names


def test_an_original_is_never_erased(home):
    file = home / "home" / "originals" / "ab" / "cd"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"law")
    with pytest.raises(BackupFault, match="originals/ab/cd"):
        saved(home, file.unlink)


def test_a_file_that_is_still_being_written_is_left_out(home):
    file = stated("甲")
    file.with_name(f"{file.name}.1.partial").write_bytes(b"half")
    assert not [name for name in saved(home, bool).files if "partial" in name]


def test_the_command_says_what_was_erased_and_what_is_to_be_done(tmp_path, monkeypatch):
    made = Manifest("", "", (), "", (), {"database.sqlite3": (4, "")}, ("attachments/ab/cd",))
    monkeypatch.setattr(command, "ready", bool)
    monkeypatch.setattr("plumbline.store.backup.save", lambda *_, **__: made)
    said = CliRunner().invoke(command.backup, [str(tmp_path / "kept.tar")])
    assert said.exit_code == 0, said.output
    assert "1 files were erased meanwhile" in said.output
