"""Readers are processes: what a file does to one of them harms neither the others nor the rest."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plumbline.store.texts import readers
from plumbline.store.texts.originals import Originals
from plumbline.store.texts.readers import HereReaders, Readers
from plumbline.store.texts.reading import Part, Reading, Refused, Setup, Stopped, Task
from tests.store.conftest import law

TEXT = law("示例市供水条例", "2019-03-01", "供水企业应当保障水质。").encode()


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    return Setup(Originals(tmp_path / "originals"), None, frozenset({"示例市供水条例"}))


def task(number: int, data: bytes = TEXT, name: str = "供水.md") -> Task:
    return Task(number, (Part(f"{number}/{name}", "", data),))


def test_every_task_has_one_answer(setup):
    with Readers(setup, 2) as pool:
        answers = {one.number: answer for one, answer in pool.read(task(n) for n in range(30))}
    assert sorted(answers) == list(range(30))
    assert all(isinstance(answer[0], Reading) for answer in answers.values())


def test_processes_read_as_this_one_does(setup):
    tasks = [task(n, TEXT.replace("水质".encode(), f"水质{n}".encode())) for n in range(5)]
    with Readers(setup, 2) as pool, HereReaders(setup) as here:
        assert sorted(pool.read(tasks), key=lambda one: one[0].number) == list(here.read(tasks))


def test_large_files_and_small_ones_do_not_wait_for_each_other_forever(setup):
    large = TEXT + "\n\n".join(f"第{n}行的文字。" for n in range(60_000)).encode()
    sizes = [large if n % 2 else TEXT for n in range(10)]
    with Readers(setup, 2) as pool:
        answers = list(pool.read(task(n, data) for n, data in enumerate(sizes)))
    assert len(answers) == 10


def test_a_file_that_kills_its_reader_is_refused_and_the_others_are_read(setup, monkeypatch):
    with Readers(setup, 2) as pool:
        original = pool._send

        def send(index: int, one: Task) -> None:
            reader = pool._workers[index].process.pid
            if one.number == 3:
                os.kill(reader, signal.SIGSTOP)  # so that it cannot have answered before it dies
            original(index, one)
            if one.number == 3:
                os.kill(reader, signal.SIGKILL)

        monkeypatch.setattr(pool, "_send", send)
        answers = {one.number: answer for one, answer in pool.read(task(n) for n in range(10))}
    assert sorted(answers) == list(range(10))
    refused = {n: answer.message for n, answer in answers.items() if isinstance(answer, Refused)}
    assert list(refused) == [3]
    assert "ended the process that read it" in refused[3]


def test_a_file_that_takes_too_long_is_refused_and_the_others_are_read(setup, monkeypatch):
    with Readers(setup, 1, seconds=0.5) as pool:
        original = pool._send

        def send(index: int, one: Task) -> None:
            if one.number == 2:
                os.kill(pool._workers[index].process.pid, signal.SIGSTOP)
            original(index, one)

        monkeypatch.setattr(pool, "_send", send)
        answers = {one.number: answer for one, answer in pool.read(task(n) for n in range(5))}
    refused = [answer for answer in answers.values() if isinstance(answer, Refused)]
    assert len(answers) == 5
    assert [one.message for one in refused if "took longer than" in one.message]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit address space")
def test_a_file_that_needs_too_much_memory_is_refused(setup, monkeypatch):
    code = (
        "import resource; from plumbline.store.texts import readers; readers.MEMORY = 300 * 2**20;"
        "import sys; readers.main(int(sys.argv[1]))"
    )
    monkeypatch.setattr(readers, "_COMMAND", (sys.executable, "-c", code))
    heavy = ("第一条 " + "甲" * 20_000_000).encode()
    with Readers(setup, 1) as pool:
        [(_, answer)] = pool.read([task(0, heavy)])
        [(_, after)] = pool.read([task(1)])
    assert isinstance(answer, Refused)
    assert isinstance(after, tuple)


def test_readers_end_with_their_block(setup):
    with Readers(setup, 2) as pool:
        processes = [worker.process for worker in pool._workers]
    assert all(process.poll() is not None for process in processes)


def test_readers_end_when_whoever_started_them_is_killed(tmp_path):
    code = (
        "from pathlib import Path; import sys, time\n"
        "from plumbline.store.texts.originals import Originals\n"
        "from plumbline.store.texts.readers import Readers\n"
        "from plumbline.store.texts.reading import Setup\n"
        "with Readers(Setup(Originals(Path(sys.argv[1])), None, frozenset()), 2) as pool:\n"
        "    print(*[w.process.pid for w in pool._workers], flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pids = [int(pid) for pid in starter.stdout.readline().split()]
        starter.kill()
    assert pids
    last_moment = time.monotonic() + 20
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < last_moment, "a reader outlives whoever started it"
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def test_a_disk_that_is_full_is_no_fault_of_the_file(setup, monkeypatch):
    def full(self: Originals, data: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Originals, "keep", full)
    with HereReaders(setup) as here:
        [(_, answer)] = here.read([task(0)])
    assert isinstance(answer, Stopped)
    assert "No space left on device" in answer.message


def test_a_fault_of_ours_is_told_with_its_traceback_and_without_a_crash(setup, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("plumbline.store.texts.reading.find_citations", broken)
    with HereReaders(setup) as here:
        [(_, answer)] = here.read([task(0)])
    assert isinstance(answer, Refused)
    assert "a fault of ours" in answer.message
    assert "by nought" in answer.detail


def test_one_core_is_enough(setup, monkeypatch):
    monkeypatch.setattr(readers, "cores", lambda: 1)
    with Readers(setup) as pool:
        assert len(pool._workers) == 1
        assert len(list(pool.read(task(n) for n in range(3)))) == 3


def test_a_link_that_leads_out_of_the_folder_is_refused_and_said(shelf, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("不属于本库的文字。", "utf-8")
    shelf.write("供水.md", law("示例市供水条例", "2019-03-01", "供水企业应当保障水质。"))
    (shelf.folder / "链接.txt").symlink_to(outside)
    brought = shelf.bring_in()
    refused = [item for item in brought.report.items if item.outcome == "refused"]
    assert [item.path for item in refused] == ["链接.txt"]
    assert "leads out of the folder" in refused[0].message
