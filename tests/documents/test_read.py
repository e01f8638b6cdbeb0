"""Reading a file of any kind: told by its content, refused with reason, never a crash."""

import io
import pickle
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.documents.read import LARGEST, read
from plumbline.documents.unreadable import Unreadable
from tests.documents.pdf_files import pdf_file, typeset
from tests.documents.word_files import level, numbered, numbering, paragraph, word_file

TEXT = "示例市养犬管理办法\n第一条　为了规范养犬行为，制定本办法。\n第二条　略。\n"
WORD = word_file(
    numbered("为了规范养犬行为。"),
    f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>",
    numbering=numbering(level(0, "第%1条", "chineseCountingThousand")),
)
PAGE = (
    '<html><head><meta charset="utf-8"><title>办法</title></head><body><div class="TRS_Editor">'
    "<p>第一条，略。</p><table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr>"
    "</table></div></body></html>"
)
PDF = pdf_file(typeset(["第一条　为了规范养犬行为，保障公众健康和人身安全，制定本办法。"] * 3))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
RTF = b"{\\rtf1\\ansi x}"
SAMPLES = {
    "a.md": f"# {TEXT}".encode(),
    "b.txt": TEXT.encode("gb18030"),
    "c.txt": TEXT.encode("utf-16"),
    "d.html": PAGE.encode(),
    "e.docx": WORD,
    "f.doc": OLE,
    "g.rtf": RTF,
}
SUFFIXES = st.sampled_from("md txt html htm docx docm pdf doc wps rtf odt mht xml bin".split())  # noqa: SIM905


@pytest.mark.parametrize(
    ("name", "data", "kind", "codes"),
    [
        ("办法.md", TEXT.encode(), "md", []),
        ("办法.MD", TEXT.encode(), "md", []),
        ("办法.txt", TEXT.encode(), "txt", []),
        ("办法", TEXT.encode(), "txt", []),
        ("办法.law", TEXT.encode(), "txt", []),
        ("folder.docx/办法.txt", TEXT.encode(), "txt", []),
        ("C:\\a.b\\办法.htm", PAGE.encode(), "html", []),
        ("办法", PAGE.encode(), "html", []),
        ("办法.html", b"<b>" + TEXT.encode() + b"</b>", "html", []),
        ("办法", WORD, "docx", []),
        ("办法.docm", WORD, "docx", []),
        ("办法.docx", PAGE.encode(), "html", ["format_mislabelled"]),
        ("办法.doc", PAGE.encode("utf-16"), "html", ["format_mislabelled"]),
        ("办法.docx", TEXT.encode(), "txt", ["format_mislabelled"]),
        ("办法.pdf", TEXT.encode(), "txt", ["format_mislabelled"]),
        ("办法.doc", WORD, "docx", ["format_mislabelled"]),
        ("办法.md", WORD, "docx", ["format_mislabelled"]),
        ("办法.txt", PAGE.encode(), "html", ["format_mislabelled"]),
        ("办法.md", f"<!-- a --><table>{PAGE}".encode(), "html", ["format_mislabelled"]),
    ],
)
def test_a_file_is_what_it_contains_and_a_name_that_lies_is_a_finding(name, data, kind, codes):
    source = read(data, name)
    assert (source.name, source.format) == (name, kind)
    assert [finding.code for finding in source.findings] == codes


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", b"", "empty"),
        ("a.md", b"<!-- c -->", "empty"),
        ("a.docx", b"\x89PNG\r\n\x1a\n\0", "a PNG image"),
        ("a.pdf", b"\xff\xd8\xff\xe0", "a JPEG image"),
        ("a.txt", b"MZ\x90\0\x03", "a program"),
        ("a.doc", b"\x1f\x8b\x08", "a gzip archive"),
        ("a.doc", OLE, "no LibreOffice"),
        ("a.doc", RTF, "no LibreOffice"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "encrypted"),
    ],
)
def test_a_file_of_no_use_is_named_for_what_it_is(name, data, found):
    with pytest.raises(Unreadable) as refused:
        read(data, name)
    assert found in refused.value.found


@pytest.mark.parametrize("suffix", ["pdf", "docx", "doc", "wps", "odt"])
def test_bytes_that_are_no_text_are_refused_by_what_their_name_promises(suffix):
    with pytest.raises(Unreadable) as refused:
        read(b"\x00\x01\x02 no text \xff", f"a.{suffix}")
    assert refused.value.allowed == f"an intact {suffix} file"


def test_a_text_may_begin_like_a_program():
    assert read("MZ 型犬只管理办法".encode(), "a.txt").text.startswith("MZ")


def test_a_refusal_names_file_place_found_and_allowed_and_survives_a_process():
    refused = Unreadable("a.docx", "page 3", "nothing", "something")
    assert str(refused) == "a.docx: page 3: found nothing; allowed: something"
    again = pickle.loads(pickle.dumps(refused))
    assert (again.name, again.place, again.found, again.allowed) == (
        "a.docx", "page 3", "nothing", "something",
    )  # fmt: skip


def test_a_file_of_more_than_64_megabytes_is_refused():
    with pytest.raises(Unreadable) as refused:
        read(bytes(LARGEST + 1), "a.txt")
    assert str(LARGEST + 1) in refused.value.found


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_thirty_megabytes_in_one_line_are_read_within_seconds(name, encoding):
    unit = "为了规范养犬行为，".encode(encoding).removeprefix(b"\xff\xfe")
    mark = b"\xff\xfe" if encoding == "utf-16" else b""
    data = mark + unit * (30 * 1024 * 1024 // len(unit))
    began = time.process_time()
    source = read(data, name)
    assert time.process_time() - began < 10
    assert len(source.lines) == 1


def test_the_hash_is_that_of_the_bytes_that_came_in():
    assert read(b"a", "a.txt").sha256 == (
        "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    )


def checked(data, name):
    """Read; whatever comes of it must be a sound source, or a refusal that says why."""
    try:
        source = read(data, name)
    except Unreadable as refused:
        assert refused.name == name  # noqa: PT017
        assert refused.place, refused.found  # noqa: PT017
        assert "cannot be followed" not in refused.found  # noqa: PT017
        return
    assert source.lines
    source.text.encode()
    for line in source.lines:
        assert 0 <= line.start <= len(source.text)
        if not line.origin.startswith("lines "):
            kept = source.text[line.start : line.start + len(line.text)]
            assert kept == line.text or "INFO END" in line.text
    for finding in source.findings:
        assert 0 <= finding.start <= finding.end <= len(source.text)
        assert finding.line >= 1


@given(st.binary(max_size=400), SUFFIXES)
def test_arbitrary_bytes_under_any_name_never_crash(data, suffix):
    checked(data, f"a.{suffix}")


@given(st.text(max_size=200), SUFFIXES, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_arbitrary_text_under_any_name_never_crashes(text, suffix, encoding):
    checked(text.encode(encoding, "ignore"), f"a.{suffix}")


CHANGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 20), st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)


def changed(data, changes):
    """Data with stretches replaced: bytes lost, added and overwritten."""
    for at, length, other in changes:
        start = at % (len(data) + 1)
        data = data[:start] + other + data[start + length :]
    return data


@given(st.sampled_from(sorted(SAMPLES)), CHANGES, SUFFIXES)
def test_damaged_files_are_read_or_refused(name, changes, suffix):
    checked(changed(SAMPLES[name], changes), name)
    checked(changed(SAMPLES[name], changes), f"a.{suffix}")


@given(CHANGES)
@settings(max_examples=15, deadline=None)
def test_damaged_pdf_files_are_read_or_refused(changes):
    checked(changed(PDF, changes), "a.pdf")


with zipfile.ZipFile(io.BytesIO(WORD)) as word:
    PARTS = {member: word.read(member) for member in word.namelist()}


@given(st.sampled_from(sorted(PARTS)), CHANGES)
def test_word_files_with_a_damaged_part_are_read_or_refused(member, changes):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in PARTS.items():
            archive.writestr(name, changed(part, changes) if name == member else part)
    checked(packed.getvalue(), "a.docx")
