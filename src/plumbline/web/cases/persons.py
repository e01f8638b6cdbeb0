"""当事人信息 -- whether the numbers that are stated of a person can be theirs.

A number that cannot be is a mistake in the form of whoever states their own. An officer who writes
down what a paper says is warned, and records it as it stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from plumbline.text import fault_in_citizen_number, fault_in_credit_code

OTHER: Final = "other"
"""The kind of document whose number has a form of its own: a passport, a permit of residence."""
LEAST: Final = 7  # digits of a telephone number
_PHONE: Final = re.compile(r"[0-9+ -]*")


def tidied(number: str) -> str:
    """A number as its standard writes it: narrow, in capitals, without spaces."""
    return "".join(unicodedata.normalize("NFKC", number).upper().split())


def faults_in(person: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The parts of a stated person that cannot be right, each with what was found and what is
    allowed; what was left empty is no fault."""
    number, code = person.get("id_number", ""), person.get("credit_code", "")
    if number and person.get("id_kind") != OTHER and (said := _citizen(number)):
        yield "id_number", said
    if code and (said := _organisation(code)):
        yield "id_number", said
    phone = person.get("phone", "")
    digits = sum(one.isdigit() for one in phone)
    if phone and not (_PHONE.fullmatch(phone) and digits >= LEAST):
        said = _(
            "联系电话只能有数字、空格、加号和连字符，至少 %(least)s 位数字；填的是“%(typed)s”。"
        )
        yield "phone", said % {"least": LEAST, "typed": phone}


def _citizen(number: str) -> str:
    said = {
        "form": _(
            "居民身份证号码应有 18 位：17 位数字，末位是数字或者 X；"
            "填的是“%(typed)s”，%(found)s 位。其他证件请改选身份证件种类。"
        ),
        "day": _("居民身份证号码第 7 至 14 位应是出生日期；“%(typed)s”中的“%(day)s”不是日期。"),
        "check": _("居民身份证号码“%(typed)s”的末位与前 17 位不符，请逐位核对。"),
    }
    found = fault_in_citizen_number(number)
    named = {"typed": number, "found": len(number), "day": number[6:14]}
    return said[found] % named if found else ""


def _organisation(code: str) -> str:
    said = {
        "form": _(
            "统一社会信用代码应有 18 位数字或者大写字母，没有 I、O、S、V、Z；"
            "填的是“%(typed)s”，%(found)s 位。"
        ),
        "check": _("统一社会信用代码“%(typed)s”的末位与前 17 位不符，请逐位核对。"),
    }
    found = fault_in_credit_code(code)
    return said[found] % {"typed": code, "found": len(code)} if found else ""
