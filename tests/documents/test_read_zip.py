"""Archives that nobody should unpack: bombs, hostile paths, lies, halves."""

import struct

import pytest

from plumbline.documents.read import read
from plumbline.documents.safe_zip import MOST_MEMBERS, Archive
from plumbline.documents.unreadable import Unreadable
from tests.documents.word_files import body, paragraph, word_file, zip_file

WORD = word_file(paragraph("第一条　略。"))


def refusal(data):
    with pytest.raises(Unreadable) as refused:
        read(data, "办法.docx")
    assert refused.value.name == "办法.docx"
    return refused.value


def with_field(data, member, offset, value):
    """The archive with a field of a member's entry in the directory overwritten."""
    changed, at = bytearray(data), 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        (length,) = struct.unpack_from("<H", changed, at + 28)
        if changed[at + 46 : at + 46 + length] == member.encode():
            struct.pack_into("<I", changed, at + offset, value)
        at += 4
    return bytes(changed)


def test_a_bomb_is_refused_by_its_ratio():
    refused = refusal(word_file(members={"word/media/a.bin": bytes(20_000_000)}))
    assert "bomb" in refused.found
    assert refused.allowed == "at most 200 times"


def test_a_bomb_is_refused_by_its_size():
    members = {f"word/media/{number}.bin": bytes(60_000_000) for number in range(5)}
    assert "bytes once unpacked" in refusal(word_file(members=members)).found


def test_an_archive_that_lies_about_its_sizes_is_refused():
    data = word_file(*[paragraph("第一条　略。")] * 100)
    lying = with_field(data, "word/document.xml", 24, 100)
    assert refusal(lying).place == "word/document.xml"


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "C:\\a", "a/../../b", "..\\a", "\\a"]
)
def test_a_path_that_leads_out_is_refused(path):
    assert "leads out" in refusal(word_file(members={path: b"x"})).found


def test_dots_within_a_name_lead_nowhere():
    assert read(word_file(paragraph("甲"), members={"word/a..b": b"x"}), "a.docx").text == "甲"


def test_an_encrypted_member_is_refused():
    data = bytearray(WORD)
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    assert "encrypted" in refusal(bytes(data)).found


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_is_refused(kept):
    assert "damaged or truncated" in refusal(WORD[: int(len(WORD) * kept)]).found


def test_a_member_whose_bytes_changed_is_refused():
    data = zip_file({"word/document.xml": body(paragraph("第一条" * 50))}, method=0)
    assert refusal(data.replace("第一条".encode(), "第二条".encode(), 1)).place == (
        "word/document.xml"
    )


def test_too_many_members_are_refused():
    refused = refusal(zip_file({str(number): b"" for number in range(MOST_MEMBERS + 1)}))
    assert refused.found == f"{MOST_MEMBERS + 1} members"


def test_a_directory_without_end_is_refused_before_it_is_listed():
    assert "directory" in refusal(zip_file({"a" * 60_000 + str(n): b"" for n in range(40)})).found


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"OFD.xml": "<a/>"}, "OFD"),
        ({"xl/workbook.xml": "<a/>"}, "Excel"),
        ({"ppt/presentation.xml": "<a/>"}, "PowerPoint"),
        ({"a.txt": "甲"}, "a zip archive of 1 files"),
        ({}, "a zip archive of 0 files"),
        ({"word/styles.xml": "<a/>"}, "no main document"),
    ],
)
def test_an_archive_of_another_kind_is_named(members, found):
    assert found in refusal(zip_file(members)).found


def test_a_member_is_read_up_to_a_bound():
    archive = Archive(zip_file({"a": b"x" * 100}), "a.zip")
    assert archive.members == ("a",)
    assert archive.read("a", 100) == b"x" * 100
    with pytest.raises(Unreadable, match="more than 99 bytes"):
        archive.read("a", 99)
    with pytest.raises(Unreadable):
        archive.read("b")
