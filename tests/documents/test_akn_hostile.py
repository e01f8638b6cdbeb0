"""Akoma Ntoso that means harm: entities, depth, size, damage. It is refused, and says why."""

import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.documents.akn import read_akn, same, write_akn
from plumbline.documents.akn_open import DEEPEST, LARGEST, MOST_MARKS
from plumbline.documents.parse import parse
from plumbline.documents.read import read
from plumbline.documents.unreadable import Unreadable

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:x-plumbline:document:1"
OPEN = f'<akomaNtoso xmlns="{NAMESPACE}" xmlns:pl="{OURS}"><act name="law"><body>'
CLOSE = "</body></act></akomaNtoso>"
TEXT = "# 示例市供水条例\n\n第一条 供水企业应当：\n（一）公布水价；\n（二）抢修。\n第二条 处罚。\n"
VALID = write_akn(parse(read(TEXT.encode(), "示例.md")))


def file(inside: str) -> bytes:
    return f"{OPEN}{inside}{CLOSE}".encode()


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_akn(data, "bad.xml")
    assert str(caught.value).startswith("bad.xml: ")
    return caught.value


BILLION = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"{OPEN}<p>&b;</p>{CLOSE}"
)


@pytest.mark.parametrize(
    "text",
    [
        BILLION,
        f'<!DOCTYPE a SYSTEM "http://example.org/x.dtd">{OPEN}{CLOSE}',
        f'<?xml version="1.0"?><!-- <a> --><?x y?>\n<!DOCTYPE a>{OPEN}{CLOSE}',
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{OPEN}<p>&x;</p>{CLOSE}',
        f'<!DOCTYPE a [<!ATTLIST p name CDATA "x">]>{OPEN}<p/>{CLOSE}',
    ],
    ids=["billion laughs", "address", "behind comments", "file", "defaults"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_parsed(text, encoding):
    caught = refusal(text.encode(encoding))
    assert "document type" in caught.found
    assert caught.allowed == "XML without a document type"


def test_an_entity_that_nothing_declares_is_refused():
    assert "not well-formed" in refusal(file("<p>&passwd;</p>")).found


def test_an_encoding_that_could_hide_marks_is_refused():
    data = b'<?xml version="1.0" encoding="utf-7"?>' + file("<p/>")
    assert "utf-7" in refusal(data).found


def test_inclusions_and_processing_instructions_do_nothing():
    data = file(
        '<p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"'
        ' parse="text"/><?php echo 1 ?>Words.</p>'
    )
    assert [unit.text for unit in read_akn(data, "x.xml").body] == ["Words."]


@pytest.mark.parametrize(
    "inside",
    [
        "<i>" * 1000 + "</i>" * 1000,
        "<i>" * 90_000 + "</i>" * 90_000,
        '<hcontainer name="x">' * (DEEPEST + 1) + "</hcontainer>" * (DEEPEST + 1),
        "<p>" + "<b>" * (DEEPEST + 1) + "</b>" * (DEEPEST + 1) + "</p>",
        "<p><mod>" + "<quotedStructure>" * 200 + "</quotedStructure>" * 200 + "</mod></p>",
    ],
    ids=["unknown", "very deep", "hierarchy", "inline", "quotations"],
)
def test_elements_too_deep_are_refused(inside):
    assert "deep" in refusal(file(inside)).found


def test_depth_that_is_allowed_is_read():
    depth = DEEPEST - 10
    data = file('<hcontainer name="text">' * depth + "<p>x</p>" + "</hcontainer>" * depth)
    assert len([*read_akn(data, "x.xml").units()]) == depth


def test_a_file_too_large_is_refused_with_both_sizes():
    caught = refusal(b" " * (LARGEST + 1))
    assert (caught.found, caught.allowed) == (f"{LARGEST + 1} bytes", f"at most {LARGEST} bytes")


@pytest.mark.parametrize("piece", ["<p/>", '<p a=""/>', "<p b='='/>"])
def test_more_marks_than_any_law_has_are_refused_before_they_cost_memory(piece):
    data = file(piece * MOST_MARKS)
    tracemalloc.start()
    assert "signs < and =" in refusal(data).found
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * len(data)


def test_a_paragraph_of_thirty_million_bytes_is_read():
    words = "水" * 10_000_000
    assert read_akn(file(f"<p>{words}</p>"), "x.xml").body[0].text == words


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "not well-formed"),
        (b"\0\0\0\0", "not well-formed"),
        (b"hello", "not well-formed"),
        (VALID[:-40], "not well-formed"),
        (VALID.replace(b"</meta>", b"</mets>"), "not well-formed"),
        (VALID.replace(b"<p>", b"<p>\0"), "not well-formed"),
        (VALID.replace(b"<p>", b"<p>\xff"), "not utf-8"),
        (b"<html><body><p>x</p></body></html>", "outermost element is html"),
        (b"<akomaNtoso><act/></akomaNtoso>", "outermost element is akomaNtoso"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"/>'.encode(), "no document inside"),
        (file(""), "no words"),
        (file("<p> </p>"), "no words"),
    ],
)
def test_what_is_not_akoma_ntoso_is_refused_with_what_was_found(data, found):
    assert found in refusal(data).found


@pytest.mark.parametrize(
    "attribute",
    [
        'pl:number="第"', 'pl:number="9999999999999"', 'pl:number="-"', 'pl:form="{c}{d}{x}"',
        'pl:form="{o}" pl:number="999999"', 'pl:kind="../x"', 'pl:kind="part" pl:number="1-1"',
        'pl:rows="["', 'pl:rows="[1]"', 'pl:rows="' + "[" * 100_000 + '"', 'pl:text="\\u"',
        'pl:own="true"', 'name="missing"', 'name="block"', 'eId=" "',
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["article", "hcontainer", "p", "item", "quotedStructure", "table"])
def test_attributes_of_ours_that_make_no_sense_do_no_harm(tag, attribute):
    was = read_akn(file(f"<{tag} {attribute}><num>第二条</num><p>x</p></{tag}>"), "x.xml")
    assert same(was, read_akn(write_akn(was), "y.xml"))


@pytest.mark.parametrize("day", ["2020-02-31", "0000-00-00", "", "soon", "99999-01-01"])
def test_days_that_do_not_exist_are_no_days(day):
    meta = (
        f'<meta><publication date="{day}"/><lifecycle><eventRef date="{day}"/></lifecycle></meta>'
    )
    data = file("<p>x</p>").replace(b"<body>", f"{meta}<body>".encode())
    facts = read_akn(data, "x.xml").metadata
    assert (facts.published_on, facts.history) == (None, ())


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_any_damage_ends_in_a_document_or_in_a_refusal(seed):
    dice = random.Random(seed)
    data = bytearray(VALID)
    for _ in range(dice.randint(1, 8)):
        at, length = dice.randrange(len(data)), dice.randint(0, 40)
        piece = data[at : at + length] if dice.random() < 0.5 else b""
        target = dice.randrange(len(data))
        data[target : target + dice.randint(0, 40)] = piece
    try:
        was = read_akn(bytes(data), "x.xml")
    except Unreadable:
        return
    assert same(was, read_akn(write_akn(was), "y.xml"))
