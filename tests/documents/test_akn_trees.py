"""Akoma Ntoso holds any tree of units, also ones that no text would make."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.documents.akn import read_akn, same, write_akn
from plumbline.documents.akn_names import KINDS, NUMBERED
from plumbline.documents.akn_schema import Schema
from plumbline.documents.model import Document, HistoryEntry, Metadata, Place, Source, Unit

NOWHERE = Place(0, 0, 0)
SOURCE = Source("示例.md", "md", "0" * 64, "", ())

words = st.one_of(
    st.sampled_from(
        ["", "本办法", "“新”文：“甲", "修改为：“甲", "“丙", '<&>"', "\\u0000", " 两端 ", "\r\n\t"]
    ),
    st.text(max_size=4),
)
forms = st.sampled_from(
    [
        "",
        "第{c}条",
        "（{c}）",
        "{d}.",
        "{c}、",
        "第{c}章",
        "“第{c}条",
        "“（{c}）",
        "“",
        "=第十五 条",
    ]
)
rows = st.lists(st.lists(words, max_size=3).map(tuple), max_size=3).map(tuple)
kinds = st.sampled_from([*sorted(KINDS), "novelty"])


def unit(kind, number, form, heading, text, children, cells):
    """A unit that keeps to the model: whatever is printed has a number, 之一 only articles."""
    if kind in NUMBERED or "{" in form:
        number = number or "3"
    if kind not in ("article", "quoted") or "{" in form:
        number = number.partition("-")[0]
    return Unit(kind, number, form, heading, text, tuple(children), NOWHERE, cells)


def units_over(children):
    """Units of any kind with these below them; few have a heading or rows."""
    rarely = st.one_of(st.just(""), st.just(""), words)
    cells = st.one_of(st.just(()), st.just(()), st.just(()), rows)
    number = st.sampled_from(["", "1", "2", "17-1", "31"])
    return st.builds(unit, kinds, number, forms, rarely, words, children, cells)


trees = st.recursive(
    units_over(st.just(())), lambda below: units_over(st.lists(below, max_size=4)), max_leaves=10
)
branches = st.lists(trees, max_size=4).map(tuple)
entries = st.builds(
    HistoryEntry,
    st.dates(),
    st.sampled_from(["adopted", "amended", "published", "in_force", ""]),
    words,
    words,
    st.integers(0, 20),
    words,
    words,
    st.just(0),
)
days = st.one_of(st.none(), st.dates())
facts = st.builds(
    Metadata,
    title=words,
    kind=st.sampled_from(["law", "local_regulation", "normative_document", "other", ""]),
    level=words,
    issuers=st.lists(words.filter(bool), max_size=2).map(tuple),
    doc_number=words,
    adopted_on=days,
    first_adopted_on=days,
    published_on=days,
    effective_on=days,
    expires_on=days,
    history=st.lists(entries, max_size=3).map(tuple),
    is_trial=st.booleans(),
    is_amendment=st.booleans(),
    notice_title=words,
)


def titled(head):
    """A head that says something; a file without any words is no document."""
    return (Unit("title", "", "", "", "示例", (), NOWHERE), *head)


documents = st.builds(
    Document,
    metadata=facts,
    head=branches.map(titled),
    body=branches,
    tail=branches,
    source=st.just(SOURCE),
)


@settings(max_examples=100, deadline=None)
@given(documents)
def test_any_tree_reads_back_as_the_same_document(was):
    assert same(was, read_akn(write_akn(was), "示例.xml"))


@pytest.fixture(scope="module")
def schema(texts: Path) -> Schema:
    return Schema(texts / "schemas")


@pytest.mark.texts
@settings(max_examples=100, deadline=None)
@given(was=documents)
def test_any_tree_is_valid(schema, was):
    assert schema.faults(write_akn(was)) == ()
