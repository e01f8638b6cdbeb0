"""正文所在 -- the part of a page that holds the document, among navigation and furniture.

Each block of words is weighed by its Chinese characters and punctuation; one without a
sentence or a number of an article weighs a tenth, and one that consists mostly of links
weighs nothing. From the body downward the search enters the child that holds nearly all
of the weight, until no child does. Names that publishing systems give to the text
(`TRS_Editor`, `UCAP-CONTENT`, `zoom`) only lower the share that a child must hold; they
decide nothing by themselves. A signature or list of annexes set just below is kept.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from plumbline.documents.html_lines import BLOCKS, is_data_table, words_of

_DROPPED: Final = frozenset({
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet",
    "svg", "canvas", "map", "input", "select", "option", "button", "textarea", "nav", "footer",
    "aside", "head", "link", "meta", "video", "audio", "dialog"
})  # fmt: skip
_NOISE: Final = re.compile(
    r"(?:\w+[-_])?(?:bread-?crumbs?|crumbs?|nav|navbar|navigation|menu|share|bdshare\w*|jiathis\w*|"
    r"print|dayin|foot|footer|copyright|side-?bar|tool-?bar|qr-?code|ewm|erweima|search|login|"
    r"top-?bar|position|dqwz|weizhi|location|recommend|related|pager|pagination|back-?top|"
    r"font-?size|zihao)(?:[-_](?:box|bar|wrap|list|div|btn|tool|tools|inner|con))?\d*",
    re.IGNORECASE,
)
_HINT: Final = re.compile(
    r"trs_editor|trs_ueditor|ucap-?content|ucapcontent|article-?con(?:tent)?|pages_content|"
    r"zoom|maintext|main-?text|artibody|news_?con(?:tent)?|xxgk_?con(?:tent)?|"
    r"text-?con(?:tent)?|wzcon|view-?content|conTxt",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_POINTS: Final = "，。；、："
_OPENING: Final = re.compile(r"\s*第[一二三四五六七八九十百零〇\d]+[条章节编]")
_ENGLISH_STOP: Final = re.compile(r"[.!?](?:\s|$)")
_SIGNED: Final = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[〇○零一二三四五六七八九]{4}年|^\s*附\s*[件录表]"
)
_IMPRINT: Final = re.compile(r"版权|主办|承办|备案|ICP|网站标识码|上一篇|下一篇|分享|打印|关闭")
_OF_SITE: Final = re.compile(r"版权所有|ICP\s*备|网站标识码|公网安备|Copyright|技术支持\s*[:：]")
_LONGEST_NAMES: Final = 200
_LONGEST_SIGNATURE: Final = 400
_ENTERED: Final = 0.9
_ENTERED_IF_HINTED: Final = 0.6
_MOST_NOISE: Final = 0.1
"""A block named like furniture that holds more of the weight than this is none."""
_OUT: Final = "plumbline-out"


def main_parts(body: etree._Element) -> list[etree._Element]:
    """The elements that hold the document. Furniture is removed from the tree below `body`."""
    _drop_invisible(body)
    _drop_furniture(body)
    weights = _weigh(body)
    here = body
    while (inner := _heaviest(here, weights)) is not None:
        here = inner
    return [here, *_signature(here, body)]


def _signature(here: etree._Element, body: etree._Element) -> list[etree._Element]:
    """The short elements just below the text that sign it or list its annexes."""
    while here is not body:
        below = list(here.itersiblings(etree.Element))
        words = "".join(words_of(element) for element in below)
        if words.strip():
            is_signature = _SIGNED.search(words) and not _IMPRINT.search(words)
            return below if is_signature and len(words.strip()) <= _LONGEST_SIGNATURE else []
        parent = here.getparent()
        if parent is None:
            break
        here = parent
    return []


def _drop_invisible(body: etree._Element) -> None:
    """Remove what a browser would not show as text."""
    for element in body.iterdescendants(etree.Element):
        if (
            element.tag in _DROPPED
            or _HIDDEN.search(element.get("style", ""))
            or element.get("hidden") is not None
        ):
            element.tag = _OUT
    etree.strip_elements(body, _OUT, with_tail=False)


def _drop_furniture(body: etree._Element) -> None:
    """Remove small blocks that are named like furniture and hold no sentence."""
    weights = _weigh(body)
    most = _MOST_NOISE * weights.get(body, 0.0)
    for element in body.iterdescendants(etree.Element):
        if (
            any(_NOISE.fullmatch(name) for name in _names(element).split())
            and not _HINT.search(_names(element))
            and weights.get(element, 0.0) <= most
            and "。" not in words_of(element)
        ):
            element.tag = _OUT
    etree.strip_elements(body, _OUT, with_tail=False)


def _heaviest(here: etree._Element, weights: dict[etree._Element, float]) -> etree._Element | None:
    """The child to enter: a block that holds nearly all the weight of its parent."""
    whole = weights.get(here, 0.0)
    if whole <= 0:
        return None
    inner = max(here, key=lambda child: weights.get(child, 0.0), default=None)
    if inner is None or (inner.tag not in BLOCKS and not _HINT.search(_names(inner))):
        return None
    if inner.tag == "p" or (inner.tag == "table" and is_data_table(inner)):
        return None
    share = _ENTERED_IF_HINTED if _HINT.search(_names(inner)) else _ENTERED
    return inner if weights.get(inner, 0.0) >= share * whole else None


def _weigh(body: etree._Element) -> dict[etree._Element, float]:
    """Weight of each element: of the blocks in it, those that are mostly links left out."""
    words: dict[etree._Element, list[str]] = {}
    linked: dict[etree._Element, float] = {}
    total: dict[etree._Element, float] = {}
    in_link = 0

    def add(element: etree._Element, text: str | None) -> None:
        if text and not text.isspace():
            words.setdefault(element, []).append(text)
            if in_link:
                linked[element] = linked.get(element, 0.0) + len(text)

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            in_link += element.tag == "a"
            add(element, element.text)
            continue
        in_link -= element.tag == "a"
        parent = element.getparent()
        links = linked.pop(element, 0.0)
        pieces = words.pop(element, [])
        if element.tag in BLOCKS:
            total[element] = total.get(element, 0.0) + _weight("".join(pieces), links)
        elif element is not body and parent is not None:
            words.setdefault(parent, []).extend(pieces)
            linked[parent] = linked.get(parent, 0.0) + links
        if element is not body and parent is not None:
            total[parent] = total.get(parent, 0.0) + total.get(element, 0.0)
            add(parent, element.tail)
    return total


def _weight(words: str, linked: float) -> float:
    """Weight of a block's own words, of which so many characters stand in links."""
    if not words or linked > 0.5 * len(words) or _OF_SITE.search(words):
        return 0.0
    # Chinese characters take three bytes; in a page in English, letters count a little.
    wide = (len(words.encode()) - len(words)) // 2
    points = sum(map(words.count, _POINTS))
    weight = wide + 3 * points + 0.05 * (len(words) - wide)
    return weight if _is_sentence(words) else weight / 10


def _is_sentence(words: str) -> bool:
    """Whether words read like a text rather than like a label."""
    if "。" in words or "；" in words or words.count("，") > 1:
        return True
    return _OPENING.match(words) is not None or _ENGLISH_STOP.search(words) is not None


def _names(element: etree._Element) -> str:
    names = f"{element.get('id', '')} {element.get('class', '')}"
    return f"{names[:_LONGEST_NAMES]} {element.tag}"
