"""文字 -- read what a legal text writes: numerals, days, sums, document numbers, characters; and
what a form states: numbers of citizens and organisations.

Every other part of the product reads law through these values. Nothing here fails on any
text: what cannot be read is None, what is found malformed names its fault, and what is
normalised can be traced to the character that came in.
"""

from plumbline.text.characters import bigrams, has_han, is_han, width
from plumbline.text.dates import DATE_FAULTS, FoundDate, find_dates, parse_date
from plumbline.text.docnumber import (
    DOCUMENT_NUMBER_FAULTS,
    DocumentNumber,
    Fault,
    find_numbers,
    parse_number,
)
from plumbline.text.identity import fault_in_citizen_number, fault_in_credit_code
from plumbline.text.money import SHARES, Amount, find_amounts, parse_decimal
from plumbline.text.normalise import NORMALISATIONS, Change, Normal, normalise
from plumbline.text.numerals import (
    ANY_NUMERAL,
    NUMERAL,
    ArticleNumber,
    parse_article_number,
    parse_numeral,
    to_chinese,
)

__all__ = [
    "ANY_NUMERAL",
    "DATE_FAULTS",
    "DOCUMENT_NUMBER_FAULTS",
    "NORMALISATIONS",
    "NUMERAL",
    "SHARES",
    "Amount",
    "ArticleNumber",
    "Change",
    "DocumentNumber",
    "Fault",
    "FoundDate",
    "Normal",
    "bigrams",
    "fault_in_citizen_number",
    "fault_in_credit_code",
    "find_amounts",
    "find_dates",
    "find_numbers",
    "has_han",
    "is_han",
    "normalise",
    "parse_article_number",
    "parse_date",
    "parse_decimal",
    "parse_number",
    "parse_numeral",
    "to_chinese",
    "width",
]
