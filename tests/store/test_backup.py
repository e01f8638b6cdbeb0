"""A backup holds all but keys, is refused when a byte of it differs, and comes back whole."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import replace
from hashlib import sha256

import pytest

from plumbline.store.backup.manifest import is_ours, name_of
from tests.store.processes import ROOT, libraries

pytestmark = pytest.mark.db
LAW = """# 示例市供水条例

2020年3月1日 示例市第五届人民代表大会常务委员会第三次会议通过

<!-- INFO END -->

第一条 供水企业应当保障水质。

第二条 本条例自2020年5月1日起施行。
"""


def done(result, code=0):
    assert result.returncode == code, result.stdout + result.stderr
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A library with a law, cases, a log that goes on after the backup, and the backup."""
    home = tmp_path_factory.mktemp("full")
    for one in libraries(home):
        (home.parent / "law.md").write_text(LAW, "utf-8")
        done(one.plumbline("import", str(home.parent / "law.md")))
        (home / "attachments" / "a").mkdir(parents=True)
        (home / "attachments" / "a" / "photo").write_bytes(bytes(range(256)))
        written(one, "2", "a")
        done(one.plumbline("work", "--once"))
        done(one.plumbline("backup", str(home / "kept.tar")))
        yield one


@pytest.fixture
def place(tmp_path):
    """An installation into which nothing was put yet."""
    home = tmp_path / "place"
    home.mkdir()
    yield from libraries(home)


def written(one, *arguments):
    command = [sys.executable, "-m", "tests.store.cases.working", *arguments]
    subprocess.run(command, cwd=ROOT, env=one.environment, check=True, capture_output=True)


def kept(full):
    return full.home / "kept.tar"


def walked(one):
    return json.loads(one.plumbline("ledger", "verify", "--format", "json").stdout)


def test_what_was_kept_comes_back_and_the_log_is_whole(full, place):
    said = done(place.plumbline("restore", str(kept(full))))
    assert "the log is whole" in said
    found = walked(place)
    assert (found["whole"], found["counts"]["leaves"]) == (True, 4)
    assert (place.home / "attachments/a/photo").read_bytes() == bytes(range(256))
    done(place.plumbline("reindex"))
    assert place.verified()["digest"] == full.verified()["digest"]


def test_keys_stay_at_home_unless_they_are_asked_for(full, place, tmp_path):
    assert not {"secret_key", "ledger_key"} & names(kept(full))
    file = tmp_path / "with-keys.tar"
    done(full.plumbline("backup", str(file), "--with-keys"))
    assert "ledger_key" in names(file)  # the other is in the environment of these tests
    assert file.stat().st_mode & 0o777 == 0o600
    done(place.plumbline("restore", str(file)))
    assert (place.home / "ledger_key").read_bytes() == (full.home / "ledger_key").read_bytes()
    done(place.plumbline("work", "--once"))


def test_without_its_key_a_restored_log_is_read_and_not_signed_anew(full, place):
    done(place.plumbline("restore", str(kept(full))))
    assert "put it back" in done(place.plumbline("work", "--once"))
    assert not (place.home / "ledger_key").exists()
    key = done(full.plumbline("ledger", "key"))
    assert done(place.plumbline("ledger", "key")) == key


def names(file):
    with tarfile.open(file) as archive:
        return set(archive.getnames())


def test_what_is_there_is_not_overwritten_unless_it_is_said(full, place):
    file = str(kept(full))
    done(place.plumbline("restore", file))
    assert "found files; allowed: nothing, or --force" in done(place.plumbline("restore", file), 1)
    (place.home / "attachments/a/other").write_bytes(b"later")
    done(place.plumbline("restore", file, "--force"))
    assert not (place.home / "attachments/a/other").exists()
    for folder in ("originals", "attachments"):
        shutil.rmtree(place.home / folder)
    assert "found tables; allowed: an empty database" in done(place.plumbline("restore", file), 1)


@pytest.mark.parametrize("part", [0, 600, 0.3, 0.95])
def test_a_backup_that_was_cut_off_is_refused(full, place, part, tmp_path):
    data = kept(full).read_bytes()
    file = tmp_path / "cut.tar"
    file.write_bytes(data[: int(part if part > 1 else part * len(data))])
    said = done(place.plumbline("restore", str(file)), 1)
    assert "cut off" in said or "Error" in said
    assert untouched(place)


def untouched(place):
    there = {path.name for path in place.home.iterdir() if path.is_dir()}
    return not {"originals", "attachments"} & there and not any(
        name.startswith(".restore") for name in there
    )


def test_a_backup_of_which_a_byte_was_changed_is_refused(full, place, tmp_path):
    with tarfile.open(kept(full)) as archive:
        members = archive.getmembers()
    data = kept(full).read_bytes()
    for member in (members[0], members[1], members[-1]):
        at = member.offset_data + member.size // 2
        file = tmp_path / "changed.tar"
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert "allowed" in done(place.plumbline("restore", str(file)), 1)
        assert "Error" in done(full.plumbline("restore", str(file), "--check-only"), 1)
    assert untouched(place)


def test_a_backup_with_another_checkpoint_than_its_log_is_told(full, place, tmp_path):
    with tarfile.open(kept(full)) as archive:
        files = [(one.name, archive.extractfile(one).read()) for one in archive.getmembers()]
    value = json.loads(files[-1][1])
    value["checkpoint"] = value["checkpoint"].replace("\n4\n", "\n9\n")
    text = json.dumps(value).encode()
    file = packed(tmp_path, [*files[:-1], (name_of(text), text)])
    said = done(place.plumbline("restore", str(file)), 1)
    assert "checkpoint_unsigned" in said
    assert "the log is not whole" in said


def packed(folder, files):
    file = folder / "packed.tar"
    with tarfile.open(file, "w") as archive:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file


@pytest.mark.parametrize("name", ["../../evil", "/evil", "originals/../../evil", "settings.py"])
def test_no_member_is_written_outside_its_place(full, place, tmp_path, name):
    file = packed(tmp_path, [(name, b"evil")])
    assert "allowed" in done(place.plumbline("restore", str(file)), 1)
    assert not list(tmp_path.rglob("evil"))


def test_a_link_in_a_backup_is_refused(place, tmp_path):
    with tarfile.open(tmp_path / "link.tar", "w") as archive:
        entry = tarfile.TarInfo("originals/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    assert "allowed: files" in done(place.plumbline("restore", str(tmp_path / "link.tar")), 1)


@pytest.mark.parametrize(
    ("path", "ours"),
    [("originals/ab/cd", True), ("database.sqlite3", True), ("originals", False), ("a/b", False),
     ("originals//a", False), ("originals/./a", False), ("originals/a\0", False), ("", False)],
)  # fmt: skip
def test_only_what_a_backup_may_hold_is_taken(path, ours):
    assert is_ours(path) is ours


def test_a_backup_that_cannot_be_written_leaves_what_was_there(full, tmp_path):
    assert "make it first" in done(full.plumbline("backup", str(tmp_path / "no" / "a.tar")), 1)
    if os.geteuid() != 0:
        (tmp_path / "no").mkdir(mode=0o500)
        done(full.plumbline("backup", str(tmp_path / "no" / "a.tar")), 1)
    assert not list(tmp_path.rglob("*.tar"))


HELD = "from plumbline.store.models import EventRecord; print(EventRecord.objects.count())"
DJANGO = "import django; django.setup(); "


def test_no_database_is_emptied_where_nothing_can_be_put_back(full, place, tmp_path):
    done(place.plumbline("restore", str(kept(full))))
    held = done(place.python("-c", DJANGO + HELD))
    assert int(held) > 0
    with tarfile.open(kept(full)) as archive:
        files = [(one.name, archive.extractfile(one).read()) for one in archive.getmembers()]
    value = json.loads(files[-1][1])
    database = next(name for name, _data in files if name.startswith("database."))
    entry = next(one for one in value["files"] if one["path"] == database)
    data = dict(files)[database]
    for broken in (data[: len(data) // 2], b"nothing"):
        entry |= {"size": len(broken), "sha256": sha256(broken).hexdigest()}
        text = json.dumps(value).encode()
        others = [(name, broken if name == database else old) for name, old in files[:-1]]
        file = packed(tmp_path, [*others, (name_of(text), text)])
        said = done(place.plumbline("restore", str(file), "--force"), 1)
        assert "Error" in said
        assert "Traceback" not in said
        assert done(place.python("-c", DJANGO + HELD)) == held
    if "postgresql" in place.environment["DATABASE_URL"]:
        bare = replace(place, environment=place.environment | {"PATH": ""})
        said = done(bare.plumbline("restore", str(kept(full)), "--force"), 1)
        assert "found nothing on PATH" in said
        assert done(place.python("-c", DJANGO + HELD)) == held
    done(place.plumbline("restore", str(kept(full)), "--force"))


def test_a_backup_is_made_while_events_come_in(full, place, tmp_path):
    command = [sys.executable, "-m", "tests.store.cases.working", "25", "b"]
    writer = subprocess.Popen(command, cwd=ROOT, env=full.environment, stdout=subprocess.DEVNULL)
    worker = full.start("work")
    files = [tmp_path / f"{number}.tar" for number in range(2)]
    for file in files:
        done(full.plumbline("backup", str(file)))
    assert writer.wait(300) == 0
    worker.terminate()
    worker.communicate(timeout=60)
    done(place.plumbline("restore", str(files[-1])))
    assert walked(place)["whole"]
