"""Texts in our own words, for the tests of sources."""

from __future__ import annotations

from plumbline.documents.model import Document
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.sources.find import Citation, find_citations
from plumbline.sources.names import Names

KNOWN = Names.of(["中华人民共和国行政处罚法", "中华人民共和国刑法", "示例市供水条例"])


def document(title: str, body: str, head: str = "") -> Document:
    """A document with a title, history lines and a body, as the collection keeps them."""
    text = f"# {title}\n\n{head}\n\n<!-- INFO END -->\n\n{body}\n"
    return parse(read(text.encode(), f"{title}.md"))


def found(body: str, title: str = "示例市用水办法", names: Names = KNOWN) -> list[Citation]:
    """The citations in a body."""
    return find_citations(document(title, body), names)


def places(citation: Citation) -> list[str]:
    """The provisions that a citation names, written 9.1.2."""
    return [
        ".".join(str(n) for n in (pin.article, pin.paragraph, pin.item) if n)
        for pin in citation.pins
    ]
