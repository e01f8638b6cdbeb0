"""The page on the log says what the code does."""

from pathlib import Path

import plumbline.ledger
from plumbline.ledger import CODES, verify

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")


def test_the_page_explains_every_code_of_a_walk_in_the_words_of_the_code():
    for code, meaning in CODES.items():
        assert f"| `{code}` | {meaning}" in PAGE


def test_the_page_names_the_forms_that_are_hashed():
    for form in (verify.ENTRY_FORM, verify.PROMISE_FORM, verify.COMMITMENT_FORM.decode()):
        assert form.strip() in PAGE
    assert verify.COMMITMENT in PAGE


def test_every_name_that_the_package_offers_is_there():
    assert [name for name in plumbline.ledger.__all__ if not hasattr(plumbline.ledger, name)] == []
    assert plumbline.ledger.__all__ == sorted(
        plumbline.ledger.__all__, key=lambda name: (name.islower(), not name.isupper(), name)
    )
