"""The real texts that PLUMBLINE_TEXTS names: the gas regulation, and every tenth of them."""

from decimal import Decimal
from pathlib import Path

import pytest

from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.powers import read_powers

pytestmark = pytest.mark.texts


def test_gas_users_are_fined_only_after_an_order_to_correct(texts: Path) -> None:
    (path,) = (texts / "laws").rglob("重庆市天然气管理条例*.md")
    articles = read_powers(parse(read(path.read_bytes(), path.name)))
    (article,) = (one for one in articles if one.number == "60")
    fines = [one for one in article.powers if one.fine and one.eid == "art_60__para_1"]
    assert [(one.whom, one.fine.low, one.fine.high, one.codes) for one in fines if one.fine] == [
        ("organisation", Decimal(10000), Decimal(100000), ("not_corrected",)),
        ("individual", Decimal(200), Decimal(1000), ("not_corrected",)),
    ]
    assert {one.order.text for one in fines if one.order} == {"责令限期改正"}
    assert all(one.sure and len(one.grounds) == 5 for one in fines)


def test_every_tenth_text_is_read_and_its_words_stand_in_it(texts: Path) -> None:
    powers = 0
    for path in sorted((texts / "laws").rglob("*.md"))[::10]:
        for article in read_powers(parse(read(path.read_bytes(), path.name))):
            for power in article.powers:
                words = power.words
                assert article.text[words.start : words.end] == words.text, path.name
                powers += 1
    assert powers > 1000
