"""中止 -- the machine cannot go on, and a person must do something: a disk that is full, say."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db.utils import OperationalError

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class Stop(Exception):
    """Why the work stopped, and what is to be done; what was done before it stays done."""

    @classmethod
    @contextmanager
    def on_write(cls, doing: str) -> Iterator[None]:
        """Turn what a full or failing disk provokes into a Stop that says so."""
        try:
            yield
        except OSError as error:
            if error.errno not in _FULL:
                raise
            raise cls(f"{doing}: {error.strerror} ({error.filename})") from error
        except OperationalError as error:
            raise cls(f"{doing}: the database says: {error}") from error
