"""What a page shows of a document: every word of it, and its citations as links."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from plumbline.documents.model import Document
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.sources.find import find_citations
from plumbline.sources.names import Names
from plumbline.store.texts.blocks import Marked, blocks_of

LIBRARY = Path(__file__).resolve().parents[3] / "demo" / "library"
TEXTS = sorted(
    p for p in LIBRARY.iterdir() if p.suffix in (".md", ".txt", ".html") and p.name != "README.md"
)
SHOWN_ABOVE = ("title", "docnumber", "history", "contents")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown(document: Document) -> str:
    """All that the blocks of a document show, without marks."""
    found = find_citations(document, Names.of([]))
    blocks = blocks_of(document, [Marked(i, c) for i, c in enumerate(found)])
    words = "".join(f"{b.label}{b.heading}" if not b.html else b.html for b in blocks)
    return squeezed(unescape(re.sub(r"<[^>]*>", "", words)))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:24])
def test_every_word_of_a_document_stands_on_its_page(path: Path) -> None:
    document = parse(read(path.read_bytes(), path.name))
    page = shown(document)
    missing = [
        unit.text
        for unit in document.units()
        if unit.kind not in SHOWN_ABOVE and not unit.rows and squeezed(unit.text) not in page
    ]
    assert missing == []


def test_a_numbered_section_is_no_heading() -> None:
    document = parse(
        read("# 关于供水的通知\n\n一、保障供水。\n\n（一）每日检测。".encode(), "a.md")
    )
    (block,) = blocks_of(document, [])
    assert block.kind == "numbered_section"
    assert "保障供水" in block.html
    assert "每日检测" in block.html


def test_two_blocks_never_share_an_id() -> None:
    for path in TEXTS:
        document = parse(read(path.read_bytes(), path.name))
        ids = [block.eid for block in blocks_of(document, [])]
        assert len(ids) == len(set(ids)), path.name


def test_markup_in_a_text_is_shown_and_not_obeyed() -> None:
    text = "# 示例市办法\n\n第一条 甲<script>alert(1)</script>乙。".encode()
    (block,) = blocks_of(parse(read(text, "a.md")), [])
    assert "<script>" not in block.html
    assert "&lt;script&gt;" in block.html


def test_citations_in_the_cells_of_a_table_are_links() -> None:
    cited = "《示例市供水条例》第三条"
    text = f"# 示例市事项清单\n\n| 事项 | 依据 |\n|---|---|\n| 供水 | {cited} |\n| <供热> | 无 |\n"
    document = parse(read(text.encode(), "清单.md"))
    found = find_citations(document, Names.of([]))
    blocks = blocks_of(document, [Marked(i, c) for i, c in enumerate(found)])
    (table,) = [block.html for block in blocks if block.kind == "table"]
    assert (
        f'<td><a class="cite cite-explicit" data-cite="0" href="?cite=0">{cited}</a></td>' in table
    )
    assert "<td>&lt;供热&gt;</td>" in table
