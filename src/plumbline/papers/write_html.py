"""网页 -- a paper as a piece of HTML: elements with classes, and neither style nor script in it.

It is what a preview shows and what the PDF is printed from; `stylesheet` has the looks of both.
Each value stands in a `bdi` of its own, so that marks of writing direction inside it cannot turn
the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from plumbline.papers.paper import (
    Block,
    Cell,
    Cut,
    Grid,
    Line,
    Paper,
    Paragraph,
    Signature,
    Signatures,
    Span,
)


def write_html(paper: Paper) -> str:
    """A fragment, `<article class="paper">`, with all of a paper; classes mark values and gaps."""
    return "\n".join(
        [
            f'<article class="paper paper-{paper.head}" lang="zh-Hans">',
            *_head(paper),
            *(_block(block) for block in paper.blocks),
            *_attachments(paper),
            *(_signature(paper.signature) if paper.signature else ()),
            *_copies(paper),
            "</article>",
            "",
        ]
    )


def _head(paper: Paper) -> Iterator[str]:
    number = _p("paper-number", paper.number) if paper.number else ""
    if paper.organ:
        yield _p("paper-organ", paper.organ)
    if paper.head == "red":
        yield f'{number}<hr class="paper-rule"/>'
    yield f'<h1 class="paper-title">{_text(paper.title)}</h1>'
    if number and paper.head != "red":
        yield number
    if paper.to:
        yield _p("paper-to", (*paper.to, Span("\uff1a")))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            tag = "h2" if block.is_heading else "p"
            kind = "heading" if block.is_heading else block.place
            lead = " paper-lead" if block.leads else ""
            return f'<{tag} class="paper-{kind}{lead}">{_line(block.line)}</{tag}>'
        case Grid():
            rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
            columns = '<col class="paper-label"/><col/>' * (block.columns // 2)
            return (
                f'<table class="paper-grid paper-grid-{block.columns}">'
                f"<colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>"
            )
        case Signatures():
            lines = "".join(_p("paper-sign-here", (*one, Span("\uff1a"))) for one in block.labels)
            return f'<div class="paper-signatures">{lines}</div>'
        case Cut():
            return f'<p class="paper-cut"><span>{_line(block.caption)}</span></p>'


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_label else "td"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    lines = "".join(f"<p>{_line(line)}</p>" for line in cell.lines)
    return f"<{tag}{spans}>{lines}</{tag}>"


def _attachments(paper: Paper) -> Iterator[str]:
    """附件 -- below the words, two squares in; several are numbered."""
    if not paper.attachments:
        return
    several = len(paper.attachments) > 1
    for number, line in enumerate(paper.attachments, 1):
        kind = "paper-attachments" if number == 1 else "paper-attachments paper-further"
        lead = paper.style.words["attachments"] if number == 1 else ""
        order = f"{number}. " if several else ""
        yield _p(kind, (*([Span(lead)] if lead else []), Span(order), *line))


def _signature(signature: Signature) -> Iterator[str]:
    by_label = " paper-by-label" if signature.label else ""
    yield f'<div class="paper-signature{by_label}">'
    if signature.label:
        yield _p("paper-label", (*signature.label, Span("\uff1a")))
    if signature.by:
        yield _p("paper-by", signature.by)
    if signature.seal:
        yield _p("paper-seal", (Span(signature.seal),))
    if signature.on:
        yield _p("paper-on", signature.on)
    yield "</div>"


def _copies(paper: Paper) -> Iterator[str]:
    if paper.copies:
        lead = Span(paper.style.words["copies"])
        yield _p("paper-copies", (lead, *paper.copies, Span("\u3002")))


def _p(kind: str, line: Line) -> str:
    return f'<p class="{kind}">{_line(line)}</p>'


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    if span.kind == "words":
        return _text(span.text)
    named = f'data-field="{escape(span.field)}"'
    if span.kind == "gap":
        return f'<span class="paper-gap" {named}>{_text(span.text)}</span>'
    return f'<bdi class="paper-value" {named}>{_text(span.text)}</bdi>'


def _text(text: str) -> str:
    """Words as HTML; a tab and blanks in a row keep their width by the style sheet."""
    return escape(text).replace("\n", "<br/>")
