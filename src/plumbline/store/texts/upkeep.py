"""维护 -- bringing texts in, and bringing what is derived from them up to date, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plumbline.store.locking import alone
from plumbline.store.texts import deriving, importing, indexing
from plumbline.store.texts.deriving import Derived
from plumbline.store.texts.importing import Report
from plumbline.store.texts.indexing import Indexed

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did, from the files to the index."""

    report: Report
    derived: Derived
    indexed: Indexed


def bring_in(
    paths: Sequence[Path],
    progress: Progress,
    waiting: Callable[[], None],
    *,
    converter: Path | None = None,
    processes: int | None = None,
) -> Brought:
    """Import files and folders, derive what they change, and let the index follow.

    `waiting` is called when another process is changing the library and its end is awaited.
    Raises Stop when the machine cannot go on; calling it again goes on from there.
    """
    with alone(waiting):
        report = importing.take_in(paths, progress, converter=converter, processes=processes)
        derived = deriving.derive(progress, processes=processes)
        return Brought(report, derived, indexing.catch_up(progress))


def bring_up_to_date(progress: Progress) -> tuple[Derived, Indexed] | None:
    """Finish what an import that was cut off has left; None while another process changes
    the library, since it will."""
    with alone() as is_ours:
        if not is_ours:
            return None
        return deriving.derive(progress), indexing.catch_up(progress)


def bring_index_up_to_date(progress: Progress) -> None:
    """Let the index follow the library, unless another process changes it and will do so."""
    with alone() as is_ours:
        if is_ours:
            indexing.catch_up(progress)


def build_again(progress: Progress, waiting: Callable[[], None]) -> tuple[Derived, Indexed]:
    """Make all that is derived anew from the originals; pages stay as they were until then."""
    with alone(waiting):
        return deriving.again(progress), indexing.rebuild(progress)
