"""图 -- a procedure is drawn from its definition: the same each time, and safe in any page."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from plumbline.clock import load_clocks
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.procedure.drawing import as_file, drawing
from plumbline.procedure.layout import Box, placed
from tests.procedure.writing import PERMIT, permit

SVG = "{http://www.w3.org/2000/svg}"
WIDEST = 2400
STAGE = {"unverified": "I"}


def definitions():
    yield pytest.param(PERMIT, id="permit")
    for name, one in load_procedures(load_clocks([ROOT / "cn" / "clocks"])).items():
        for day, definition in one.definitions.items():
            yield pytest.param(definition, id=f"{name} {day}")
    yield pytest.param(long_procedure(), id="twenty stages")


def long_procedure():
    """The permit, with fifteen stages more in a row and a way back and out from each."""
    stages = {f"s{n}": {"title": f"第{n}环节", **STAGE} for n in range(15)}
    doing = {"by": "clerk", **STAGE}
    actions = {
        f"go{n}": {**doing, "title": f"进入第{n}环节", "stages": f"s{n - 1}" if n else "decided",
                   "to": f"s{n}"}
        for n in range(15)
    }  # fmt: skip
    actions |= {
        f"back{n}": {**doing, "title": f"退回第{n}环节", "stages": f"s{n + 2}", "to": f"s{n}"}
        for n in range(0, 12, 3)
    }
    actions |= {
        f"end{n}": {**doing, "title": "终结", "stages": f"s{n}", "to": "closed"} for n in (4, 9, 14)
    }
    return permit({"stage": stages, "action": actions})


@pytest.fixture(params=definitions())
def definition(request):
    return request.param


def test_every_stage_and_action_stands_in_the_picture(definition):
    picture = ET.fromstring(drawing(definition))
    written = "".join("".join(one.itertext()) for one in picture.iter(f"{SVG}text"))
    titles = [one.title for one in (*definition.stages.values(), *definition.actions.values())]
    titles += [one.title for one in definition.clocks.values()]
    flat = re.sub(r"\s", "", written)
    assert [one for one in titles if re.sub(r"\s", "", one) not in flat] == []


def test_the_picture_is_the_same_each_time(definition):
    assert drawing(definition) == drawing(definition)


def test_the_picture_holds_nothing_that_a_strict_page_refuses(definition):
    markup = drawing(definition)
    assert (
        re.search(r"<style|<script|\sstyle=|\son\w+=|javascript:|<image|<foreignObject", markup)
        is None
    )
    assert re.findall(r'(?:href|src)="[^#]', markup) == []
    assert re.findall(r'https?://(?!www\.w3\.org/2000/svg")', markup) == []


def test_the_picture_takes_the_colour_of_its_page_and_a_file_brings_two(definition):
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', drawing(definition))
    assert {*colours} <= {"currentColor", "none"}
    assert "prefers-color-scheme:dark" in as_file(definition)


def test_no_two_parts_lie_on_each_other_and_all_lie_in_the_picture(definition):
    picture = ET.fromstring(drawing(definition))
    _, _, width, height = (float(one) for one in picture.get("viewBox", "").split())
    assert width <= WIDEST
    boxes = [
        tuple(float(one.get(name, "0")) for name in ("x", "y", "width", "height"))
        for one in picture.iter(f"{SVG}rect")
    ]
    assert len(boxes) >= len(definition.stages)
    assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in boxes)
    assert not any(
        a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        for a, b in combinations(boxes, 2)
    )


def test_no_line_of_text_leaves_its_part(definition):
    picture = ET.fromstring(drawing(definition))
    for part in picture.iter(f"{SVG}g"):
        box = part.find(f"{SVG}rect")
        assert box is not None
        widest = max(
            sum(1.0 if one > "\u2000" else 0.56 for one in text.text or "")
            for text in part.iter(f"{SVG}text")
        )
        assert widest * 13 <= float(box.get("width", "0"))


def test_what_the_law_does_by_itself_is_told_from_what_people_do():
    picture = ET.fromstring(drawing(PERMIT))
    silent = [one for one in picture.iter(f"{SVG}g") if one.get("class") == "silent"]
    assert ["".join(text.text or "" for text in one.iter(f"{SVG}text"))[:4] for one in silent] == [
        "视为受理"
    ]
    assert all(one.find(f"{SVG}rect").get("stroke-dasharray") for one in silent)


def test_words_of_a_definition_are_escaped():
    odd = permit({"stage": {"closed": {"title": "<b>&\"'"}}})
    assert ET.fromstring(drawing(odd)) is not None
    assert "<b>" not in drawing(odd)


def test_a_graph_without_edges_and_one_that_turns_in_a_circle_are_placed():
    box = Box(10, 10)
    assert placed({"a": box, "b": box}, []).boxes.keys() == {"a", "b"}
    circle = placed({"a": box, "b": box}, [("a", "b"), ("b", "a")])
    assert len(circle.edges) == 2
    itself = placed({"a": box}, [("a", "a")])
    assert itself.boxes["a"].width == 10
