"""A provision has one short address and one id, and both lead back to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.documents.address import Address, eids, read_eid
from plumbline.documents.parse import parse
from tests.documents.test_parse_fuzz import source_of, texts
from tests.documents.writing import law


@pytest.mark.parametrize(
    ("address", "eid", "short"),
    [
        (Address(9), "art_9", "9"),
        (Address(17, 1), "art_17-1", "17-1"),
        (Address(9, 0, 1, 2), "art_9__para_1__item_2", "9.1.2"),
        (Address(9, 0, 0, 2), "art_9__para_1__item_2", "9.1.2"),
        (Address(9, 0, 2, 3, 4), "art_9__para_2__item_3__subitem_4", "9.2.3.4"),
    ],
)
def test_an_address_is_written_short_and_as_an_id(address, eid, short):
    assert address.eid == eid
    assert address.short == short


@given(*[st.integers(1, 99)] * 4)
def test_an_id_is_read_back_to_its_address(article, paragraph, item, subitem):
    address = Address(article, 0, paragraph, item, subitem)
    assert read_eid(address.eid) == address


@pytest.mark.parametrize("eid", ["", "chp_1", "art_", "art_9__txt_2", "art_9__para_1__txt_1"])
def test_an_id_that_names_no_provision_is_none(eid):
    assert read_eid(eid) is None


def test_units_carry_the_ids_of_their_numbers():
    document = law("## 第一章 总则", "第一条 甲：", "（一）子；", "1.丑。", "乙。")
    assert [eid for eid, _ in eids(document)] == [
        "chp_1",
        "art_1",
        "art_1__para_1",
        "art_1__para_1__item_1",
        "art_1__para_1__item_1__subitem_1",
        "art_1__para_2",
    ]


@given(texts)
def test_no_two_units_of_a_document_share_an_id(text):
    document = parse(source_of(text))
    names = [eid for eid, _ in eids(document)]
    assert len(set(names)) == len(names)
