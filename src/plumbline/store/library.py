"""书库 -- the questions that pages, commands and the interface ask of the library.

Every function takes the day on which the question is asked, and none looks at a clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.sources.resolve import Resolved
from plumbline.sources.work import Catalogue, State
from plumbline.store.models import Provision, Version, Work


@dataclass(frozen=True, slots=True)
class VersionPage:
    """What the page of a version shows on a day."""

    work: Work
    version: Version
    versions: Sequence[Version]
    state: State
    provisions: Sequence[Provision]
    on: date
