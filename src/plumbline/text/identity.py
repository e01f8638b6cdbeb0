"""身份号码 -- whether the number of an identity card, or the code of an organisation, can be one.

Both have 18 characters, of which the last checks the others: by ISO 7064 MOD 11-2 where it is the
number of a citizen (GB 11643-1999), by MOD 31-3 where it is a unified social credit code
(GB 32100-2015). Whether a number was ever given to anybody, no rule tells.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

IdentityFault = Literal["", "form", "day", "check"]
"""Not of the form that the standard sets; a day of birth that is none; a check that fails."""

_CITIZEN: Final = re.compile(r"[0-9]{17}[0-9X]")
_CHECKS: Final = "10X98765432"
_MODULUS: Final = 11
_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a credit code by their values: none that is taken for another."""
_CODE: Final = re.compile(rf"[{_LETTERS}]{{18}}")


def fault_in_citizen_number(number: str) -> IdentityFault:
    """What keeps a text from being the number of an identity card; empty when nothing does."""
    if not _CITIZEN.fullmatch(number):
        return "form"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "day"
    return "" if citizen_check(number[:17]) == number[17] else "check"


def citizen_check(first: str) -> str:
    """The last character of the number of which these 17 digits are the first."""
    total = sum(int(digit) * pow(2, 17 - place, _MODULUS) for place, digit in enumerate(first))
    return _CHECKS[total % _MODULUS]


def fault_in_credit_code(code: str) -> IdentityFault:
    """What keeps a text from being a unified social credit code; empty when nothing does."""
    if not _CODE.fullmatch(code):
        return "form"
    return "" if credit_check(code[:17]) == code[17] else "check"


def credit_check(first: str) -> str:
    """The last character of the code of which these 17 are the first."""
    modulus = len(_LETTERS)
    total = sum(_LETTERS.index(one) * pow(3, place, modulus) for place, one in enumerate(first))
    return _LETTERS[-total % modulus]
