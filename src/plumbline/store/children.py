"""子进程 -- processes that work for another and end with it, be it killed.

Imports nothing of Django: it is read where no application has been set up.
"""

from __future__ import annotations

import os
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


def end_with_parent() -> None:
    """Let this process end as soon as the one that it works for is gone; what it waits for then
    never comes. Without a parent of its own kind it goes on.
    """
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
