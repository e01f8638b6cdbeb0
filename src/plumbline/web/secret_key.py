"""The key that signs forms: made once, kept in PLUMBLINE_HOME, readable by its owner alone."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

LENGTH = 50  # bytes of randomness


def kept_secret(path: Path) -> str:
    """Return the key in `path`; make it there, with mode 0600, if there is none.

    Of several processes that start together one makes the key, and all return that one.
    """
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(LENGTH))
        with suppress(FileExistsError):
            os.link(draft, path)  # takes the whole key into view at once, or not at all
        Path(draft).unlink()
    return path.read_text()
