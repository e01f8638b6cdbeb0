"""The portal as visitors meet it: its own server, its own files, the demonstration library."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import environ
from pathlib import Path

PATIENCE = 300  # seconds for the first start, which reads the library and compresses the files
PROGRAM = str(Path(sys.executable).with_name("plumbline"))


@contextmanager
def served(home: Path, command: str) -> Iterator[str]:
    """Run `plumbline <command>` in `home` until the caller is done; yields its address."""
    port = free_port()
    environment = environ | {"PLUMBLINE_HOME": str(home), "PLUMBLINE_LOG_LEVEL": "WARNING"}
    environment |= {"DJANGO_SETTINGS_MODULE": "plumbline.web.settings", "DATABASE_URL": ""}
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [PROGRAM, command, "--port", str(port), "--workers", "1"],
            env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_it_answers(process, address, home / "server.log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=60)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Come back when the server is healthy; raises with its log when it is not in time."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"the server does not answer:\n{log.read_text()}")
