"""Imports in processes of their own, on a library of their own, which can be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds; a hundred times what is usual
CLEANING = 60  # seconds that the server may take for it
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Elsewhere:
    """A library that other processes work on: its home, and their environment."""

    home: Path
    environment: dict[str, str]

    def plumbline(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the command `plumbline` to its end."""
        code = "from plumbline.cli import main; main()"
        return self.python("-c", code, *arguments, **options)

    def python(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run Python to its end, from the root of the checkout."""
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True,
            timeout=PATIENCE, check=False, **options,
        )  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the command `plumbline` and do not wait for it."""
        code = "from plumbline.cli import main; main()"
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def verified(self) -> dict[str, Any]:
        """What `plumbline verify` says."""
        found: dict[str, Any] = json.loads(self.plumbline("verify", "--format", "json").stdout)
        return found


def libraries(folder: Path, like: Elsewhere | None = None) -> Iterator[Elsewhere]:
    """A library in a folder, and in a database that is gone afterwards; a copy of the database of
    another library, to which nobody is connected, where one is named.
    """
    address = os.environ.get("DATABASE_URL", "")
    environment = os.environ | {
        "PLUMBLINE_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "plumbline.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DATABASE_URL": "",
    }
    if not address.startswith("postgres"):
        yield Elsewhere(folder, environment)
        return
    name = f"plumbline_{uuid.uuid4().hex[:12]}"
    environment["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    with psycopg.connect(address, autocommit=True) as connection:
        source = urlsplit(like.environment["DATABASE_URL"]).path[1:] if like else "template1"
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        try:
            yield Elsewhere(folder, environment)
        finally:
            _drop(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    """Drop a database in which the server may just be cleaning up, which is not ours to end."""
    for _ in range(CLEANING):
        with suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            return
        time.sleep(1)
    connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    """An empty library for other processes."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    yield from libraries(home)
