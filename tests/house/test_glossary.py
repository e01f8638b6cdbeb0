"""One word for one thing: docs/glossary.toml holds it, and the code uses no other."""

import re
from collections import Counter

import pytest
from django.apps import apps

from tests.house.tree import packages, table

TERMS = table("docs/glossary.toml")["term"]
IDS = {term["id"] for term in TERMS}
KEYS = {"id", "zh", "basis", "meaning", "not", "never"}

HARD_PAIRS = {
    "normative_document": "行政规范性文件",
    "provision": "条款",
    "article": "条",
    "paragraph": "款",
    "item": "项",
    "subitem": "目",
    "chapter": "章",
    "section": "节",
    "part": "编",
    "subpart": "分编",
    "basis": "依据",
    "source": "法源",
    "period": "期间",
    "due_day": "届满日",
}


def test_each_term_has_one_entry():
    assert [term for term, n in Counter(term["id"] for term in TERMS).items() if n > 1] == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["id"])
def test_an_entry_says_what_the_term_means_in_both_languages(term):
    assert {"id", "zh", "meaning"} <= term.keys() <= KEYS
    assert re.fullmatch(r"[a-z][a-z0-9_]*", term["id"])
    assert re.search(r"[一-鿿]", term["zh"])
    assert term["meaning"].endswith(".")


@pytest.mark.parametrize("package", packages())
def test_every_package_has_a_term(package):
    assert package in IDS


def test_every_model_has_a_term():
    models = {model.__name__ for model in apps.get_app_config("store").get_models()}
    ids = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in models}
    assert ids - IDS == set()


@pytest.mark.parametrize(("term", "chinese"), HARD_PAIRS.items())
def test_the_hard_pairs_are_settled(term, chinese):
    assert next(one["zh"] for one in TERMS if one["id"] == term) == chinese


def test_a_word_that_is_barred_is_not_itself_a_term():
    assert {barred for term in TERMS for barred in term.get("never", [])} & IDS == set()
