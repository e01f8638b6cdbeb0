"""Style sheets, scripts and icons, gathered under names that browsers may keep for ever."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from plumbline import __version__


def collect() -> bool:
    """Gather and compress the static files if any has changed; return whether one had.

    They go to the folder `static` of PLUMBLINE_HOME, where WhiteNoise serves them from.
    """
    root = Path(settings.STATIC_ROOT)
    mark = root / ".fingerprint"
    today = fingerprint()
    if mark.is_file() and mark.read_text() == today:
        return False
    call_command("collectstatic", interactive=False, clear=root.is_dir(), verbosity=0)
    mark.write_text(today)
    return True


def fingerprint() -> str:
    """Hash the path, size and time of every file that there is to gather."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
