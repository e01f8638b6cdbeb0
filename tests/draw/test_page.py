"""The example of docs/draws.md is computed: its numbers are what the draw gives."""

import re
from pathlib import Path

from plumbline.draw import announcement_in, draw, follow, recorded

PAGE = Path(__file__).resolve().parents[2] / "docs" / "draws.md"


def blocks():
    """The blocks of the example, as lines with tabulators."""
    example = PAGE.read_text("utf-8").split("## An example")[1].split("## The plan")[0]
    found = re.findall(r"```\n(.*?)```", example, re.DOTALL)
    return example, [one.replace("⇥", "\t").replace("↵", "") for one in found]


def test_the_example_is_what_the_draw_gives():
    example, (lists, announced, tickets, result) = blocks()
    names = ("targets", "inspectors", "exclusions", "avoidances")
    parts = dict(zip(names, (one.splitlines() for one in lists.split("\n\n")), strict=True))
    record = {"form": "plumbline/draw/1", "announcement": announced.splitlines(), **parts}
    announcement = announcement_in(record)
    assert f"SHA-256 is `{announcement.hash}`" in example
    (seed,) = re.findall(r"`([1-6]{20})`", example)
    assert recorded(draw(announcement, seed))["result"] == result.splitlines()
    followed = [follow(announcement, seed, one.id) for one in announcement.lists.targets]
    assert f"`{followed[0].key}`" in example
    said = [
        f"{path.target.id} {n} {one}" for path in followed for n, one in enumerate(path.tickets, 1)
    ]
    assert said == tickets.splitlines()
