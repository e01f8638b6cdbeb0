"""The environment decides, and what it leaves unsaid is safe."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from plumbline.web.secret_key import kept_secret
from plumbline.web.settings import database

ASK = """
import json
from plumbline.web import settings as s
print(json.dumps({"debug": s.DEBUG, "hosts": s.ALLOWED_HOSTS, "home": str(s.PLUMBLINE_HOME),
                  "engine": s.DATABASES["default"]["ENGINE"],
                  "name": str(s.DATABASES["default"]["NAME"])}))
"""


@pytest.fixture
def settings_under(tmp_path):
    def ask(**environment: str) -> dict[str, Any]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            cwd=tmp_path,
            env=kept | environment,
            capture_output=True,
            check=True,
            text=True,
        )
        return json.loads(done.stdout)

    return ask


def test_an_empty_environment_serves_this_machine_alone_and_shows_no_errors(settings_under):
    told = settings_under()
    assert told["debug"] is False
    assert told["hosts"] == ["localhost", "127.0.0.1", "[::1]"]


def test_data_goes_to_var_where_the_command_is_run(settings_under, tmp_path):
    assert settings_under()["home"] == str((tmp_path / "var").resolve())


def test_home_and_hosts_are_taken_from_the_environment(settings_under, tmp_path):
    told = settings_under(PLUMBLINE_HOME=str(tmp_path / "x"), PLUMBLINE_HOSTS="a.gov, b.gov")
    assert told["name"] == str(tmp_path / "x" / "plumbline.sqlite3")
    assert told["hosts"] == ["a.gov", "b.gov"]


def test_database_url_changes_the_engine(settings_under):
    told = settings_under(DATABASE_URL="postgresql://u:p@db.gov/law")
    assert told["engine"] == "django.db.backends.postgresql"
    assert told["name"] == "law"


def test_sqlite_takes_its_write_lock_when_a_transaction_begins():
    options = database("sqlite:////tmp/x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "secret_key"
    made = kept_secret(path)
    assert kept_secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_share_one_secret(tmp_path):
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(kept_secret, [path] * 32))
    assert len(made) == 1
    assert [kept.name for kept in tmp_path.iterdir()] == ["secret_key"]
