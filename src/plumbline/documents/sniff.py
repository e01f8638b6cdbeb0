"""文件格式 -- what a file is, told by its content first and by its name only then."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from plumbline.documents.safe_zip import Archive
from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

READABLE: Final = "md, txt, html, docx, pdf, doc, wps, rtf, odt"

_FORMAT_OF_SUFFIX: Final = {
    "md": "md", "markdown": "md", "txt": "txt", "text": "txt",
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html", "mht": "mht",
    "mhtml": "mht", "docx": "docx", "docm": "docx", "dotx": "docx", "dotm": "docx",
    "pdf": "pdf", "doc": "doc", "dot": "doc", "wps": "wps", "wpt": "wps",
    "rtf": "rtf", "odt": "odt", "ott": "odt", "fodt": "fodt", "xml": "xml",
}  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_READ: Final = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"BM", "a BMP image"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_HTML: Final = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML: Final = (b"<w:wordDocument", b"<pkg:package", b'progid="Word.Document"')
_FLAT_ODT: Final = b"<office:document "
_MHT: Final = re.compile(rb"(?i)mime-version:.*?multipart/related", re.DOTALL)
_MEMBERS: Final = (
    ("word/document.xml", "docx"),
    ("OFD.xml", "an OFD layout document (export it as PDF or docx)"),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
)
_HEAD: Final = 4096


def suffix_of(name: str) -> str:
    """The extension of a file's name in lower case, without its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix[1:].lower()


def promised(name: str) -> str:
    """The format that the name promises, or the empty string where it promises none."""
    return _FORMAT_OF_SUFFIX.get(suffix_of(name), "")


def sniff(data: bytes, name: str) -> str:
    """The format of a file, one of `READABLE` or `mht`, `fodt`, `xml`.

    Text without marks of its own is what the name promises, if that is a format of text,
    else `txt`. Raises `Unreadable` for what is plainly something else.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return "wps" if promised(name) == "wps" else "doc"
    if data[:64].lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if b"\0" in data[:_HEAD] or promised(name) not in ("txt", "md"):
        for magic, found in _NOT_READ:
            if data.startswith(magic):
                raise Unreadable(name, WHOLE_FILE, found, READABLE)
    return _text(data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n"), name)


def _text(head: bytes, name: str) -> str:
    if any(mark in head for mark in _WORD_XML):
        return "xml"
    if _FLAT_ODT in head:
        return "fodt"
    if _HTML.match(head):
        return "html"
    if _MHT.match(head):
        return "mht"
    promise = promised(name)
    return promise if promise in ("md", "html") else "txt"


def _zipped(data: bytes, name: str) -> str:
    archive = Archive(data, name)
    kind = archive.read("mimetype", 1024) if "mimetype" in archive else b""
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    for member, found in _MEMBERS:
        if member in archive:
            if found == "docx":
                return found
            raise Unreadable(name, WHOLE_FILE, found, READABLE)
    if any(member.startswith("word/") for member in archive.members):
        return "docx"
    found = f"a zip archive of {len(archive.members)} files, none of them word/document.xml"
    raise Unreadable(name, WHOLE_FILE, found, f"{READABLE}; unpack the archive first")
