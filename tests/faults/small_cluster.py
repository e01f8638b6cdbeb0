"""A PostgreSQL server of the test's own, whose tables and whose log have little room each."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.web.serving import free_port

OWNER = "postgres"
"""The user of the system, and of the server: PostgreSQL does not run as root."""

ROOM = {"tables": "96m", "log": "24m"}
LAST_BYTES = 100_000  # of room in the log when it is called nearly full
CHUNK = 2**16
SEGMENT = 2**20
"""Bytes of a file of the write-ahead log; no checkpoint gives one back while a test runs."""

SETTINGS = (
    "fsync=off", "max_wal_size=1GB", "checkpoint_timeout=1d", "wal_recycle=off",
    "unix_socket_directories=''", "restart_after_crash=on",
)  # fmt: skip


def lacking() -> str:
    """Why there can be no such server here; empty when there can."""
    if os.geteuid() != 0:
        return "only root mounts a file system of a few megabytes"
    if not programs() or OWNER not in {one.pw_name for one in pwd.getpwall()}:
        return "needs initdb and the user postgres: apt-get install postgresql"
    with tempfile.TemporaryDirectory(prefix="plumbline-room-") as folder:
        mounted = subprocess.run(mount(folder, "1m"), capture_output=True, text=True)
        if mounted.returncode:
            return f"nothing may be mounted here: {mounted.stderr.strip().splitlines()[:1]}"
        subprocess.run(["umount", folder], check=True)
    return ""


def programs() -> Path | None:
    """The folder of the newest initdb."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).parent if found else debian[-1].parent if debian else None


def mount(folder: str, room: str) -> list[str]:
    """The command that gives a folder a file system of its own in memory."""
    return ["mount", "-t", "tmpfs", "-o", f"size={room},mode=700", "tmpfs", folder]


@dataclass(frozen=True, slots=True)
class SmallCluster:
    """A running server, in a folder that also holds the file systems `tables` and `log`."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Of the database whose tables have little room."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/plumbline"

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs to its end."""
        command = [f"{programs()}/{program}", *arguments]
        return subprocess.run(
            command, user=OWNER, group=OWNER, extra_groups=[], cwd="/", env={"LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def create(self) -> None:
        """Make the server with one database whose tables stand on their own file system."""
        log = self.folder / "log"
        made = self.run(
            "initdb", "-D", f"{self.folder}/data", "-U", OWNER, "-A", "trust", "-N",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--wal-segsize", "1",
            "--waldir", f"{log}/wal",
        )  # fmt: skip
        assert made.returncode == 0
        self.go_on()
        with self.connected("postgres") as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{self.folder}/tables/there'")
            connection.execute("CREATE DATABASE plumbline TABLESPACE small")

    @property
    def runs(self) -> bool:
        """Whether the server is there, be it that it takes no connections yet."""
        return not self.run("pg_ctl", "-D", f"{self.folder}/data", "status").returncode

    def go_on(self) -> None:
        """Start it, where it does not run."""
        if not self.runs:
            settings = " ".join(f"-c {one}" for one in (*SETTINGS, f"port={self.port}"))
            options = ["-D", f"{self.folder}/data", "-l", f"{self.folder}/said", "-o", settings]
            started = self.run("pg_ctl", *options, "-w", "start")
            assert started.returncode == 0, (self.folder / "said").read_text()[-4000:]

    def stop(self) -> None:
        """Stop it at once."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")

    def connected(self, name: str) -> psycopg.Connection:
        """A connection to a database of it, in which each statement stands for itself."""
        return psycopg.connect(
            f"postgresql://{OWNER}@127.0.0.1:{self.port}/{name}", autocommit=True
        )

    def fill_tables(self) -> None:
        """Take all the room that the tables have left."""
        fill(self.folder / "tables")

    def fill_log(self) -> None:
        """Take all the room that the log has left for new files, and nearly all in the last."""
        with self.connected("plumbline") as connection:
            fill(self.folder / "log")
            room = "SELECT pg_current_wal_insert_lsn() - '0/0'"
            used = int(connection.execute(room).fetchone()[0]) % SEGMENT
            for _ in range(max(SEGMENT - used - LAST_BYTES, 0) // CHUNK):
                words = ("x" * CHUNK,)
                connection.execute("SELECT pg_logical_emit_message(false, 'full', %s)", words)

    def make_room(self) -> None:
        """Give back what was taken."""
        for name in ROOM:
            (self.folder / name / "ballast").unlink(missing_ok=True)


def fill(folder: Path) -> None:
    """Write zeros until there is no room."""
    with (folder / "ballast").open("wb", buffering=0) as ballast:
        for size in (CHUNK, 512):
            try:
                while True:
                    ballast.write(bytes(size))
            except OSError:
                continue


@contextmanager
def small_cluster() -> Iterator[SmallCluster]:
    """A server that is gone afterwards, with its file systems."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-cluster-"))
    shutil.chown(folder, OWNER, OWNER)
    mounted = []
    try:
        for name, room in ROOM.items():
            (folder / name).mkdir()
            subprocess.run(mount(f"{folder / name}", room), check=True)
            mounted.append(folder / name)
            shutil.chown(folder / name, OWNER, OWNER)
        (folder / "tables" / "there").mkdir()
        shutil.chown(folder / "tables" / "there", OWNER, OWNER)
        made = SmallCluster(folder, free_port())
        try:
            made.create()
            yield made
        finally:
            made.stop()
    finally:
        for one in mounted:
            subprocess.run(["umount", "--lazy", f"{one}"], check=False)
        shutil.rmtree(folder, ignore_errors=True)
