"""权力 -- articles and what they empower as JSON, by docs/schemas/powers.json."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from plumbline.powers.items import Item, propose_items
from plumbline.powers.model import Article, Fine, Power, Words
from plumbline.powers.ranges import Range, ranges_of


def article_json(article: Article) -> dict[str, Any]:
    """An article: its text, powers, ranges of fines, and the items it suggests."""
    return {
        "eid": article.eid,
        "number": article.number,
        "text": article.text,
        "powers": [power_json(one) for one in article.powers],
        "ranges": [range_json(one) for one in ranges_of(article)],
        "items": [item_json(one) for one in propose_items(article)],
    }


def power_json(power: Power) -> dict[str, Any]:
    """One power; words are objects with their place in the article's text."""
    return {
        "eid": power.eid,
        "kind": power.kind,
        "penalty": power.penalty,
        "words": _words(power.words),
        "fine": _fine(power.fine) if power.fine else None,
        "whom": power.whom,
        "whom_words": _words(power.whom_words),
        "conditions": [{"code": c.code, "words": _words(c.words)} for c in power.conditions],
        "modality": power.modality,
        "joined": power.joined,
        "authority": _words(power.authority),
        "order": _words(power.order),
        "grounds": [{"eid": g.eid, "words": _words(g.words)} for g in power.grounds],
        "violates": [one.eid for one in power.violates],
        "violates_words": _words(power.violates_words),
        "confidence": power.confidence,
        "sure": power.sure,
    }


def range_json(one: Range) -> dict[str, Any]:
    """A range; sums are strings, since they are exact."""
    return {
        "eid": one.eid, "whom": one.whom, "conditions": list(one.conditions), "form": one.form,
        "base": one.base, "per": one.per, "least": _exact(one.least), "most": _exact(one.most),
        "modality": one.modality, "unbounded": one.unbounded, "sure": one.sure,
    }  # fmt: skip


def item_json(item: Item) -> dict[str, Any]:
    """A proposed item of an enforcement list."""
    return {
        "name": item.name, "category": item.category, "bases": list(item.bases),
        "violates": list(item.violates), "penalties": list(item.penalties),
        "ranges": [range_json(one) for one in item.ranges], "authority": item.authority,
        "sure": item.sure,
    }  # fmt: skip


def powers_json(title: str, articles: Iterable[Article]) -> dict[str, Any]:
    """What `plumbline powers` prints."""
    return {"title": title, "articles": [article_json(one) for one in articles]}


def _words(words: Words | None) -> dict[str, Any] | None:
    return {"text": words.text, "start": words.start, "end": words.end} if words else None


def _fine(fine: Fine) -> dict[str, Any]:
    return {
        "form": fine.form, "low": _exact(fine.low), "high": _exact(fine.high),
        "of": _words(fine.of), "per": fine.per, "words": _words(fine.words),
    }  # fmt: skip


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
