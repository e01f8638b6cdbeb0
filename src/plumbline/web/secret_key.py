"""The key that signs forms: made once, kept in PLUMBLINE_HOME, readable by its owner alone."""

import secrets
from pathlib import Path

from plumbline.store.kept import made_once

LENGTH = 50  # bytes of randomness


def kept_secret(path: Path) -> str:
    """Return the key in `path`; make it there, with mode 0600, if there is none."""
    return made_once(path, lambda: secrets.token_urlsafe(LENGTH))
