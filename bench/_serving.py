"""承载 -- a database of its own for a measure, the product serving on it, and requests at it."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from tests.capabilities import postgres
from tests.store.processes import Elsewhere, libraries
from tests.web.serving import free_port, wait_until_it_answers

LEFT_OUT: Final = 2
"""The exit code of a measure that cannot run on this machine."""
CSRF: Final = "a" * 32
_REDIRECTED: Final = 302
_FAULT: Final = 400


@contextmanager
def database(kind: str) -> Iterator[Elsewhere | None]:
    """An empty database, `sqlite` or `postgresql`, with the agencies of a city; None without a
    server for it."""
    address = (postgres() or "") if kind == "postgresql" else ""
    if kind == "postgresql" and not address:
        yield None
        return
    os.environ["DATABASE_URL"] = address
    with tempfile.TemporaryDirectory(prefix=f"plumbline-{kind}-") as home:
        for made in libraries(Path(home)):
            done = made.plumbline("agencies", "set-up")
            if done.returncode:
                raise RuntimeError(done.stderr)
            yield made


def filled(house: Elsewhere, cases: int, accepted: int = 0) -> dict[str, Any]:
    """So many cases in the database and more that are accepted; the people who may see them."""
    command = [sys.executable, "-m", "bench._filling", str(cases), str(accepted)]
    done = subprocess.run(
        command, cwd=Path(__file__).parent.parent, env=house.environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def served(house: Elsewhere, settings: str = "", workers: int = 2) -> Iterator[int]:
    """The product, or other settings, served on the database; yields the port."""
    port, log = free_port(), house.home / f"{secrets.token_hex(4)}.log"
    environment = house.environment | {"PLUMBLINE_LOG_LEVEL": "WARNING"}
    if settings:
        environment["DJANGO_SETTINGS_MODULE"] = settings
    code = "from plumbline.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", f"{port}", "--workers", f"{workers}"]
    command += ["--no-work"]  # periodic jobs are no part of what is measured
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=Path(__file__).parent.parent, env=environment, stdout=out, stderr=out
        )
        try:
            wait_until_it_answers(process, f"http://127.0.0.1:{port}", log)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


@dataclass(slots=True)
class Browser:
    """One connection of somebody who is signed in."""

    port: int
    session: str
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, path: str) -> bytes:
        """A page. Raises RuntimeError for any answer but 200."""
        return self._asked("GET", path, None, 200)

    def post(self, path: str, form: dict[str, str]) -> bytes:
        """A form that is taken. Raises RuntimeError for any answer but a redirect."""
        return self._asked("POST", path, urlencode(form | {"csrfmiddlewaretoken": CSRF}), 302)

    def _asked(self, method: str, path: str, body: str | None, wanted: int) -> bytes:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "Accept-Language": "zh-CN",
            "Accept": "text/html",
            "Accept-Encoding": "gzip",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return said


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of some requests, and how many were answered in a second."""

    milliseconds: Sequence[float]
    rate: float

    def at(self, share: float) -> float:
        """The time that a share of the requests keeps."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    @property
    def p95(self) -> float:
        """The time that 19 of 20 requests keep."""
        return self.at(0.95)

    def __str__(self) -> str:
        return f"median {self.at(0.5):6.1f} ms   p95 {self.p95:6.1f} ms   {self.rate:6.1f}/s"


def at_once(works: Sequence[Callable[[], object]], threads: int) -> Times:
    """Do what is to be done as fast as it goes, so many at a time."""
    waiting, times, wrong = list(reversed(works)), [], []

    def go() -> None:
        while True:
            try:
                work = waiting.pop()
            except IndexError:
                return
            times.append(_timed(work, wrong))

    start = time.perf_counter()
    _all(threads, lambda _number: go())
    seconds = time.perf_counter() - start
    _check(wrong)
    return Times(times, len(times) / seconds)


def paced(works: Sequence[Callable[[], object]], rate: float, seconds: float) -> Times:
    """Each of `works` is one user, who does it again and again so that together they make `rate`
    requests a second; a request that has to wait for the one before it counts from when it was
    due, as it does for the user."""
    times: list[float] = []
    wrong: list[str] = []
    pause, begin = len(works) / rate, time.perf_counter()

    def user(number: int) -> None:
        due = begin + pause * number / len(works)
        while due < begin + seconds:
            time.sleep(max(0.0, due - time.perf_counter()))
            _timed(works[number], wrong)
            times.append((time.perf_counter() - due) * 1000)
            due += pause

    _all(len(works), user)
    _check(wrong)
    return Times(times, len(times) / (time.perf_counter() - begin))


def _all(threads: int, work: Callable[[int], None]) -> None:
    running = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()


def _timed(work: Callable[[], object], wrong: list[str]) -> float:
    start = time.perf_counter()
    try:
        work()
    except (OSError, RuntimeError, http.client.HTTPException) as fault:
        wrong.append(f"{fault!r}")
    return (time.perf_counter() - start) * 1000


def _check(wrong: Sequence[str]) -> None:
    if wrong:
        raise RuntimeError(f"{len(wrong)} requests failed, the first: {wrong[0]}")


def kept(holds: bool) -> str:  # noqa: FBT001 -- it is what the function is about
    """Whether a bound was kept, in a word."""
    return "kept" if holds else "missed"
