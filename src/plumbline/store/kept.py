"""密钥 -- a secret is made once, kept in a file of its owner alone, and the same for everyone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def made_once(path: Path, make: Callable[[], str]) -> str:
    """The text in `path`; made there, with mode 0600, if there is none.

    Of several processes that start together one makes it, and all return that one.
    """
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(make())
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)  # takes the whole into view at once, or not at all
        Path(draft).unlink()
    return path.read_text("utf-8")
