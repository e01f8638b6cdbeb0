"""A file fits on a few screens and a function on one."""

import ast

from tests.house.tree import modules, place, texts

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60
MEDIAN_OF_FUNCTIONS = 15

WRITTEN_BY_HAND = {".py", ".html", ".css", ".js"}
CODE = ("src", "tests", "tools", "bench", "demo")


def functions():
    """Every function below src, with its length in lines."""
    for path, module in modules(*CODE):
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (
                    f"{place(path)}:{node.lineno} {node.name}",
                    (node.end_lineno or 0) - node.lineno + 1,
                )


def test_no_file_is_longer_than_400_lines():
    lengths = {
        place(path): content.count("\n")
        for path, content in texts()
        if path.suffix in WRITTEN_BY_HAND
    }
    assert {path: n for path, n in lengths.items() if n > LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_60_lines():
    assert {where: n for where, n in functions() if n > LINES_OF_A_FUNCTION} == {}


def test_half_of_the_functions_have_15_lines_or_fewer():
    lengths = sorted(n for where, n in functions() if where.startswith("src/"))
    assert lengths[len(lengths) // 2] <= MEDIAN_OF_FUNCTIONS
