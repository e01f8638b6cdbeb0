"""原件 -- files as they came in, kept under their hash, never changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """Where originals lie: `originals` in the folder that PLUMBLINE_HOME names."""
    return Path(settings.PLUMBLINE_HOME) / "originals"


def path_of(sha256: str) -> Path:
    """The file of an original."""
    return folder() / sha256[:2] / sha256[2:]


def keep(data: bytes) -> str:
    """Keep bytes and return their hash. A file is whole or absent, whenever the process dies."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists() and target.stat().st_size == len(data):
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    partial.write_bytes(data)
    partial.replace(target)
    return sha256


def fetch(sha256: str) -> bytes:
    """The bytes of an original. Raises FileNotFoundError with the path when it is gone."""
    return path_of(sha256).read_bytes()
