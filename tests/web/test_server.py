"""The server as a process: it starts, answers, finishes what it began, and leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from plumbline.web.server import AddressTaken, claim, serve

PATIENCE = 60  # seconds for the first start, which compresses the static files

SERVE = """
from plumbline.web.server import serve
if __name__ == "__main__":
    serve("127.0.0.1", {port}, 1)
"""
SETTINGS = """
from plumbline.web.settings import *
ROOT_URLCONF = "slow_urls"
STATICFILES_DIRS = []
"""
URLS = """
import time
from django.http import HttpResponse
from django.urls import path
from plumbline.web.health import health

def slow(request):
    time.sleep(2)
    return HttpResponse("finished")

urlpatterns = [path("health", health), path("slow", slow)]
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its process, its address, and the file that its stderr goes to."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=PATIENCE) as response:
            return str(response.read().decode())

    def wait_until_it_answers(self) -> str:
        started = time.monotonic()
        while time.monotonic() - started < PATIENCE:
            with suppress(OSError):
                return self.get("health")
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def logged(self) -> list[dict[str, str]]:
        told = [json.loads(line) for line in self.log.read_text().splitlines() if line[:1] == "{"]
        return [one for one in told if one["logger"] == "plumbline.request"]


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / "serve.py").write_text(SERVE.format(port=port))
    (home / "slow_settings.py").write_text(SETTINGS)
    (home / "slow_urls.py").write_text(URLS)
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = kept | {"DJANGO_SETTINGS_MODULE": "slow_settings", "PYTHONPATH": str(home)}
    log = home / "stderr"
    with log.open("w") as stderr:
        command = [sys.executable, str(home / "serve.py")]
        process = subprocess.Popen(command, stderr=stderr, env=environment)
        yield Server(process, f"http://127.0.0.1:{port}", log)
        process.kill()
        process.wait()


def test_the_server_answers_logs_one_line_and_leaves_when_told_to(server):
    assert json.loads(server.wait_until_it_answers())["status"] == "ok"
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=30) == 0
    assert [one["path"] for one in server.logged()] == ["/health"]


def test_a_second_server_on_the_same_port_is_refused(server):
    server.wait_until_it_answers()
    port = int(server.address.rpartition(":")[2])
    with pytest.raises(AddressTaken, match=f"127.0.0.1:{port}: Address already in use"):
        serve("127.0.0.1", port, 1)
    server.process.terminate()
    server.process.wait()
    claim("127.0.0.1", port)


def test_a_request_that_is_running_when_the_server_is_told_to_stop_is_finished(server):
    server.wait_until_it_answers()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(server.get, "slow")
        time.sleep(0.7)
        server.process.send_signal(signal.SIGTERM)
        assert running.result(timeout=30) == "finished"
    assert server.process.wait(timeout=30) == 0
