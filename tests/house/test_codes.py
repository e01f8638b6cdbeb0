"""A code names one fault: whoever filters on it must not get two different things."""

import ast
import re
from collections import defaultdict

from tests.house.tree import modules, place

CLASSES = {"damage", "drafting", "expected"}
CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")


def findings():
    """Every finding that the code makes with both code and class written out."""
    for path, module in modules("src"):
        for call in ast.walk(module):
            if isinstance(call, ast.Call) and call.args:
                said = [a.value for a in call.args if isinstance(a, ast.Constant)]
                code = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
                if isinstance(code, str) and CODE.fullmatch(code):
                    for one in CLASSES & {text for text in said if isinstance(text, str)}:
                        yield code, one, place(path)


def test_a_code_of_a_finding_has_one_class():
    classes = defaultdict(set)
    for code, one, _ in findings():
        classes[code].add(one)
    assert {code: found for code, found in classes.items() if len(found) > 1} == {}


def test_the_findings_are_seen():
    assert len({code for code, _, _ in findings()}) > 10
