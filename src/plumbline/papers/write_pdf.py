"""打印 -- a paper as PDF, by WeasyPrint (the extra `pdf`), from the HTML of the preview.

Nothing is fetched: fonts are those of the machine, and every address is refused. The same paper
gives the same bytes on the same machine, since its own day dates the file.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any, NoReturn

from plumbline.papers.paper import Paper, text_of
from plumbline.papers.style import Style
from plumbline.papers.stylesheet import stylesheet
from plumbline.papers.write_html import write_html


class PapersNeed(RuntimeError):
    """Something that is not installed, with what would bring it."""


def engine(module: str = "weasyprint") -> Any:
    """A module of the extra `pdf`. Raises PapersNeed when it, or a library of it, is missing."""
    try:
        return importlib.import_module(module)
    except (ImportError, OSError) as error:
        raise PapersNeed(
            f"{module} cannot be used ({error}); install plumbline[pdf] and Pango: "
            "pip install 'plumbline[pdf]', apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        ) from None


def write_pdf(paper: Paper) -> bytes:
    """A paper as PDF. Raises PapersNeed when the extra `pdf` is not installed."""
    author = text_of(paper.organ)
    return printed(write_html(paper), paper.style, Facts(paper.title, author, paper.on))


class Facts:
    """What a file says of itself: title, author, day."""

    def __init__(self, title: str, author: str, on: date | None) -> None:
        self.title, self.author, self.on = title, author, on

    def html(self) -> str:
        """The facts as the head of a page."""
        said = [f"<title>{escape(self.title)}</title>"]
        if self.author:
            said.append(f'<meta name="author" content="{escape(self.author)}">')
        if self.on:
            said.append(f'<meta name="dcterms.created" content="{self.on.isoformat()}">')
        return "".join(said)


def printed(body: str, style: Style, facts: Facts, more: Sequence[str] = ()) -> bytes:
    """A body of HTML as PDF, with the style sheet of papers and `more` of them."""
    weasyprint = engine()
    page = (
        '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f"{facts.html()}</head><body>{body}</body></html>"
    )
    sheets = [_usual(stylesheet(style)), *(_sheet(one) for one in more)]
    made: bytes = weasyprint.HTML(string=page, url_fetcher=_refuse).write_pdf(stylesheets=sheets)
    return made


def _sheet(text: str) -> Any:
    return engine().CSS(string=text, url_fetcher=_refuse)


@functools.lru_cache(maxsize=4)
def _usual(text: str) -> Any:
    """The style sheet of papers, read once for all of them: reading it takes a sixth of the time
    of a paper."""
    return _sheet(text)


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"{url}: a paper fetches nothing")
