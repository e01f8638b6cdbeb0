"""位置 -- where the library lies on disk: in the folder that PLUMBLINE_HOME names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings

from plumbline.store.texts.originals import Originals


def home() -> Path:
    """The folder of everything that the library keeps outside its database."""
    return Path(settings.PLUMBLINE_HOME)


def originals() -> Originals:
    """The files as they came in."""
    return Originals(home() / "originals")


def index() -> Path:
    """The folder of search indexes; which of them counts, `indexing` knows."""
    return home() / "index"


def converter() -> Path | None:
    """LibreOffice, which old formats need, when the machine has it."""
    found = os.environ.get("PLUMBLINE_SOFFICE") or shutil.which("soffice")
    return Path(found) if found else None
