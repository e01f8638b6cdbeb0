"""What the tests of benchmarks write with: an invented table, and changes of it."""

from pathlib import Path

from plumbline.discretion import Table, read_table

LANTERNS = Path(__file__).with_name("lanterns.toml").read_text("utf-8")
CASE = {"who": "person", "gap": 30, "times": 1, "mended": False}


def table(*changes: tuple[str, str], text: str = LANTERNS) -> Table:
    """The table with words of its file replaced, each of which must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read_table(text.encode(), "lanterns.toml")
