"""Whoever reads no Chinese reads the whole interface in English."""

import re

import messages as catalogue
import pytest
from babel.messages.catalog import Catalog

from tests.house.tree import SOURCE

ENGLISH = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile(r"[㐀-䶿一-鿿　-〿＀-￯]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue.read(ENGLISH)


@pytest.fixture(scope="module")
def used() -> list[catalogue.Message]:
    return list(catalogue.messages())


def test_every_text_of_the_interface_has_an_english_translation(used, english):
    missing = [
        f"{one.place}:{one.line} {one.id!r}: run make messages, then translate"
        for one in used
        if not (kept := english.get(one.id, one.context)) or not all(strings(kept.string))
    ]
    assert missing == []


def test_the_texts_of_the_interface_are_chinese(used):
    assert [
        f"{one.place}:{one.line} {one.id}" for one in used if not CHINESE.search(first(one.id))
    ] == []


def test_no_translation_is_kept_of_a_text_that_is_not_used(used, english):
    keys = {(first(one.id), one.context) for one in used}
    kept = {(first(one.id), one.context) for one in english if one.id}
    assert kept - keys == set()


def test_a_translation_has_the_placeholders_of_its_text(english):
    differ = [
        first(one.id)
        for one in english
        if one.id and all(strings(one.string))
        if set(PLACEHOLDER.findall(" ".join(strings(one.id))))
        != set(PLACEHOLDER.findall(" ".join(strings(one.string))))
    ]
    assert differ == []


def test_no_translation_is_a_guess(english):
    assert [first(one.id) for one in english if one.fuzzy and one.id] == []


def strings(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def first(text: str | tuple[str, ...] | list[str]) -> str:
    return strings(text)[0]
