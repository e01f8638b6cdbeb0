"""核对 -- everything in the content roots that can be checked without a case, and each fault of it.

A page's walkthroughs run under the content of the roots up to its own: what a bureau lays over
the package's content does not make the package's examples wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from plumbline.clock import Calendar, ClockFault
from plumbline.law import clocks
from plumbline.law.bases import resolver, shipped
from plumbline.law.guides import load_guides
from plumbline.law.notices import load_reminding
from plumbline.law.papers import PaperForms, forms_at, load_papers
from plumbline.law.procedures import ROOT, Procedure, load_procedures
from plumbline.law.standards import load_standards
from plumbline.papers import check_all
from plumbline.procedure import Definition, DefinitionFault, check, in_force
from plumbline.procedure.check_links import check_partners
from plumbline.procedure.walks import read_walks, wrong

Resolver = Callable[[str, date], bool]
Procedures = Mapping[str, Procedure]

STANDARDS: Final = "checks"


@dataclass(slots=True)
class Checked:
    """How many of each kind were checked, and what is wrong: file, key, found, allowed."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note what content that cannot be read says of itself, and go on."""
        try:
            yield
        except DefinitionFault as fault:
            self.faults += fault.faults
        except (ClockFault, OSError, UnicodeDecodeError) as fault:
            self.faults.append(f"{fault}")


def checked(added: Sequence[Path] = ()) -> Checked:
    """What is wrong in the package's content with these roots after it, each fault once.

    Where calendars, clocks or procedures cannot be read, what rests on them is not checked.
    """
    found = Checked()
    resolves = resolver(shipped(ROOT))
    with found.noting():
        load_reminding(added)
        found.counts["notices"] += 1
    loaded: Procedures = {}
    with found.noting():
        calendar = clocks.calendar(added)
        known = clocks.clocks(added)
        found.counts |= Counter(calendars=len(calendar.years), clocks=len([*known.all()]))
        loaded = load_procedures(known, added=added)
    for procedure in loaded.values():
        for text in procedure.definitions.values():
            found.counts["texts"] += 1
            found.faults += check(text, resolves)
            found.faults += check_partners(text, _partners(loaded, text.from_day))
    found.counts["procedures"] += len(loaded)
    if loaded:
        _papers(found, loaded, added, resolves)
        _beside(found, loaded, added, resolves)
        _walks(found, added)
    found.faults = [*dict.fromkeys(found.faults)]
    return found


def _partners(loaded: Procedures, day: date) -> dict[str, list[Definition]]:
    """The texts of each procedure that may be in force on a day or after it."""
    found: dict[str, list[Definition]] = {}
    for name, procedure in loaded.items():
        days = sorted(procedure.definitions)
        ends = [*days[1:], date.max]
        texts = zip(days, ends, strict=True)
        found[name] = [procedure.definitions[first] for first, end in texts if end > day]
    return found


def _papers(found: Checked, loaded: Procedures, added: Sequence[Path], resolves: Resolver) -> None:
    """Forms, each under the text of the procedure on every day on which either changes."""
    with found.noting():
        for name, papers in load_papers(added=added).items():
            if name not in loaded:
                allowed = ", ".join(loaded)
                found.faults.append(f"papers/{name}: is no procedure; write one of {allowed}")
                continue
            found.counts["papers"] += len(papers)
            for text, day in _days(loaded[name].definitions, papers):
                forms = forms_at(papers, day)
                found.faults += check_all(forms, text, resolves) if forms else []


def _days(
    texts: Mapping[date, Definition], papers: Mapping[str, PaperForms]
) -> Iterator[tuple[Definition, date]]:
    """Each day on which a text or a form begins, with the text in force on it."""
    for day in sorted({*texts, *(day for one in papers.values() for day in one.forms)}):
        text = in_force(texts, day)
        if text is not None:
            yield text, day


def _beside(found: Checked, loaded: Procedures, added: Sequence[Path], resolves: Resolver) -> None:
    """What stands beside the procedures: checklists and guides."""
    for name in _names(added, STANDARDS) | {*loaded}:
        with found.noting():
            read = load_standards(name, added=added, resolves=resolves)
            found.counts["standards"] += sum(map(len, read.values()))
        with found.noting():
            found.counts["guides"] += len(load_guides(name, added=added))
        if name not in loaded:
            allowed = ", ".join(loaded)
            found.faults.append(f"{STANDARDS}/{name}: is no procedure; write one of {allowed}")


def _names(added: Sequence[Path], kind: str) -> set[str]:
    folders = [root / "cn" / kind for root in (ROOT, *added)]
    return {
        one.name
        for folder in folders
        if folder.is_dir()
        for one in folder.iterdir()
        if one.is_dir() and not one.name.startswith(("_", "."))
    }


def _walks(found: Checked, added: Sequence[Path]) -> None:
    """The walkthroughs of every page, under the roots up to its own."""
    for number, root in enumerate((ROOT, *added)):
        if not (root / "cn" / "procedures").is_dir():
            continue
        roots = added[:number]
        with found.noting():
            loaded = load_procedures(clocks.clocks(roots), added=roots)
            _walked(found, root, loaded, clocks.calendar(roots))


def _walked(found: Checked, root: Path, loaded: Procedures, calendar: Calendar) -> None:
    for procedure in loaded.values():
        for day, pages in procedure.pages.items():
            for page in (one for one in pages if root in one.parents):
                with found.noting():
                    file = f"{procedure.name}/{page.name}"
                    for walk in read_walks(page.read_text("utf-8"), file):
                        found.counts["walkthroughs"] += 1
                        found.faults += wrong(procedure.definitions[day], walk, calendar)
