"""程序 -- the engine stays small: whatever does not fit its words is written against its values."""

import ast
import io
import tokenize
from pathlib import Path

import plumbline.procedure

FOLDER = Path(plumbline.procedure.__file__).parent
ENGINE = ("case.py", "each.py", "lawful.py", "running.py")
LINES = 510
EMPTY = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENCODING, tokenize.ENDMARKER,
}  # fmt: skip


def lines_of_code(path: Path) -> int:
    """The lines that hold code: no blank lines, no comments, no docstrings."""
    text = path.read_text("utf-8")
    said = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    held = {
        line
        for token in tokens
        if token.type not in EMPTY
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(held - said)


def test_apply_fold_and_due_days_together_have_at_most_510_lines_of_code():
    assert sum(lines_of_code(FOLDER / name) for name in ENGINE) <= LINES


def test_what_is_exported_exists():
    exported = plumbline.procedure.__all__
    assert all(hasattr(plumbline.procedure, name) for name in exported)
    assert len(set(exported)) == len(exported)
