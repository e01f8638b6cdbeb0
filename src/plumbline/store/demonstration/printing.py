"""演示制发 -- the papers that the records issue, filled and printed as the product does it.

What an issue states of its file is known once the paper is printed, and a paper is filled from its
case as it is kept: so a case is first kept without its issues, its papers are filled, and that is
taken back again.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final

from plumbline.papers import Paper, PapersNeed, write_pdf
from plumbline.papers.paper import text_of
from plumbline.papers.write_pdf import engine
from plumbline.procedure import fold
from plumbline.store.cases import attachments, case_of, content, issuing, papers, words
from plumbline.store.cases.rows import opened_of_case
from plumbline.store.children import end_with_parent
from plumbline.store.demonstration.records import Kept
from plumbline.store.models import CaseRecord

MOST: Final = 8  # processes that print at once
Filled = tuple[Paper, int]
"""A paper, and which wording of its drafter it is."""


def why_not() -> str:
    """Why papers cannot be printed here; empty where they can."""
    try:
        engine()
    except PapersNeed as need:
        return f"{need}"
    return ""


def filled(kept: Kept, record: CaseRecord) -> dict[int, Filled]:
    """Each paper that the case issues, by the place of the line, and which wording of its drafter
    that is; `record` is the case as it is kept without its issues.

    Raises DemonstrationFault for a line that issues what its event does not bring forth, or what is
    given out whole only and has gaps.
    """
    case, opened = case_of(record).recorded, opened_of_case(record.pk)
    events = {one.id: one for one in case.events}
    found = {}
    for place in kept.issues:
        line = kept.lines[place]
        named, id = kept.named_by(place)
        event, paper = events.get(f"{id}"), line.said["data"].get("paper")
        forms = {one.id: one for one in papers.of_event(case, event)} if event else {}
        if event is None or paper not in forms:
            raise line.fault(f"the paper {paper!r}", ", ".join(forms) or "none")
        then = fold(case.definition, case.events[: event.seq], content.calendar())
        record.number = words.number_of(then)  # as it was when the paper was issued
        drafted = papers.drafted(record, case, event, forms[paper], opened)
        if forms[paper].whole and drafted.paper.gaps:
            raise line.fault(f"{paper} without {', '.join(drafted.paper.gaps)}", "a whole one")
        wording = 1 if paper in kept.lines[named].said.get("words", {}) else 0
        found[place] = (drafted.paper, wording)
    return found


def printed(
    cases: Mapping[uuid.UUID, Mapping[int, Filled]], progress: Callable[[str, int, int], None]
) -> dict[uuid.UUID, dict[int, dict[str, Any]]]:
    """What each issue states of its paper, by case and place of the line, its file kept with the
    attachments. Printing takes its time: each processor prints in a process of its own.
    """
    listed = [(id, place, *one) for id, many in cases.items() for place, one in many.items()]
    found: dict[uuid.UUID, dict[int, dict[str, Any]]] = {id: {} for id in cases}
    if not listed:
        return found
    several = min(os.cpu_count() or 1, MOST)
    with ProcessPoolExecutor(several, get_context("spawn"), end_with_parent) as processes:
        files = processes.map(write_pdf, [paper for _id, _place, paper, _wording in listed])
        for number, ((id, place, paper, wording), file) in enumerate(
            zip(listed, files, strict=True), 1
        ):
            found[id][place] = _stated(paper, wording, file)
            progress("papers", number, len(listed))
    return found


def _stated(paper: Paper, wording: int, file: bytes) -> dict[str, Any]:
    has_number = all(span.kind != "gap" for span in paper.number)
    number = text_of(paper.number) if has_number else ""
    kept = attachments.keep(issuing.name_of(paper, number), file)
    return {"issued_file": kept, "wording": wording, **({"number": number} if number else {})}
