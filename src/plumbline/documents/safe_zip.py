"""压缩包安全 -- members of an untrusted zip archive, within stated bounds.

Nothing is written to disk, so a hostile path can do no harm here; it is refused all
the same, because no honest editor writes one. A bomb is refused by what the archive
declares, and again while it is unpacked, since declarations lie.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Final

from lxml import etree

from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

MOST_MEMBERS: Final = 4096
LARGEST_MEMBER: Final = 64 * 1024 * 1024
LARGEST_XML: Final = 32 * 1024 * 1024
"""A tree in memory takes ten times the room of its XML."""
LARGEST_TOTAL: Final = 256 * 1024 * 1024
HIGHEST_RATIO: Final = 200
"""Uncompressed to compressed size from which an archive of some size is taken for a bomb."""
_RATIO_MATTERS_FROM: Final = 16 * 1024 * 1024
_END: Final = b"PK\x05\x06"
_END_ZIP64_LOCATOR: Final = b"PK\x06\x07"
_LARGEST_DIRECTORY: Final = 2 * 1024 * 1024
# ISO/IEC 29500 strict names the same elements in other words.
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HOSTILE: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\0")


class Archive:
    """The members of a zip archive by name. Every reading raises `Unreadable` and nothing else."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        _check_directory(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:
            # zipfile raises a dozen kinds of error on damaged archives.
            raise _damaged(name, error) from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._check()

    def __contains__(self, member: str) -> bool:
        return member in self._members

    @property
    def members(self) -> tuple[str, ...]:
        """Names of all members, in the order of the archive's directory."""
        return tuple(self._members)

    def read(self, member: str, most: int = LARGEST_MEMBER) -> bytes:
        """Bytes of a member, at most `most` of them; longer or damaged ones are refused."""
        try:
            with self._zip.open(self._members[member]) as opened:
                data = opened.read(most + 1)
        except Exception as error:
            # zlib, CRC, missing member, method that is not supported.
            found = f"a damaged member of the archive ({error})"
            raise Unreadable(self.name, member, found, "an intact archive") from error
        if len(data) > most:
            found = f"more than {most} bytes once unpacked"
            raise Unreadable(self.name, member, found, f"at most {most} bytes")
        return data

    def xml(self, member: str) -> etree._Element:
        """Root of an XML member. Declared document types and entities are refused."""
        data = self.read(member, LARGEST_XML).replace(_STRICT, _TRANSITIONAL)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError) as error:
            found = f"XML that is not well-formed ({error})"
            raise Unreadable(self.name, member, found, "well-formed XML") from error
        if root.getroottree().docinfo.internalDTD is not None:
            found = "a document type declaration (entities)"
            raise Unreadable(self.name, member, found, "XML without a document type")
        return root

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MOST_MEMBERS:
            found = f"{len(infos)} members"
            raise Unreadable(self.name, WHOLE_FILE, found, f"at most {MOST_MEMBERS} members")
        for info in infos:
            if _HOSTILE.search(info.filename):
                found = "a path that leads out of the archive"
                raise Unreadable(self.name, repr(info.filename), found, "plain relative paths")
            if info.flag_bits & 0x1:
                found = "an encrypted member"
                raise Unreadable(self.name, info.filename, found, "a file without a password")
        self._check_size(infos)

    def _check_size(self, infos: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(info.file_size for info in infos)
        packed = max(sum(info.compress_size for info in infos), 1)
        if unpacked > LARGEST_TOTAL:
            found = f"{unpacked} bytes once unpacked (a zip bomb?)"
            raise Unreadable(self.name, WHOLE_FILE, found, f"at most {LARGEST_TOTAL} bytes")
        if unpacked > _RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * packed:
            found = f"an archive that unpacks to {unpacked // packed} times its size (a zip bomb?)"
            raise Unreadable(self.name, WHOLE_FILE, found, f"at most {HIGHEST_RATIO} times")


def _check_directory(data: bytes, name: str) -> None:
    """Refuse a directory too long to be listed, before it is listed."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise _damaged(name, "its directory is missing")
    (size,) = struct.unpack_from("<I", data, at + 12)
    if size > _LARGEST_DIRECTORY or _END_ZIP64_LOCATOR in data[max(0, at - 20) : at]:
        found = f"an archive whose directory is of {size} bytes, or in the zip64 form"
        allowed = f"a directory of at most {_LARGEST_DIRECTORY} bytes"
        raise Unreadable(name, WHOLE_FILE, found, allowed)


def _damaged(name: str, why: object) -> Unreadable:
    found = f"a damaged or truncated zip archive ({why})"
    return Unreadable(name, WHOLE_FILE, found, "a complete archive")
