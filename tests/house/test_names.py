"""A function without a home has a concept without a name; drawers hide that."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import files, modules, place, table

DRAWERS = {"utils", "util", "helpers", "helper", "base", "manager", "common", "misc", "shared"}
IMPOSED = {"settings.py"}  # names of constants that Django and its kin look for


def names(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of whatever the module gives a name to."""
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.lineno, node.id


def words(name: str) -> set[str]:
    """The words of a name in snake, camel or upper case, in the singular too."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    lower = {part.lower() for part in parts}
    return (
        lower | {part.removesuffix("s") for part in lower} | {re.sub("ies$", "y", w) for w in lower}
    )


def test_there_are_no_drawers():
    found = [place(path) for path in files() if path.suffix == ".py" or path.suffix == ".js"]
    assert [name for name in found if DRAWERS & {p.split(".")[0] for p in name.split("/")}] == []


def never() -> dict[str, str]:
    """The words that the glossary bars from names of code, with what to write instead."""
    return {
        barred: term["id"]
        for term in table("docs/glossary.toml")["term"]
        for barred in term.get("never", [])
    }


@pytest.mark.parametrize("barred", sorted(never()))
def test_a_word_that_the_glossary_bars_names_nothing(barred):
    named = [
        f"{place(path)}:{line} {name}: write {never()[barred]}"
        for path, module in modules("src", "bench", "tests")
        if path.name not in IMPOSED
        for line, name in names(module)
        if barred in words(name)
    ]
    assert named == []


@pytest.mark.parametrize(
    ("name", "word"),
    [("PolicyDocument", "policy"), ("due_deadlines", "deadline"), ("POLICIES", "policy")],
)
def test_a_barred_word_is_seen_in_every_spelling(name, word):
    assert word in words(name)
