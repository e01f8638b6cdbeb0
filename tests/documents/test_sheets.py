"""Spreadsheets that nobody honest writes are refused with what was found; none is followed."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from plumbline.documents import sheets
from plumbline.documents.sheets import guarded, read_sheets, unguarded
from plumbline.documents.unreadable import Unreadable


def workbook(*rows, sheets_=1):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for _ in range(sheets_ - 1):
        made.create_sheet()
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(data, member, change):
    """The workbook with one member written otherwise."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook(["code", "name"], ["1", "a"])
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_entity(content):
    return (
        ENTITY + content.partition(b"?>")[2] if content.startswith(b"<?xml") else ENTITY + content
    )


def of_utf16(content):
    return content.decode().encode("utf-16")


def of_row(number):
    return lambda content: content.replace(b'<row r="2"', b'<row r="%d"' % number)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (b"%PDF-1.7 \xff\xfe\0\0", "neither a workbook"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (PLAIN[: len(PLAIN) // 2], "damaged"),
        (changed(PLAIN, SHEET, with_entity), "document type"),
        (changed(PLAIN, "xl/workbook.xml", with_entity), "document type"),
        (changed(PLAIN, SHEET, of_utf16), "document type"),
        (changed(PLAIN, SHEET, lambda content: content[:40]), "damaged workbook"),
        (changed(PLAIN, SHEET, lambda _: b" " * (40 << 20)), "once unpacked|times"),
        (workbook(["code"], sheets_=30), "more than 20 sheets"),
        (b'code,name\n"1,a\n', "broken table"),
        (b"code,name\n" + b"1,a\n" * 20_001, "more than 20000 rows"),
        (b"x" * (sheets.LARGEST_FILE + 1), "bytes"),
    ],
    ids=range(15),
)
def test_a_hostile_file_is_refused_with_what_was_found(data, said):
    with pytest.raises(Unreadable, match=said):
        read_sheets(data, "a.xlsx")


def test_a_hundred_thousand_rows_are_refused():
    made = Workbook(write_only=True)
    sheet = made.create_sheet()
    for number in range(100_000):
        sheet.append([number])
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(Unreadable, match="more than 20000 rows"):
        read_sheets(stream.getvalue(), "a.xlsx")


def test_a_zip_that_is_no_workbook_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(Unreadable, match="no workbook"):
        read_sheets(stream.getvalue(), "a.xlsx")


@pytest.mark.parametrize("number", [900_000, 2_000_000_000])
def test_a_row_that_says_it_is_far_below_costs_no_more_than_the_last_row_of_a_spreadsheet(number):
    (sheet,) = read_sheets(changed(PLAIN, SHEET, of_row(number)), "a.xlsx")
    assert len(sheet.rows) <= 2


def test_a_formula_is_not_computed_and_an_error_is_told():
    (sheet,) = read_sheets(workbook(["=1+1", "#REF!", "a"]), "a.xlsx")
    assert sheet.rows[0].odd == ((0, "formula"), (1, "error"))


def test_numbers_are_written_as_people_read_them():
    (sheet,) = read_sheets(workbook([500103, 500103.0, 1.5, True, 10**17]), "a.xlsx")
    assert sheet.rows[0].cells[:4] == ("500103", "500103", "1.5", "True")
    assert sheet.rows[0].odd == ((4, "inexact"),)


@given(st.text())
def test_what_is_guarded_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        read_sheets(data, "a")
    except Unreadable:
        return
