"""The server as a process: it starts, answers, finishes what it began, and leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

SERVE = "from plumbline.web.server import serve; serve('127.0.0.1', {port}, 1)"
PATIENCE = 60  # seconds for the first start, which compresses the static files


@pytest.fixture
def server(home: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = home / "serve.py"
    script.write_text(f"if __name__ == '__main__':\n    {SERVE.format(port=port)}\n")
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment["DJANGO_SETTINGS_MODULE"] = "plumbline.web.settings"
    with (home / "stderr").open("w") as stderr:
        process = subprocess.Popen([sys.executable, script], stderr=stderr, env=environment)
        yield process, f"http://127.0.0.1:{port}/health", home / "stderr"
        process.kill()
        process.wait()


def answer(address: str) -> dict:
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        with suppress(OSError), urllib.request.urlopen(address) as response:
            return json.load(response)
        time.sleep(0.1)
    raise TimeoutError(address)


def test_the_server_answers_logs_one_line_and_leaves_when_told_to(server):
    process, address, log = server
    assert answer(address)["status"] == "ok"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    told = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert [one["path"] for one in told if one["logger"] == "plumbline.request"] == ["/health"]
