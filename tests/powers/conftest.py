"""Articles of our own making, read as one text."""

import pytest

from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.powers import read_powers


@pytest.fixture(scope="session")
def article():
    """Reads one article whose paragraphs and items stand on lines of their own."""

    def reading(text):
        source = f"某市灯笼管理条例\n\n第一条 {text}\n"
        return read_powers(parse(read(source.encode(), "灯笼.md")))[0]

    return reading


@pytest.fixture(scope="session")
def penalties(article):
    """The penalties of an article, without its orders."""

    def reading(text):
        return [one for one in article(text).powers if one.kind == "penalty"]

    return reading
