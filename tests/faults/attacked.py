"""A server of the product as a process of its own, which is written to and killed."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import psycopg

from tests.store.processes import ROOT, Elsewhere
from tests.web.serving import free_port, wait_until_it_answers

CSRF = "a" * 32
CHINA = ZoneInfo("Asia/Shanghai")
PATIENCE = 150  # seconds until an event must have been recorded, kills and restarts included


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attack did, what stands in the database afterwards, and what the writers were told:
    answers by their status, `lost` where the writer hung up and `broken` where the server did.
    """

    faults: int
    restarted: int  # times that the server ended by itself, and was started as systemd does
    told: int  # events that somebody was told are recorded
    lost: int  # of these, not there
    doubled: int  # there more than once, or sent by nobody
    differ: int  # projections unlike those of a rebuild
    broken: int  # cases whose chain of hashes does not hold
    said: Counter[str]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost, doubled or broken, and no answer was a fault of the server."""
        return not (self.lost or self.doubled or self.differ or self.broken or self.said["500"])


@dataclass
class Attacked:
    """The server, whoever writes to it, and what they were told."""

    house: Elsewhere
    dice: random.Random
    session: str = ""
    cases: list[str] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    tricks: bool = True
    recorded: list[str] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    restarted: int = 0

    def prepare(self, cases: int) -> None:
        """Tables, people and cases."""
        made = self.house.python("-m", "tests.faults.preparing", str(cases))
        assert made.returncode == 0, made.stderr
        told = json.loads(made.stdout)
        self.session, self.cases, self.port = told["session"], told["cases"], free_port()
        self.begun = {*told["events"]}

    @property
    def log(self) -> Path:
        """Where the server writes its lines."""
        return self.house.home / "server.log"

    def start(self, largest_file: int | None = None) -> None:
        """Start the server, the worker beside it; no file may grow beyond so many bytes."""
        code = "from plumbline.cli import main; main()"
        if largest_file is not None:
            limit = f"({largest_file}, {largest_file})"
            code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, {limit}); {code}"
        command = [sys.executable, "-c", code, "serve", "--port", f"{self.port}", "--workers", "2"]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.house.environment | {"PLUMBLINE_LOG_LEVEL": "ERROR"},
                stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        wait_until_it_answers(self.process, f"http://127.0.0.1:{self.port}", self.log)

    def stop(self) -> None:
        """Take the server away, whatever is left of it."""
        if self.process is not None:
            for pid in self.members():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait(60)

    def members(self) -> list[int]:
        """The processes of the server: itself, those that answer, the worker beside them."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(ProcessLookupError, PermissionError):
                if os.getsid(int(path.name)) == self.process.pid:
                    found.append(int(path.name))
        return found

    def kill_one(self) -> None:
        """Kill a process beside the first: one that answers, or the worker."""
        others = [pid for pid in self.members() if pid != self.process.pid]
        if others:
            with suppress(ProcessLookupError):
                os.kill(self.dice.choice(others), signal.SIGKILL)

    def kill_all(self) -> None:
        """Kill everything at once, as where power fails, and start again."""
        self.stop()
        self.start()

    def keep_up(self) -> None:
        """Start a server that has ended, as the service manager of docs/running.md does: it ends
        where a process that answers dies twice within seconds."""
        if self.process.poll() is not None:
            self.kill_all()
            self.restarted += 1

    def drop_connections(self) -> None:
        """Let the database end every connection, as where it is restarted."""
        address = self.house.environment["DATABASE_URL"]
        if not address:
            self.kill_one()
            return
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def write(self, case: str, event: str, **more: str) -> None:
        """Send an event until it is recorded: on silence and failure, send it again as it was."""
        expected, until = "2", time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, page = self.post(case, event, expected, **more)
            self.said[status] += 1
            if status == "302":
                self.recorded.append(event)
                return
            if status == "409":
                found = re.search(r'name="expected" value="(\d+)"', page)
                expected = found[1] if found else expected
            elif status not in ("lost", "503", "500", "broken"):
                raise AssertionError(f"{status}: {page[:2000]}")
            elif status != "lost":
                time.sleep(0.2)
        raise AssertionError(f"{event} was never recorded: {self.said}")

    def post(self, case: str, event: str, expected: str, **more: str) -> tuple[str, str]:
        """Send it once; at times the writer hangs up before the answer, at times it goes twice."""
        today = datetime.now(CHINA).date()
        form = {"on": f"{today}", "means": "telephone", "event": event, "seen": "1",
                "expected": expected, "csrfmiddlewaretoken": CSRF} | more  # fmt: skip
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "Accept": "text/html",
            "Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "zh-CN",
        }  # fmt: skip
        chance = self.dice.random() if self.tricks else 1.0
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            path = f"/cases/{case}/do/hear_opinions/"
            connection.request("POST", path, urlencode(form), headers)
            if chance < 0.15:
                return "lost", ""
            if chance < 0.3:  # the same again, before the first is answered
                second = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                second.request("POST", path, urlencode(form), headers)
                second.getresponse().read()
                second.close()
            answer = connection.getresponse()
            return f"{answer.status}", answer.read().decode()
        except (OSError, http.client.HTTPException):
            return "broken", ""
        finally:
            connection.close()

    def stormed(self, writers: int, each: int, faults: list[str]) -> None:
        """Writers at shared cases while one fault after another is done to the server."""
        wrong: list[BaseException] = []

        def work() -> None:
            try:
                for _ in range(each):
                    self.write(self.dice.choice(self.cases), f"{uuid.uuid4()}")
            except BaseException as fault:  # noqa: BLE001 -- told below, in the test's own thread
                wrong.append(fault)

        threads = [threading.Thread(target=work) for _ in range(writers)]
        for one in threads:
            one.start()
        for fault in faults:
            time.sleep(self.dice.uniform(0.1, 1.5))
            getattr(self, fault)()
            self.faults += 1
        while any(one.is_alive() for one in threads):
            self.keep_up()
            time.sleep(0.1)
        if wrong:
            raise wrong[0]

    def verified(self) -> dict[str, Any]:
        """What stands in the database, once the log has taken everything in; raises when a walk
        through the log finds a fault."""
        looked = self.house.python("-m", "tests.faults.looking")
        assert looked.returncode == 0, looked.stdout + looked.stderr
        found: dict[str, Any] = json.loads(looked.stdout)
        counts, there = found["walked"], len(found["events"])
        assert counts["leaves"] == counts["events"] == found["leaves"] == found["lengths"] == there
        return found

    def outcome(self) -> Outcome:
        """What became of it; raises AssertionError when a walk through the log finds a fault."""
        found = self.verified()
        there, told = {*found["events"]}, {*self.recorded}
        return Outcome(
            faults=self.faults,
            restarted=self.restarted,
            told=len(told),
            lost=len((told | self.begun) - there),
            doubled=len(there - told - self.begun) + len(self.recorded) - len(told),
            differ=found["differ"],
            broken=found["broken"],
            said=self.said,
        )  # fmt: skip

    def check(self) -> None:
        """Every event that somebody was told is recorded is there once, and nothing else."""
        found = self.outcome()
        assert found.is_whole, found


FAULTS = ("kill_one", "kill_all", "drop_connections")


def prepared(house: Elsewhere, cases: int = 3) -> Attacked:
    """A server with people and cases, which is attacked by nothing yet."""
    made = Attacked(house, random.Random())
    made.prepare(cases)
    return made


def copied(made: Attacked, house: Elsewhere) -> Attacked:
    """The same on a copy of its folder; a copy of its database is the house's own affair."""
    shutil.copytree(made.house.home, house.home, dirs_exist_ok=True)
    return replace(made, house=house, port=free_port(), recorded=[], said=Counter())


def storm(made: Attacked, seed: int, writers: int = 4, each: int = 6) -> Outcome:
    """Attack a server with what a seed says; returns what became of it."""
    made.dice = random.Random(seed)
    made.start()
    faults = [*FAULTS]
    made.dice.shuffle(faults)
    try:
        made.stormed(writers, each, faults)
    finally:
        made.stop()
    return made.outcome()
