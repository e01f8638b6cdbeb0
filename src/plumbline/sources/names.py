"""名称 -- by which names a law is called: 中华人民共和国行政处罚法, 行政处罚法, 《行政处罚法》.

A key is a title as people say it: without 书名号, without 中华人民共和国, with one kind
of bracket. Two titles with one key name one work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from plumbline.documents.model import Document

_STATE: Final = "中华人民共和国"
_BRACKETS: Final = str.maketrans(
    {
        "<": "〈",
        ">": "〉",
        "(": "（",
        ")": "）",
        "《": "〈",
        "》": "〉",
        "﹤": "〈",
        "﹥": "〉",
        "＜": "〈",
        "＞": "〉",
    }
)
_TRAILER: Final = re.compile(
    r"（(?:\d{4}年?)?(?:修订|修正|修改|最新|现行)(?:版|本)?）$|（\d{4}[-年].*?）$"
)
_NAME_ENDS: Final = re.compile(
    r"(?:法典|法|条例|通则)(?!规(?!定)|[人律院定庭官医学制则治典理]"
    r"|(?:的)?(?:实施(?:条例|细则|办法)|修正案|司法解释|释义))"
)
_LOCAL: Final = frozenset(("normative_document", "local_government_rule", "other"))
_PLACE: Final = re.compile(r"[一-龥]{2,8}?(?:省|自治区|市|自治州|自治县|区|县|镇|乡)")
_BOUNDARY: Final = frozenset(
    "照按据反用有使同护崇现扬背和与及者或对由为在是除的将于合守施彻到从受经依触"
    "、，。；：《（“〈\n\r\t \u3000>”’》）"
)
_LONGEST: Final = 60


@lru_cache(maxsize=65536)
def key_of(title: str) -> str:
    """The key of a title: 《中华人民共和国行政处罚法》 gives 行政处罚法."""
    name = re.sub(r"\s+", "", title)
    if name[:1] == "《" and name[-1:] == "》":
        name = name[1:-1]
    name = _TRAILER.sub("", name.translate(_BRACKETS))
    if name.startswith(_STATE) and len(name) > len(_STATE) + 1:
        name = name[len(_STATE) :]
    return name


def amended_in(title: str) -> str:
    """The key of the work that a title says it amends: 关于修改《X》的决定, X修正案; else ""."""
    named = re.search(r"[《〈<](.+?)[》〉>]", title)
    if named:
        return key_of(named[1])
    found = re.match(r"(?:中华人民共和国)?(.+?)修正案", title)
    return key_of(found[1]) if found else ""


@dataclass(slots=True)
class Names:
    """The names that may stand in a sentence without 书名号, and where they do."""

    known: frozenset[str]
    _tails: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, titles: Iterable[str]) -> Names:
        """Names of works: each title in full and as its key; only 法、条例、通则 go unbracketed."""
        known = set()
        for title in titles:
            for name in (title, key_of(title)):
                if 2 <= len(name) <= _LONGEST and _NAME_ENDS.search(name[-2:]):
                    known.add(name)
        names = cls(frozenset(known))
        tails: dict[str, set[int]] = {}
        for name in known:
            tails.setdefault(name[-3:], set()).add(len(name))
        names._tails = {tail: tuple(sorted(sizes, reverse=True)) for tail, sizes in tails.items()}
        return names

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of known names that stand as words; the longest name that fits is taken."""
        known, tails = self.known, self._tails
        for found in _NAME_ENDS.finditer(text):
            end = found.end()
            for size in tails.get(text[end - 3 : end], ()) or tails.get(text[end - 2 : end], ()):
                start = end - size
                if start >= 0 and text[start:end] in known:
                    if _stands_alone(text, start):
                        yield start, end
                    break


def _stands_alone(text: str, start: int) -> bool:
    """Whether the words before do not make a longer, unknown name of it."""
    if start == 0:
        return True
    before = text[start - 1]
    return before in _BOUNDARY or text[max(start - 2, 0) : start] in _VERBS


_VERBS: Final = frozenset(
    (
        "具备",
        "采取",
        "规定",
        "执行",
        "适用",
        "实行",
        "施行",
        "违背",
        "根据",
        "其他",
        "有关",
        "国家",
        "涉及",
        "贯彻",
        "实施",
        "修改",
        "制定",
        "通过",
        "履行",
    )
)


def work_key(document: Document) -> str:
    """The key of a document's work. A notice whose title names no issuer is told by its own."""
    metadata = document.metadata
    key = key_of(metadata.title)
    issuer = metadata.issuers[0] if metadata.issuers else ""
    if key.startswith("关于") and metadata.kind in ("normative_document", "other"):
        return f"{issuer or metadata.doc_number}{key}"
    place = _PLACE.match(issuer)
    if metadata.kind in _LOCAL and place and place[0] not in key:
        return f"{issuer}{key}"
    return key
