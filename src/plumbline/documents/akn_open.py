"""阿科马开卷 -- bytes of an Akoma Ntoso file as a tree of elements, or a reason why not.

XML can name files and addresses to fetch and entities that unfold without end. All of that
needs a document type declaration; a file that has one is refused before it is parsed.
Size, number of marks and depth are bounded, so that memory and time are.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""

MOST_MARKS: Final = 1_500_000
"""Signs `<` and `=` together in the largest file: each may cost a node of a hundred bytes."""

DEEPEST: Final = 100
"""Elements within one another; a law has some twenty."""

_NAMESPACES: Final = re.compile(
    r"http://docs\.oasis-open\.org/legaldocml/ns/akn/|http://www\.akomantoso\.org/"
)
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ENCODINGS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "iso-8859-1": "iso-8859-1",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_PROLOG: Final = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)


def open_akn(data: bytes, name: str) -> tuple[etree._Element, str]:
    """The root of an Akoma Ntoso file, and its encoding. Raises `Unreadable` and nothing else."""
    if len(data) > LARGEST:
        raise Unreadable(name, WHOLE_FILE, f"{len(data)} bytes", f"at most {LARGEST} bytes")
    text, encoding = _decoded(data, name)
    del data
    _refuse_excess(text, name)
    root = _parsed(text, name)
    namespace = etree.QName(root).namespace or ""
    if etree.QName(root).localname != "akomaNtoso" or not _NAMESPACES.match(namespace):
        found = f"XML whose outermost element is {root.tag}"[:200]
        raise Unreadable(name, f"line {root.sourceline}", found, "akomaNtoso of version 3.0")
    return root, encoding


def is_akn(data: bytes) -> bool:
    """Whether the first bytes of a file are those of Akoma Ntoso."""
    head = data[:4096].replace(b"\0", b"")
    return re.search(rb"<(?:[\w.-]+:)?akomaNtoso[\s>]", head) is not None


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    encoding = next((code for bom, code in _BOMS if data.startswith(bom)), "")
    if not encoding:
        declared = _DECLARED.match(data)
        label = declared[1].decode("ascii").lower() if declared else "utf-8"
        encoding = _ENCODINGS.get(label, "")
        if not encoding:
            allowed = "utf-8, utf-16 or gb18030"
            raise Unreadable(name, "line 1", f"the encoding {label}", allowed)
    try:
        return data.decode(encoding).removeprefix("\ufeff"), encoding
    except UnicodeDecodeError as error:
        found = f"bytes that are not {encoding}"
        raise Unreadable(name, f"byte {error.start}", found, "text in one encoding") from error


def _refuse_excess(text: str, name: str) -> None:
    marks = text.count("<") + text.count("=")
    if marks > MOST_MARKS:
        allowed = f"at most {MOST_MARKS} of them"
        raise Unreadable(name, WHOLE_FILE, f"{marks} signs < and =", allowed)
    prolog = _PROLOG.match(text)
    at = prolog.end() if prolog else 0
    if text.startswith("<!", at):
        line = f"line {text.count(chr(10), 0, at) + 1}"
        found = "a document type declaration (entities)"
        raise Unreadable(name, line, found, "XML without a document type")


def _parsed(text: str, name: str) -> etree._Element:
    # The text is encoded anew, so what the declaration says of the encoding no longer holds.
    # Without a document type there are no entities, so `huge_tree` only lifts the limit of
    # ten million bytes in one paragraph; size and depth are bounded here.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True, huge_tree=True,
    )  # fmt: skip
    try:
        declaration = _DECLARATION.match(text)
        bare = text[declaration.end() :] if declaration else text
        return etree.fromstring(bare.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        if "depth" in str(error):
            found, allowed = f"elements more than {DEEPEST} deep", f"at most {DEEPEST} levels"
        else:
            found, allowed = f"XML that is not well-formed ({error})", "well-formed XML"
        raise Unreadable(name, f"line {line}", found, allowed) from error
