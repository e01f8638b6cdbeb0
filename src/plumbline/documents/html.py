"""政府网页 -- the document that a page of a government site carries.

Nothing is fetched and no script is run. The text that offsets count in is the words
that the page shows, one line for each paragraph; a line's `origin` is the path of its
element. Lines that the page says *about* the document (number, organ, dates, validity)
come from its table of particulars and have the origin `meta`.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from plumbline.documents.decode import Decoded, decode
from plumbline.documents.gather import Gathering
from plumbline.documents.html_lines import gather_lines, shown, words_of
from plumbline.documents.html_main import main_parts
from plumbline.documents.model import Line
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

MOST_TAGS: Final = 300_000
MOST_ATTRIBUTES: Final = 500
"""Attributes of one tag; the parser's time grows with their square."""
META: Final = "meta"

_ATTRIBUTE: Final = (
    r"""[\s/]++(?:[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+)?+"""
)
_MANY_ATTRIBUTES: Final = re.compile(
    rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES + 1}}}"
)
_BIG5: Final = re.compile(rb"charset\s*=\s*[\"']?\s*(big5(?:-hkscs)?)\b", re.IGNORECASE)
_HEAD: Final = 4096
_LONGEST_TITLE: Final = 500
_TITLE_NAMES: Final = ("articletitle", "og:title", "title", "dc.title")
_DATE_NAMES: Final = ("pubdate", "publishdate", "article:published_time")
_SITE: Final = re.compile(r"\s*[_|｜—–]+\s*|\s+-+\s+|-(?=[^-]*(?:网|政府|局|委|门户)[^-]*$)")
_PARTICULARS: Final = re.compile(
    r"[【\[]?(发\s*文\s*字\s*号|文\s*号|文件编号|成文日期|发文日期|发布日期|公布日期|发布时间|印发日期|"
    r"生效日期|施行日期|实施日期|失效日期|废止日期|终止日期|有\s*效\s*性|效力状态|时\s*效\s*性|"
    r"日期|发文机关|发布机构|发文单位|制定机关)[】\]]?\s*[:：]?\s*"
)
_DATE: Final = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\d{4}[〕\])）】]\s*\d+\s*号")
_MOST_PARTICULARS: Final = 20
_FURNITURE: Final = re.compile(
    r"(?:[【\s]*+(?:打印本页|打印|关闭窗口|关闭|收藏|大|中|小|分享|复制|下载|字体|字号|我要纠错)[】\s|:：]*+)++"
    r"|(?:分享到|分享至|字体|字号|浏览次数|浏览量|阅读次数|阅读|点击数|点击率|访问量|责任编辑|责编|编辑|"
    r"信息来源|稿件来源|文章来源|来源|上一篇|下一篇|上一条|下一条|当前的?位置|您(?:现在|当前|所在)的?位置|"
    r"相关阅读|相关链接)\s*[:：][^。；]{0,60}"
    r"|(?:扫一扫|返回顶部|保护视力色|无障碍浏览)[^。；]{0,30}"
    r"|(?:首页|主页)\s*[>›»＞/-].{0,60}"
)
_FURNITURE_AFTER: Final = re.compile(r"字体|字号\s*[:：]\s*[【\[大小]|浏览|来源|打印|分享|阅读")
_BLANK: Final = re.compile(r"\s+")


def read_html(data: bytes, name: str) -> tuple[Gathering, Decoded]:
    """Lines of a page, and how it was decoded. Raises `Unreadable` when no words are found."""
    decoded = _decoded(data, name)
    tags = decoded.text.count("<")
    if tags > MOST_TAGS:
        raise Unreadable(name, WHOLE_FILE, f"{tags} tags", f"at most {MOST_TAGS} tags")
    if _MANY_ATTRIBUTES.search(decoded.text):
        found = f"a tag with more than {MOST_ATTRIBUTES} attributes"
        raise Unreadable(name, WHOLE_FILE, found, f"at most {MOST_ATTRIBUTES} attributes")
    root = _parsed(decoded.text, name)
    body = root.find("body")
    body = root if body is None else body
    gathering = Gathering(name)
    title = _title(root, body)
    particulars = _particulars(root, body)
    content = Gathering(name)
    for part in main_parts(body):
        gather_lines(part, content, _is_furniture)
    if not content.lines:
        raise Unreadable(name, WHOLE_FILE, "a page without words", "a page with text")
    titled = _titled(content.lines, title)
    if title and not any(line.heading == 1 for line in titled):
        gathering.add(title, "title", heading=1)
    known = {_key(line.text) for line in content.lines}
    for label, value in particulars.items():
        if _key(value) not in known:
            gathering.add(f"{label}：{value}", META)
    gathering.extend([line for line in titled if not _is_particular(line)])
    return gathering, decoded


def _decoded(data: bytes, name: str) -> Decoded:
    declared = _BIG5.search(data[:_HEAD])
    if declared:
        try:
            return Decoded(data.decode("big5hkscs"), "big5")
        except UnicodeDecodeError:
            pass
    return decode(data, name)


def _parsed(text: str, name: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(name, WHOLE_FILE, f"a broken page ({error})", "HTML") from error
    if root is None:
        raise Unreadable(name, WHOLE_FILE, "a page without elements", "a page with text")
    if parser.error_log.filter_from_fatals().filter_types(etree.ErrorTypes.ERR_RESOURCE_LIMIT):
        raise Unreadable(name, WHOLE_FILE, "elements nested too deeply", "a page of usual depth")
    return root


def _title(root: etree._Element, body: etree._Element) -> str:
    """The document's title: as the page's metadata, its first heading or its window name it."""
    metas = {
        (meta.get("name") or meta.get("property") or "").lower(): _words(meta.get("content", ""))
        for meta in root.iter("meta")
    }
    if metas.get("articletitle"):
        return metas["articletitle"]
    window = _words(root.findtext(".//title") or "")
    named = next((metas[name] for name in _TITLE_NAMES if metas.get(name)), "")
    first = _SITE.split((named or window)[:_LONGEST_TITLE])[0]
    headings = [_words(words_of(found)) for found in body.iter("h1")]
    for heading in headings:
        # A site's own name is often a heading too; the window is named for the document.
        own, whole = _key(heading), _key(first)
        if own and (not whole or whole in own or (own in whole and len(own) > 0.6 * len(whole))):
            return heading
    return first if len(first) > 3 else ""


def _particulars(root: etree._Element, body: etree._Element) -> dict[str, str]:
    """What the page's table of particulars says of the document, label by label."""
    found: dict[str, str] = {}
    for element in body.iter("td", "th", "li", "span", "p", "div", "dt", "label", "b", "strong"):
        if len(found) >= _MOST_PARTICULARS:
            break
        own = _BLANK.sub(" ", element.text or "").strip()
        if not own and len(element) and element[0].tag in ("b", "strong", "span", "em", "font"):
            continue
        label, value = _particular(own, element)
        if value:
            found.setdefault(label, value)
    for meta in root.iter("meta"):
        date = meta.get("content", "").strip()
        if meta.get("name", "").lower() in _DATE_NAMES and date and len(date) <= 40:
            found.setdefault("发布日期", day[0] if (day := _DATE.match(date)) else date)
    return found


def _particular(own: str, element: etree._Element) -> tuple[str, str]:
    """Label and value of one particular, whose label stands in `own`; empty when it is none."""
    if _NUMBER.fullmatch(own):
        return "发文字号", own
    labelled = _PARTICULARS.match(own)
    if labelled is None:
        return "", ""
    label = _BLANK.sub("", labelled[1])
    value = own[labelled.end() :].strip() or _beside(element)
    if label.endswith(("日期", "时间")):
        date = _DATE.match(value)
        value = date[0] if date else ""
    return label, value if len(value) <= 60 else ""


def _beside(element: etree._Element) -> str:
    """The value that stands beside a label: in the element after it, or in the words after it."""
    inner = _words(words_of(element)[len(element.text or "") :][:200])
    if inner:
        return inner
    if (after := _words(element.tail or "")) and element.tag not in ("td", "th", "li"):
        return after
    following = element.getnext()
    if following is None and (parent := element.getparent()) is not None:
        # The label alone may be wrapped: <td><b>label</b></td><td>value</td>.
        following = parent.getnext() if len(parent) == 1 else None
    return "" if following is None else _words(words_of(following)[:200])


def _titled(lines: list[Line], title: str) -> list[Line]:
    """The lines, with those that make up the title, broken as it may be, marked as such."""
    wanted = _key(title)
    if not wanted:
        return lines
    for first in range(min(len(lines), 10)):
        so_far = ""
        for last in range(first, min(len(lines), first + 5)):
            so_far += _key(lines[last].text)
            if so_far == wanted:
                return [
                    line._replace(heading=1) if first <= at <= last else _below(line)
                    for at, line in enumerate(lines)
                ]
            if not wanted.startswith(so_far):
                break
    return [_below(line) for line in lines]


def _below(line: Line) -> Line:
    """A line that is not the title, whatever the page calls it."""
    return line._replace(heading=2) if line.heading == 1 else line


def _is_particular(line: Line) -> bool:
    """Whether a line of the page repeats the particulars: a table of them, or a date with knobs."""
    if line.rows:
        cells = [cell for row in line.rows for cell in row]
        return sum(_PARTICULARS.match(cell) is not None for cell in cells) >= 2
    has_label = len(line.text) <= 80 and _PARTICULARS.match(line.text)
    return bool(has_label and _FURNITURE_AFTER.search(line.text))


def _is_furniture(words: str) -> bool:
    return len(words) <= 80 and _FURNITURE.fullmatch(words) is not None


def _words(text: str) -> str:
    return shown(text).strip()


def _key(text: str) -> str:
    """A text without blanks, for comparing."""
    return _BLANK.sub("", text)
