"""What the tests of papers are written with: a style, and a form from a few lines of TOML."""

import html
import io
import re
import tomllib
from datetime import date

import docx
import pypdfium2  # type: ignore[import-untyped]

from plumbline.law.papers import load_style
from plumbline.papers import Form, Identity, read_form
from plumbline.procedure import Basis

STYLE = load_style()
DAY = date(2024, 3, 8)


def form(body: str, id="notice", title="通知书", **more) -> Form:
    basis = Basis(("行政复议法#30.1",))
    identity = Identity(id, title, date(2024, 1, 1), f"{id}/2024-01-01.toml", basis, **more)
    return read_form(identity, tomllib.loads(body), STYLE)


NOTICE = """
organ = "{organ}"
number = "{number}"
to = "{addressee}"

[[block]]
text = "你于{on}提出的申请（{said}）已经收到。"

[[block]]
items = "{listed}"

[[block]]
persons = "people"
title = "申请人"
rows = [["住所", "address"]]

[[block]]
table = [["甲", "{said}", "乙", "{listed}"]]

[sign]
by = "{organ}"
on = "{on}"
seal = true

[field.said]
title = "说明"
type = "text"

[field.listed]
title = "清单"
type = "text"

[field.people]
title = "申请人"
type = "person"
many = true
"""


def shown(fragment: str) -> str:
    """The words of a piece of HTML, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def words_of(paper: bytes) -> str:
    """All words of a .docx, paragraphs and cells in their order, without line ends."""
    document = docx.Document(io.BytesIO(paper))
    return "".join(node.text or "" for node in document.element.iter() if is_words(node))


def is_words(node) -> bool:
    return node.tag.endswith("}t")


def pages_of(printed: bytes) -> list[str]:
    """The words of each page of a PDF, without white space."""
    read = pypdfium2.PdfDocument(printed)
    return [squeezed(page.get_textpage().get_text_range()) for page in read]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe]+", "", text)
