"""法源名录 -- what is known of each law without its words: title, kind, days, outline.

One sorted file of JSON lines, made by a command from texts. It holds no sentence: a
citation can be checked against it on a machine that has no texts. It says until when
it is known; the outline of a damaged text is marked incomplete and proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from plumbline.documents.model import HistoryEntry
from plumbline.sources.catalogue import Record, version_days
from plumbline.sources.context import Outline
from plumbline.sources.work import ASSUMED, Effect, Provenance, Version

FORMAT: Final = 1


class RegisterFault(ValueError):
    """A register that cannot be read: the message names the file, the line and what is allowed."""


@dataclass(frozen=True, slots=True)
class Register:
    """Records and effects from a register, and the day up to which it speaks."""

    records: tuple[Record, ...]
    effects: tuple[Effect, ...]
    known_until: date | None


EMPTY: Final = Register((), (), None)


def lines_of(
    records: Iterable[Record], effects: Iterable[Effect], known_until: date
) -> Iterator[str]:
    """The lines of a register, in a fixed order: a head, records by key and day, effects."""
    yield _dump({"format": FORMAT, "known_until": known_until.isoformat()})
    rows = [_record_json(record) for record in records]
    rows.sort(key=lambda row: (row["key"], row["adopted_on"] or "", row["title"]))
    yield from (_dump(row) for row in rows)
    ended = [_effect_json(effect) for effect in effects]
    ended.sort(key=lambda row: (row["target"], row["effective_on"] or "", row["by"], row["kind"]))
    seen = set()
    for row in ended:
        line = _dump(row)
        if line not in seen:
            seen.add(line)
            yield line


def _dump(row: dict[str, Any]) -> str:
    kept = {key: value for key, value in row.items() if value not in (None, "", [], {}, ())}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _record_json(record: Record) -> dict[str, Any]:
    version = record.version
    return {
        "key": record.key,
        "title": record.title,
        "kind": record.kind,
        "level": record.level,
        "issuers": list(record.issuers),
        "adopted_on": _iso(version.adopted_on),
        "effective_on": _iso(version.effective_on),
        "published_on": _iso(version.published_on),
        "expires_on": _iso(version.expires_on),
        "first_adopted_on": _iso(record.first_adopted_on),
        "history": [day.isoformat() for day in record.history],
        "doc_number": record.doc_number,
        "effective_rule": version.effective_rule if version.effective_rule in ASSUMED else "",
        "stands_alone": version.stands_alone or None,
        "incomplete": not version.complete,
        "outline": _pack(version.outline) if version.outline else "",
    }


def _effect_json(effect: Effect) -> dict[str, Any]:
    return {
        "effect": effect.kind,
        "kind": effect.kind,
        "target": effect.target,
        "name": effect.name,
        "effective_on": _iso(effect.effective_on),
        "before": _iso(effect.before),
        "by": effect.provenance.work,
        "by_title": effect.provenance.title,
        "by_version": _iso(effect.provenance.version),
        "by_provision": effect.provenance.provision,
        "provisions": list(effect.provisions),
        "new_name": effect.new_name,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _pack(outline: Outline) -> str:
    """`1:0 2:0,3 17-1:0`: articles with the items of each paragraph; runs of plain ones as 3-9."""
    parts: list[str] = []
    start = end = ""
    for number, counts in outline.articles.items():
        plain = counts == (0,) and "-" not in number
        if plain and end and int(number) == int(end) + 1:
            end = number
            continue
        if end:
            parts.append(_run(start, end))
            start = end = ""
        if plain:
            start = end = number
        else:
            parts.append(f"{number}:{','.join(map(str, counts))}")
    if end:
        parts.append(_run(start, end))
    return " ".join(parts)


def _run(start: str, end: str) -> str:
    return start if start == end else f"{start}~{end}"


def _unpack(packed: str) -> Outline:
    articles: dict[str, tuple[int, ...]] = {}
    for part in packed.split():
        number, colon, counts = part.partition(":")
        if colon:
            articles[number] = tuple(int(n) for n in counts.split(",") if n)
            continue
        start, _, end = number.partition("~")
        for one in range(int(start), int(end or start) + 1):
            articles[str(one)] = (0,)
    return Outline(articles)


def load(path: Path) -> Register:
    """Read a register. Raises RegisterFault with the file, the line, what was found and allowed."""
    records: list[Record] = []
    effects: list[Effect] = []
    known_until: date | None = None
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
                if "format" in row:
                    _check_format(row)
                    known_until = _day(row["known_until"])
                elif "effect" in row:
                    effects.append(_effect(row))
                else:
                    records.append(_record(row))
            except (ValueError, KeyError, TypeError) as error:
                raise RegisterFault(
                    f"{path.name}, line {number}: found {line.strip()[:80]!r} ({error}); "
                    f"a line of a register in format {FORMAT} is allowed"
                ) from None
    return Register(tuple(records), tuple(effects), known_until)


def _check_format(row: dict[str, Any]) -> None:
    if row["format"] != FORMAT:
        raise ValueError(f"format {row['format']}, this program reads {FORMAT}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _record(row: dict[str, Any]) -> Record:
    packed = row.get("outline")
    version = Version(
        adopted_on=_day(row.get("adopted_on")),
        effective_on=_day(row.get("effective_on")),
        title=row["title"],
        published_on=_day(row.get("published_on")),
        expires_on=_day(row.get("expires_on")),
        outline=_unpack(packed) if packed else None,
        complete=not row.get("incomplete"),
        loaded=False,
        effective_rule=row.get("effective_rule", ""),
        stands_alone=row.get("stands_alone", False),
    )
    return Record(
        key=row["key"],
        title=row["title"],
        kind=row.get("kind", ""),
        level=row.get("level", ""),
        issuers=tuple(row.get("issuers", ())),
        version=version,
        history=tuple(date.fromisoformat(day) for day in row.get("history", ())),
        first_adopted_on=_day(row.get("first_adopted_on")),
        doc_number=row.get("doc_number", ""),
    )


def _effect(row: dict[str, Any]) -> Effect:
    return Effect(
        kind=row["effect"],
        target=row["target"],
        name=row["name"],
        effective_on=_day(row.get("effective_on")),
        before=_day(row.get("before")),
        provenance=Provenance(
            row["by"], row["by_title"], _day(row.get("by_version")), row.get("by_provision", "")
        ),
        provisions=tuple(row.get("provisions", ())),
        new_name=row.get("new_name", ""),
    )


def days_of(history: Iterable[dict[str, Any]], kind: str) -> tuple[date, ...]:
    """The days of texts in history entries kept as JSON."""
    entries = tuple(
        HistoryEntry(
            date.fromisoformat(entry["day"]), entry["action"], entry["organ"],
            entry["instrument"], entry["ordinal"], entry["number"], entry["text"], 0,
        )
        for entry in history
    )  # fmt: skip
    return version_days(entries, kind)
