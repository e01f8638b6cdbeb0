"""The server in production and in demonstrations alike: granian, speaking WSGI."""

import os
import socket

import django
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from plumbline.web import static_files

PATIENCE = 20  # seconds that running requests get when the server is told to stop
# In each worker. While one thread waits for the database the other computes; with more of them
# they take the interpreter from each other, and a page costs a third more of the processor.
THREADS = 2
BACKLOG = 512  # connections that wait while all threads are busy


class AddressTaken(Exception):
    """Something else listens where the server was told to listen."""


def claim(host: str, port: int) -> None:
    """Raise AddressTaken if another server listens on `host`:`port`.

    granian shares its port with whoever asks, so that two servers would answer in turns.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as reason:
            raise AddressTaken(
                f"cannot listen on {host}:{port}: {reason.strerror}; name another with --port"
            ) from reason


def serve(host: str, port: int, workers: int) -> None:
    """Serve the product on `host`:`port` until SIGINT or SIGTERM.

    Running requests are finished first, for at most PATIENCE seconds. Static files are gathered
    before the first request if they have changed. The database must be migrated. Raises
    AddressTaken where another server listens.
    """
    claim(host, port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.web.settings")
    django.setup()
    static_files.collect()
    Granian(
        "plumbline.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        workers_kill_timeout=PATIENCE,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
