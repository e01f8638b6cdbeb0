"""核对报告 -- what a check found, as one value that pages and files are made of.

The report travels in the result page, signed, and comes back when a file of it is wanted:
so the server keeps nothing.
"""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, Final

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from plumbline.store.texts.checking import Checked
from plumbline.web.citing.explained import Explained, Quoted
from plumbline.web.layout import words
from plumbline.web.layout.finding_words import finding_words

SALT: Final = "plumbline.check.report"
LONGEST_TITLE: Final = 200  # characters
BOM: Final = "\ufeff"  # by which spreadsheets know UTF-8
MEDIA_TYPES: Final = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}

Report = dict[str, Any]


def report_of(checked: Checked, explained: Sequence[Explained]) -> Report:
    """The report: the text's name and days, its citations with their targets, its findings."""
    source = checked.document.source
    return {
        "name": source.name,
        "sha256": source.sha256,
        "title": checked.document.title[:LONGEST_TITLE],
        "on": checked.on.isoformat(),
        "written": checked.written.isoformat(),
        "characters": len(source.text),
        "citations": [_citation(one) for one in explained],
        "findings": [
            {"code": f.code, "class": f.kind, "place": f.place, "line": f.line,
             "message": finding_words(f.code, f.message)}
            for f in checked.document.findings
        ],
    }  # fmt: skip


def _citation(one: Explained) -> dict[str, Any]:
    citation = one.resolved.citation
    return {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "class": citation.kind,
        "status": one.resolved.status,
        "since": one.ending.on.isoformat() if one.ending and one.ending.on else "",
        "because": f"《{one.ending.title}》{words.provision_name(one.ending.eid)}"
        if one.ending
        else "",
        "targets": [
            {
                "title": named.target.title,
                "version": named.target.version,
                "article": named.target.pin.article or None,
                "sub": named.target.pin.sub or None,
                "paragraph": named.target.pin.paragraph or None,
                "item": named.target.pin.item or None,
                "subitem": named.target.pin.subitem or None,
                "id": named.target.eid,
                "status": named.target.status,
                "text": list(named.quoted.lines),
                "moved_to": _place(named.now),
            }
            for named in one.targets
        ],
    }


def _place(now: Quoted | None) -> dict[str, Any] | None:
    if now is None:
        return None
    return {"version": now.label, "id": now.eid, "text": list(now.lines)}


def sealed(report: Report) -> str:
    """The report as a field of a form."""
    return signing.dumps(report, salt=SALT, compress=True)


def opened(written: str) -> Report:
    """The report that a form brings back. Raises signing.BadSignature if it is not ours."""
    found: Report = signing.loads(written, salt=SALT)
    return found


def file_of(report: Report, form: str) -> str:
    """The report as the content of a file: `json`, `csv` or `html`."""
    if form == "json":
        return json.dumps(report, ensure_ascii=False, indent=2)
    return _csv(report) if form == "csv" else _html(report)


def _csv(report: Report) -> str:
    written = io.StringIO()
    written.write(BOM)
    table = csv.writer(written)
    table.writerow(
        [_("序号"), _("起"), _("止"), _("引文"), _("状态"), _("所引文件"), _("版本"), _("条款"),
         _("现在的位置"), _("说明")]
    )  # fmt: skip
    for number, one in enumerate(report["citations"], 1):
        for target in one["targets"] or [{}]:
            moved = target.get("moved_to") or {}
            cells = [
                one["text"],
                words.word("status", target.get("status", one["status"])),
                target.get("title", ""),
                target.get("version", ""),
                words.provision_name(target.get("id", "")),
                words.provision_name(moved.get("id", "")),
                f"{one['since']} {one['because']}".strip(),
            ]
            table.writerow([number, one["start"], one["end"], *map(_inert, cells)])
    return written.getvalue()


def _inert(cell: str) -> str:
    """A spreadsheet takes a cell that opens with one of these signs for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _html(report: Report) -> str:
    counts: dict[str, int] = {}
    for one in report["citations"]:
        counts[one["status"]] = counts.get(one["status"], 0) + 1
    ordered = [(code, counts[code]) for code in words.STATUSES if code in counts]
    return render_to_string("check/report.html", {"report": report, "counts": ordered})
