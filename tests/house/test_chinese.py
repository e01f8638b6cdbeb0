"""Chinese has three homes: law/, the templates, the glossary.

In Python outside law/ it stands in the first line of a docstring, in citations, in comments
that quote, in what gettext translates, and in patterns that match legal text. Such patterns
live in the packages that read law; what those packages raise is English nevertheless.
"""

import ast
import io
import re
import tokenize

import pytest

from tests.house.tree import SOURCE, files, modules, place

CHINESE = re.compile(r"[㐀-䶿一-鿿]")
CITATION = re.compile(r"[㐀-䶿一-鿿《》〈〉]+#[0-9]+(?:[-.][0-9]+)*(?:@[0-9-]+)?")
QUOTED = re.compile(
    r"`[^`]*`|“[^”]*”|\"[^\"]*\"|'[^']*'|《[^》]*》|「[^」]*」|\([^()]*\)|（[^（）]*）"
)
PROSE = re.compile(r"[㐀-䶿一-鿿，。；！？]{9,}")

READ_LAW = {"text", "clock", "documents", "sources", "search", "powers", "lint", "procedure"}
GETTEXT = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext",
    "pgettext_lazy", "npgettext",
}  # fmt: skip

# A citizen runs it without the rest of the product, so it must speak both languages by itself.
STANDS_ALONE = {"src/plumbline/draw/verify.py", "src/plumbline/ledger/verify.py"}


def python(*, tree=("src", "tools")):
    """The modules that the rule covers, with the package of each."""
    for path, module in modules(*tree):
        inside = path.relative_to(SOURCE).parts if SOURCE in path.parents else ("tools",)
        if inside[0] != "law":
            yield path, inside[0], module


def docstrings(module: ast.Module) -> set[int]:
    """The ids of the strings that stand as statements: docstrings, of attributes too."""
    return {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def inside_calls(module: ast.Module, called: set[str]) -> set[int]:
    """The ids of all nodes inside calls of the functions named."""
    calls = (
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in called
    )
    return {id(inner) for call in calls for inner in ast.walk(call)}


def inside_raises(module: ast.Module) -> set[int]:
    """The ids of all nodes inside raise statements."""
    raised = (node for node in ast.walk(module) if isinstance(node, ast.Raise))
    return {id(inner) for node in raised for inner in ast.walk(node)}


def strings(module: ast.Module):
    """The string constants that hold Chinese other than citations."""
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text)) if CHINESE.search(CITATION.sub("", text)):
                yield node


def has_prose(text: str) -> bool:
    """Say whether Chinese is written here, and not merely quoted or cited."""
    return PROSE.search(QUOTED.sub("", CITATION.sub("", text))) is not None


def test_strings_hold_chinese_only_where_legal_text_is_read_or_gettext_translates():
    found = []
    for path, package, module in python():
        allowed = docstrings(module) | inside_calls(module, GETTEXT)
        if package in READ_LAW or place(path) in STANDS_ALONE:
            allowed |= {id(node) for node in strings(module)}
        found += [
            f"{place(path)}:{node.lineno} {node.value[:20]!r}"
            for node in strings(module)
            if id(node) not in allowed
        ]
    assert found == []


def test_errors_meant_for_developers_are_english():
    found = [
        f"{place(path)}:{node.lineno} {node.value[:20]!r}"
        for path, _, module in python()
        for node in strings(module)
        if id(node) in inside_raises(module) - inside_calls(module, GETTEXT)
        if has_prose(node.value)
    ]
    assert found == []


def test_docstrings_are_english_after_their_first_line():
    found = []
    for path, _, module in python():
        kept = docstrings(module)
        for node in strings(module):
            after = node.value.partition("\n")[2]
            if id(node) in kept and has_prose(after):
                found.append(f"{place(path)}:{node.lineno}")
    assert found == []


def test_comments_use_chinese_only_to_quote_or_cite():
    found = []
    for path, _, _ in python():
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            said = token.string if token.type == tokenize.COMMENT else ""
            if has_prose(said) and not CITATION.search(said):
                found.append(f"{place(path)}:{token.start[0]} {said}")
    assert found == []


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a period of 行政复议法#88 ends", False),
        ("《中华人民共和国行政处罚法》第三十三条 is cited", False),
        ("这里检查文件的发布日期是否正确", True),
    ],
)
def test_a_quotation_is_told_from_prose(text, prose):
    assert has_prose(text) is prose


def test_no_name_of_a_source_file_is_chinese():
    named = [place(p) for p in files() if SOURCE in p.parents and "law" not in p.parts]
    assert [name for name in named if CHINESE.search(name)] == []
