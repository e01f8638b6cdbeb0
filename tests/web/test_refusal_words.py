"""Why a file could not be read is told in Chinese, whichever reader refused it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plumbline.documents
from plumbline.web.layout.refusal_words import refusal_message, refusal_words

READERS = Path(plumbline.documents.__file__).parent
SAMPLE = "7"  # stands for whatever a reader puts into its words


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(one.value) if isinstance(one, ast.Constant) else SAMPLE for one in node.values
        )
    return ""


def refusals() -> Iterator[tuple[str, str]]:
    """Each place, found and allowed that a reader names, with the module that says it."""
    for path in sorted(READERS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unreadable":
                said = [written(one) for one in node.args[1:]]
            elif isinstance(node, ast.AnnAssign) and node.value and path.name == "sniff.py":
                inner = [one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)]
                said = [one for one in inner if isinstance(one, str)]
            else:
                continue
            for one in said:
                if re.search(r"[a-z] [a-z]", one, re.IGNORECASE):
                    yield path.name, one


@pytest.mark.parametrize(("module", "said"), sorted(set(refusals())))
def test_no_reader_refuses_in_words_that_have_no_chinese(module, said):
    if said.startswith(SAMPLE) and ";" in said:
        said = said.replace(SAMPLE, "md, txt, html", 1)
    assert refusal_words(said) != said, f"{module}: {said}"


def test_a_binary_file_is_refused_without_a_word_of_english():
    message = (
        "nul.md: byte 1: found a NUL byte (binary data); allowed: text in UTF-8, GB18030 or UTF-16"
    )
    assert refusal_message(message) == (
        "第 1 字节：读到的是空字节，是二进制数据；应当是UTF-8、GB18030 或者 UTF-16 编码的文本"
    )


def test_a_broken_file_is_told_which_kind_it_should_have_been():
    assert refusal_words("an intact pdf file") == "完好的 pdf 文件"
