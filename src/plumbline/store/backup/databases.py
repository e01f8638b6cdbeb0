"""数据库的取与放 -- a database as one file, and from one file: SQLite by its own online backup,
PostgreSQL by pg_dump in the custom format, and back by pg_restore and psql."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connection

from plumbline.store.backup.manifest import POSTGRES, SQLITE, BackupFault

_PAGES: Final = 2048  # pages that are copied before writers may write again


def dump(folder: Path) -> str:
    """Write the database as it is at one moment into a folder; returns the name of the file."""
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges",
             f"--file={folder / POSTGRES}")  # fmt: skip
        return POSTGRES
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / SQLITE)) as copy:
        connection.connection.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")
    return SQLITE


def is_empty() -> bool:
    """Whether the database has no table."""
    return not connection.introspection.table_names()


def load(file: Path) -> None:
    """Make the database that which a file holds; whatever it held before is gone.

    On PostgreSQL the tools are looked for and the file is read to its end first; what was there
    goes, and what the file holds comes, in one transaction. Raises BackupFault when the file is of
    another engine than the database, or cannot be loaded; the database is then as it was.
    """
    wanted = POSTGRES if connection.vendor == "postgresql" else SQLITE
    if file.name != wanted:
        raise BackupFault(
            f"{file.name}: the backup is of another engine; DATABASE_URL names {connection.vendor}"
        )
    if wanted == POSTGRES:
        _load_postgres(file)
    else:
        _load_sqlite(file)


def _load_postgres(file: Path) -> None:
    _found("psql")
    script = file.with_suffix(".sql")
    # A script that is whole before it runs: from a pipe that breaks, psql would keep the half.
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
    connection.close()
    _run("psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction",
         "--set=ON_ERROR_STOP=1", "--command=DROP SCHEMA IF EXISTS public CASCADE",
         "--command=CREATE SCHEMA public", f"--file={script}")  # fmt: skip


def _load_sqlite(file: Path) -> None:
    connection.close()
    with closing(sqlite3.connect(file)) as copy:
        try:
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as fault:
            raise BackupFault(f"{SQLITE}: {fault}; allowed: a whole database") from None
        if found != "ok":
            raise BackupFault(f"{SQLITE}: {found}; allowed: a whole database")
        with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as place:
            copy.backup(place)  # in one transaction of the place: all of it or nothing


def _found(tool: str) -> str:
    path = shutil.which(tool)
    if path is None:
        raise BackupFault(f"{tool}: found nothing on PATH; install the client of PostgreSQL")
    return path


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on the database; the password goes by the environment."""
    done = subprocess.run(
        [_found(tool), *arguments], env=_environment(connection.settings_dict), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupFault(f"{tool}: {done.stderr.strip()}")


def _environment(named: Mapping[str, Any]) -> dict[str, str]:
    variables = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD",
                 "PGDATABASE": "NAME"}  # fmt: skip
    told = {one: str(named[key]) for one, key in variables.items() if named.get(key)}
    options = {f"PG{name.upper()}": str(value) for name, value in named["OPTIONS"].items()
               if name in ("sslmode", "sslcert", "sslkey", "sslrootcert")}  # fmt: skip
    return os.environ | told | options
