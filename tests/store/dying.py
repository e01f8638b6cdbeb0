"""An import that dies: `python -m tests.store.dying FOLDER STAGE NUMBER MILLISECONDS`.

It kills itself without warning so many milliseconds after the NUMBERth report of a stage.
Without a stage it goes on to the end. Either way it prints what it has reported, by stage.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections import Counter
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command


def main(folder: str, stage: str = "", number: str = "0", milliseconds: str = "0") -> None:
    """Import a folder, and die on the way if a stage is named."""
    django.setup()
    upkeep = import_module("plumbline.store.texts.upkeep")
    call_command("migrate", verbosity=0, interactive=False)
    seen: Counter[str] = Counter()

    def report(now: str, done: int, total: int) -> None:
        seen[now] += 1
        if now == stage and seen[now] == int(number):
            threading.Timer(int(milliseconds) / 1000, die).start()

    upkeep.bring_in([Path(folder)], report, lambda: None, processes=2)
    if stage:
        die()
    sys.stdout.write(json.dumps(seen))


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
