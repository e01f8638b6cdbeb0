"""A log in a folder outlives a crash at any byte, and tells damage from a torn tail."""

import json
import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.ledger import (
    Checkpoint,
    Description,
    FileLog,
    LedgerFault,
    Signer,
    Tree,
    read_description,
    sign_checkpoint,
)
from tests.ledger import naive

SIGNER = Signer("plumbline.example/log", bytes(32))
DESCRIPTION = Description("plumbline.example/log", "sha256", (SIGNER.key,))
LEAVES = [naive.h(number.to_bytes(4, "big")) for number in range(600)]
BEFORE, AFTER = 250, 262  # so that the batch between them ends a tile and begins a row
BYTES = (AFTER - BEFORE + 1) * 32 + 64


class Crash(BaseException):
    """The machine stops."""


def note(size, leaves=LEAVES):
    return sign_checkpoint(SIGNER, Checkpoint(SIGNER.name, size, naive.root(leaves[:size])))


@pytest.fixture(autouse=True)
def _without_waiting_for_disks(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def folder(tmp_path):
    """A log of 250 leaves with a checkpoint at 200."""
    with FileLog.create(tmp_path / "log", DESCRIPTION) as log:
        Tree(log).append(LEAVES[:200])
        log.add_checkpoint(note(200))
        Tree(log).append(LEAVES[200:BEFORE])
    return tmp_path / "log"


def crash_after(count, monkeypatch):
    """Let so many bytes reach the disk, and then stop in the middle of a write."""
    left, write = count, os.pwrite

    def pwrite(number, data, at):
        nonlocal left
        written = write(number, data[:left], at)
        left -= written
        if written < len(data):
            raise Crash
        return written

    monkeypatch.setattr(os, "pwrite", pwrite)


def whole(log, size):
    """The log has a size, and its roots and proofs are those of the leaves."""
    tree = Tree(log)
    return (
        log.size == size
        and tree.root() == naive.root(LEAVES[:size])
        and tree.inclusion(size - 1) == naive.path(size - 1, LEAVES[:size])
    )


def test_a_log_reads_back_as_it_was_written(folder):
    with FileLog.open(folder) as log:
        assert whole(log, BEFORE)
        assert log.description == DESCRIPTION
        assert list(log.checkpoints()) == [note(200)]


def test_a_crash_at_any_byte_of_an_append_leaves_the_log_before_or_after_it(
    folder, tmp_path, monkeypatch
):
    for count in range(BYTES + 1):
        copy = shutil.copytree(folder, tmp_path / "copy")
        with monkeypatch.context() as patch, FileLog.open(copy, "append") as log:
            crash_after(count, patch)
            try:
                Tree(log).append(LEAVES[BEFORE:AFTER])
            except Crash:
                assert count < BYTES
        with FileLog.open(copy) as reader:
            assert whole(reader, BEFORE if count < BYTES else AFTER), count
        with FileLog.open(copy, "append") as log:
            assert log.dropped == (count if count < BYTES else 0)
            Tree(log).append(LEAVES[log.size : AFTER])
            log.add_checkpoint(note(AFTER))
            assert whole(log, AFTER)
            assert list(log.checkpoints()) == [note(200), note(AFTER)]
        shutil.rmtree(copy)


def test_a_crash_at_any_byte_of_a_checkpoint_leaves_those_before_it(folder, tmp_path, monkeypatch):
    line = len(json.dumps({"note": note(BEFORE)}, ensure_ascii=False).encode()) + 1
    for count in range(line):
        copy = shutil.copytree(folder, tmp_path / "copy")
        with monkeypatch.context() as patch, FileLog.open(copy, "append") as log:
            crash_after(count, patch)
            with pytest.raises(Crash):
                log.add_checkpoint(note(BEFORE))
        with FileLog.open(copy) as reader:
            assert list(reader.checkpoints()) == [note(200)]
        with FileLog.open(copy, "append") as log:
            assert log.dropped == count
            log.add_checkpoint(note(BEFORE))
            assert list(log.checkpoints()) == [note(200), note(BEFORE)]
        shutil.rmtree(copy)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 500), st.integers(0, 64), st.integers(0, 64), st.binary(max_size=3))
def test_whatever_a_power_cut_leaves_behind_the_last_record_is_dropped(
    folder, tmp_path, zero, one, record, line
):
    # Lengths may reach the disk before the data: what was never awaited may be anything.
    copy = shutil.copytree(folder, tmp_path / "copy", dirs_exist_ok=True)
    tails = {"row.0": bytes(zero), "row.1": bytes(one), "batches": bytes(record)}
    for name, tail in (tails | {"checkpoints": line.replace(b"\n", b" ")}).items():
        with (copy / name).open("ab") as file:
            file.write(tail)
    with FileLog.open(copy, "append") as log:
        assert whole(log, BEFORE)
        assert list(log.checkpoints()) == [note(200)]
        Tree(log).append(LEAVES[BEFORE:AFTER])
        assert whole(log, AFTER)
    shutil.rmtree(copy)


def name_of(number, folder):
    """The name of an open file of the log, or of its folder."""
    inode = os.fstat(number).st_ino
    return next(path.name for path in (folder, *folder.iterdir()) if path.stat().st_ino == inode)


def test_hashes_are_on_the_disk_before_the_record_that_counts_them(folder, monkeypatch):
    done, write = [], os.pwrite

    def pwrite(number, data, at):
        done.append(("write", name_of(number, folder)))
        return write(number, data, at)

    def fsync(number):
        done.append(("sync", name_of(number, folder)))

    with FileLog.open(folder, "append") as log:
        monkeypatch.setattr(os, "pwrite", pwrite)
        monkeypatch.setattr(os, "fsync", fsync)
        Tree(log).append(LEAVES[BEFORE:AFTER])
    names = ["row.0", "row.1", "batches"]
    folders = [step for step in done if step[1] not in names]
    assert folders == [("sync", "log")]  # the name of the new file
    assert done.index(("sync", "log")) < done.index(("write", "batches"))
    assert [step for step in done if step[1] in names] == [
        (what, name) for name in names for what in ("write", "sync")
    ]


def test_an_append_that_failed_can_be_tried_again(folder, monkeypatch):
    with FileLog.open(folder, "append") as log:
        tree = Tree(log)
        with monkeypatch.context() as patch:
            crash_after(100, patch)
            with pytest.raises(Crash):
                tree.append(LEAVES[BEFORE:AFTER])
        assert tree.size == BEFORE
        tree.append(LEAVES[BEFORE : BEFORE + 1])
        assert whole(log, BEFORE + 1)
    with FileLog.open(folder) as log:
        assert whole(log, BEFORE + 1)


def test_a_reader_sees_what_was_appended_when_it_refreshes(folder):
    with FileLog.open(folder) as reader, FileLog.open(folder, "append") as writer:
        Tree(writer).append(LEAVES[BEFORE:])
        assert whole(reader, BEFORE)
        reader.refresh()
        assert whole(reader, 600)


def test_one_process_at_a_time_appends(folder):
    with (
        FileLog.open(folder, "append"),
        pytest.raises(LedgerFault, match="a log open for appending; allowed: one writer"),
    ):
        FileLog.open(folder, "append")
    FileLog.open(folder, "append").close()


def test_a_log_that_is_open_for_reading_takes_in_nothing(folder):
    with FileLog.open(folder) as log:
        for change in (
            lambda: Tree(log).append(LEAVES[:1]),
            lambda: log.add_checkpoint(note(BEFORE)),
        ):
            with pytest.raises(LedgerFault, match="open for reading; allowed: open it for"):
                change()


def test_a_batch_that_does_not_continue_the_log_is_refused(folder):
    with FileLog.open(folder, "append") as log:
        one, other = Tree(log), Tree(log)
        one.root()
        one.append(LEAVES[BEFORE:AFTER])
        other.append(LEAVES[AFTER:300])  # it looks how far the log goes
        assert whole(log, 300)


def test_a_log_is_not_made_where_there_is_one(folder):
    with pytest.raises(LedgerFault, match="found a log; allowed: a folder without one"):
        FileLog.create(folder, DESCRIPTION)


def test_an_empty_log_is_a_log(tmp_path):
    FileLog.create(tmp_path, DESCRIPTION).close()
    with FileLog.open(tmp_path) as log:
        assert (log.size, Tree(log).root()) == (0, naive.h(b""))


def test_a_log_with_another_hash_is_opened_with_it(tmp_path):
    with FileLog.create(tmp_path, Description("a", "sm3", ())) as log:
        tree = Tree(log, "sm3")
        tree.append(LEAVES[:5])
        root = tree.root()
    with FileLog.open(tmp_path) as log:
        assert Tree(log, log.description.hash).root() == root


def damage(folder, name, at, data):
    with (folder / name).open("r+b") as file:
        file.seek(at)
        file.write(data)


def shorten(folder, name, length):
    os.truncate(folder / name, length)


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda folder: shorten(folder, "row.0", 100), r"row\.0: found 100 bytes; allowed: 8000"),
        (lambda folder: (folder / "row.0").unlink(), r"row\.0: found No such file"),
        (
            lambda folder: damage(folder, "row.0", 249 * 32, b"x"),
            "found another root than the rows",
        ),
        (lambda folder: damage(folder, "batches", 0, bytes(128)), "found a wrong checksum"),
        (lambda folder: shorten(folder, "batches", 0), "found a checkpoint of 200 leaves and rec"),
        (lambda folder: (folder / "checkpoints").unlink(), "checkpoints: found No such file"),
        (lambda folder: damage(folder, "checkpoints", 0, b"x"), "the last checkpoint: found "),
        (lambda folder: (folder / "batches").unlink(), "batches: found No such file"),
        (lambda folder: (folder / "log.json").unlink(), r"log\.json: found .*No such file"),
        (lambda folder: damage(folder, "log.json", 0, b"x"), r"log\.json: found "),
        (lambda folder: damage(folder, "log.json", 0, b"\xff"), r"log\.json: found "),
    ],
)
@pytest.mark.parametrize("mode", ["read", "append"])
def test_damage_is_named_and_nothing_is_dropped(folder, harm, message, mode):
    harm(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(LedgerFault, match=message):
        FileLog.open(folder, mode)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name: after[name] for name in before} == before


def test_a_damaged_checkpoint_is_named_with_its_line(folder):
    with FileLog.open(folder, "append") as log:
        log.add_checkpoint(note(BEFORE))
    damage(folder, "checkpoints", 0, b"x")
    with FileLog.open(folder) as log, pytest.raises(LedgerFault, match="checkpoints:1: found "):
        list(log.checkpoints())


def test_the_last_of_many_checkpoints_is_found_however_long_it_is(folder, monkeypatch):
    monkeypatch.setattr("plumbline.ledger.files._TAIL", 10)
    for size in range(201, 210):
        with FileLog.open(folder, "append") as log:
            log.add_checkpoint(note(size))
            assert log.dropped == 0
    with FileLog.open(folder) as log:
        assert list(log.checkpoints()) == [note(size) for size in range(200, 210)]


@pytest.mark.parametrize(
    "wrong",
    [
        note(100, LEAVES[1:]),
        note(BEFORE + 1),
        sign_checkpoint(SIGNER, Checkpoint("another.example", 1, LEAVES[0])),
        sign_checkpoint(SIGNER, Checkpoint(SIGNER.name, 1, LEAVES[0], "sm3")),
    ],
)
def test_a_checkpoint_that_the_log_does_not_bear_out_is_not_kept(folder, wrong):
    with FileLog.open(folder, "append") as log:
        with pytest.raises(LedgerFault, match="checkpoint: found "):
            log.add_checkpoint(wrong)
        assert list(log.checkpoints()) == [note(200)]


def test_a_description_reads_back_as_it_was_written():
    text = DESCRIPTION.to_text()
    assert read_description(text, "log.json") == DESCRIPTION
    assert json.loads(text)["entries"] == "plumbline/event/1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", 2),
        ("hash", "md5"),
        ("keys", ["key"]),
        ("keys", None),
        ("tile", 128),
        ("more", 1),
    ],
)
def test_a_description_in_another_form_is_refused(name, value):
    wrong = json.dumps(DESCRIPTION.to_json() | {name: value})
    with pytest.raises(LedgerFault, match="found .*; allowed: ".replace(".*", "(?s:.*)")):
        read_description(wrong, "log.json")
