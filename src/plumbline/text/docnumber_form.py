"""文号 -- the values that a document number is read into, and the ways in which it fails.

A document number is the code of the agency, the year in full within hexagonal brackets,
and a serial number without leading zeros and without 第 (GB/T 9704-2012, 7.2.5). Orders
and announcements are numbered otherwise: 国务院令第752号, 公告〔五届〕第92号.
"""

from dataclasses import dataclass
from typing import Final, Literal

from plumbline.text import docnumber_patterns as patterns
from plumbline.text.numerals import to_chinese

Form = Literal["document", "order", "announcement", "case"]
YearStyle = Literal["brackets", "plain", "none"]

DOCUMENT_NUMBER_FAULTS: Final = {
    "small_tortoise_brackets": "the year stands in small brackets ﹝﹞ instead of 〔〕",
    "square_brackets": "the year stands in square brackets instead of 〔〕",
    "lenticular_brackets": "the year stands in 【】 instead of 〔〕",
    "round_brackets": "the year stands in round brackets instead of 〔〕",
    "angle_brackets": "the year stands in angle brackets instead of 〔〕",
    "other_brackets": "the year stands in braces or quotation brackets instead of 〔〕",
    "mixed_brackets": "the opening and the closing bracket are of different kinds",
    "unclosed_brackets": "one of the two brackets is missing",
    "missing_brackets": "the year stands without brackets",
    "year_word_in_brackets": "年 stands within the brackets",
    "short_year": "the year has two digits",
    "year_length": "the year has one, three, five or six digits",
    "implausible_year": "the year is not one of 1949 to 2099",
    "missing_year": "there is no year",
    "chinese_year": "the year is written in Chinese numerals",
    "chinese_serial": "the serial number is written in Chinese numerals",
    "leading_zero": "the serial number begins with a zero",
    "zero_serial": "the serial number is zero",
    "missing_serial": "the serial number is not filled in",
    "serial_range": "one number names several documents by a range",
    "sub_serial": "the serial number has a number of its own after a dash",
    "numero_sign": "№ or No. stands before the serial number",
    "letter_for_digit": "a letter stands where a digit should",
    "superfluous_di": "第 stands before the serial number of a document",
    "missing_di": "第 is missing before the serial number of an order or announcement",
    "missing_hao": "号 is missing after the serial number",
    "spaces_inside": "there is space inside the number",
    "fullwidth_digits": "digits are full-width",
    "missing_agency_code": "the code of the agency is missing",
    "year_first": "the brackets stand before the code of the agency",
    "order_reversed": "the serial number stands before the word 令 or 公告",
    "round_serial": "the serial number of an order stands in round brackets",
}
"""Every way in which a document number can be malformed, and what it means."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a document number: a code of DOCUMENT_NUMBER_FAULTS and its place."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number in a text, read as it was meant, with what is wrong in it.

    `start` and `end` count code points of the text. `agency_code` is 渝府发, or 国务院令 and
    公告 with their issuer for orders and announcements. `year` is None where none is
    written that could be meant, `serial` 0 where none is; `session` is the term of a
    standing committee (五届 gives 5). `year_style` says how the form writes the year,
    `ordinal` whether it writes 第.
    """

    start: int
    end: int
    agency_code: str
    year: int | None
    serial: int
    form: Form
    faults: tuple[Fault, ...]
    text: str = ""
    session: int | None = None
    year_style: YearStyle = "brackets"
    ordinal: bool = False

    def printed(self) -> str:
        """Give the number in its correct form; a part that is missing stays missing."""
        is_open = any(fault.code == "missing_serial" for fault in self.faults)
        serial = "" if is_open else str(self.serial)
        if patterns.NUMBERED_IN_CHINESE.search(self.agency_code) and self.year is None:
            serial = to_chinese(self.serial)
        if self.form == "case":
            return f"（{self.year}）{self.agency_code}{serial}号"
        return f"{self.agency_code}{self._printed_year()}{'第' if self.ordinal else ''}{serial}号"

    def _printed_year(self) -> str:
        if self.session is not None:
            return f"〔{to_chinese(self.session)}届〕"
        if self.year is None:
            return ""
        return f"{self.year}年" if self.year_style == "plain" else f"〔{self.year}〕"
