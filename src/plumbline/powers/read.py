"""读取权力 -- the powers of a document or of one article (行政处罚法#9, 立法法#65)."""

from __future__ import annotations

from plumbline.documents.address import eids
from plumbline.documents.model import Document, Unit
from plumbline.powers.grammar import read_passage
from plumbline.powers.model import Article
from plumbline.powers.passage import passage_of


def read_powers(document: Document) -> tuple[Article, ...]:
    """Every article of a document with the powers it gives, in the order of the text.

    An article that empowers nobody is there with no powers. Quoted articles are not read.
    """
    names = {id(unit): eid for eid, unit in eids(document) if unit.kind == "article"}
    return tuple(read_article(one, names.get(id(one), "")) for one in document.articles())


def read_article(article: Unit, eid: str = "") -> Article:
    """The powers of one article; `eid` is its id, by default that of its number."""
    eid = eid or f"art_{article.number}"
    return read_passage(passage_of(article, eid), eid, article.number)
