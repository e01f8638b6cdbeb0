"""Short texts in our own words, parsed, for the tests of the parser."""

from collections.abc import Iterable

from plumbline.documents.model import Document, Finding, Source, Unit
from plumbline.documents.parse import parse
from plumbline.documents.plain import lines as plain_lines
from plumbline.documents.read import read


def law(
    *body: str, title: str = "示例市供水条例", head: Iterable[str] = ("2020年1月2日 公布",)
) -> Document:
    """A text as the collection keeps it: title, history, end mark, body line by line."""
    lines = [f"# {title}", *head, "<!-- INFO END -->", *body]
    return parse(read("\n\n".join(lines).encode(), f"{title}.md"))


def letter(*lines: str, name: str = "通知.txt") -> Document:
    """A plain text without any mark of a format."""
    text = "\n".join(lines)
    source = Source(name, "txt", "", text, plain_lines(text))
    return parse(source)


def codes(document: Document) -> list[str]:
    """The codes of what looks wrong, in order."""
    return [one.code for one in document.findings]


def finding(document: Document, code: str) -> Finding:
    """The only finding with a code."""
    (found,) = [one for one in document.findings if one.code == code]
    return found


def outline(unit: Unit) -> list[object]:
    """Kind and number of a unit, and the same of all below it."""
    name = f"{unit.kind} {unit.number}".strip()
    return [name, *(outline(child) for child in unit.children)]


def outlines(document: Document) -> list[list[object]]:
    """The outline of a body."""
    return [outline(unit) for unit in document.body]


def article(document: Document, number: str) -> Unit:
    """The article with a number."""
    (found,) = [unit for unit in document.articles() if unit.number == number]
    return found


def paragraphs(document: Document, number: str) -> list[str]:
    """The words of each paragraph of an article."""
    return [unit.text for unit in article(document, number).children if unit.kind == "paragraph"]
