"""图 -- a procedure as a picture: stages, the actions between them, and the clocks they move.

The picture is SVG without script, style attribute or anything from elsewhere, and takes the colour
of the text around it, so that it can stand in a page of any theme; `as_file` adds the two colours
for a picture that stands alone. The words are those of the definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from plumbline.clock.statute import Clock
from plumbline.procedure.definition import LAW, Action, Definition, EffectKind, Stage
from plumbline.procedure.layout import Box, Placed, placed

EM: Final = 13
"""The size of the text; the lines are half as high again."""

LINE: Final = 20
PADDING: Final = 12
WIDEST: Final = 19
"""How many characters a line of a node holds before it is broken."""

HANGING: Final = "、，；。"
"""What never begins a line."""

WIDEST_LIST: Final = 26
"""The same for a list of titles."""

STYLE: Final = (
    "<style>svg{color:#1f2328;background:#fff}.clock{fill:#0a4f9e}.silent{fill:#9a3b00}"
    "@media(prefers-color-scheme:dark){svg{color:#e6e9ee;background:#14171c}"
    ".clock{fill:#8ab8f5}.silent{fill:#ffb27a}}</style>"
)
_MARKS: Final = {
    "starts": "▶", "stops": "■", "suspends": "‖", "resumes": "▷", "extends": "＋", "excludes": "－",
    "measures": "◆",
}  # fmt: skip

Weight = Literal["title", "plain", "clock", "silent"]


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of a node."""

    words: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class _Node:
    """A stage, or an action that leads from one to another."""

    id: str
    lines: tuple[_Text, ...]
    shape: Literal["stage", "end", "action", "silent"]

    def box(self) -> Box:
        """How much room it takes."""
        widest = max(_width(line.words) for line in self.lines)
        return Box(round(widest * EM) + 2 * PADDING, len(self.lines) * LINE + PADDING)


def drawing(definition: Definition) -> str:
    """The picture, to stand in a page: it takes the colour of the text around it."""
    return "".join(_svg(definition, ""))


def as_file(definition: Definition) -> str:
    """The picture as a file of its own, readable on a light and on a dark screen."""
    return "".join(_svg(definition, STYLE))


def _svg(definition: Definition, style: str) -> Iterator[str]:
    nodes = {node.id: node for node in _nodes(definition)}
    edges = list(dict.fromkeys(_edges(definition)))
    where = placed({id: node.box() for id, node in nodes.items()}, edges)
    size = f"{round(where.width)} {round(where.height)}"
    arrow = f"{definition.name}-{definition.from_day}-arrow"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'width="{round(where.width)}" role="img" font-family="sans-serif" font-size="{EM}" '
        f'color="currentColor" fill="currentColor" aria-label={quoteattr(definition.title)}>'
    )
    yield style
    yield (
        f'<defs><marker id="{arrow}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
    )
    for (a, b), points in where.edges.items():
        is_silent = "silent" in (nodes[a].shape, nodes[b].shape)
        yield _line(points, arrow if nodes[b].shape in ("stage", "end") else "", dashed=is_silent)
    for node in nodes.values():
        yield from _drawn(node, where)
    yield "</svg>"


def _nodes(definition: Definition) -> Iterator[_Node]:
    """The actions that begin, then each stage with the actions that lead out of it."""
    moving = [one for one in definition.actions.values() if one.to]
    yield from (_action(definition, one) for one in moving if one.begins)
    for stage in definition.stages.values():
        yield _stage(definition, stage)
        yield from (
            _action(definition, one)
            for one in moving
            if not one.begins and one.stages[0] == stage.id
        )


def _edges(definition: Definition) -> Iterator[tuple[str, str]]:
    for action in definition.actions.values():
        if action.to:
            yield from ((f"stage {stage}", f"action {action.id}") for stage in action.stages)
            yield f"action {action.id}", f"stage {action.to}"


def _stage(definition: Definition, stage: Stage) -> _Node:
    """A stage, and in it what may be done without leaving it: first what moves clocks, each with
    whoever does it, then the titles of all else.
    """
    lines = [_Text(stage.title, "title")]
    inner = [one for one in definition.actions.values() if stage.id in one.stages and not one.to]
    for action in inner:
        if action.effects or LAW in action.by:
            weight: Weight = "silent" if LAW in action.by else "plain"
            lines += _broken(f"{action.title} · {_by(definition, action)}", weight)
            lines += _effects(definition, action)
    others = [one.title for one in inner if not (one.effects or LAW in one.by)]
    lines += _broken("、".join(others), "plain", WIDEST_LIST)
    return _Node(f"stage {stage.id}", tuple(lines), "end" if stage.ends else "stage")


def _action(definition: Definition, action: Action) -> _Node:
    is_silent = LAW in action.by
    lines = [_Text(action.title, "silent" if is_silent else "title")]
    lines += _broken(_by(definition, action), "plain")
    lines += _effects(definition, action)
    return _Node(f"action {action.id}", tuple(lines), "silent" if is_silent else "action")


def _by(definition: Definition, action: Action) -> str:
    """Who does it; of the law, at the end of which period."""
    roles = [definition.roles[one].title for one in action.by if one in definition.roles]
    ended = [one.title for one in definition.clocks.values() if one.silence == action.id]
    said = [f"{title}{definition.words['silence']}" for title in ended]
    return "、".join((*roles, *said)) or definition.words[LAW]


def _effects(definition: Definition, action: Action) -> Iterator[_Text]:
    """What it does to clocks, each once; one that it starts and stops at once is measured."""
    kinds: dict[str, list[EffectKind]] = {}
    for effect in action.effects:
        kinds.setdefault(effect.clock, []).append(effect.kind)
    for id, done in kinds.items():
        measured = {"starts", "stops"} <= {*done}
        for kind in ("measures",) if measured else dict.fromkeys(done):
            yield from _broken(_effect(definition, id, kind), "clock")


def _effect(definition: Definition, clock: str, kind: str) -> str:
    rule = definition.clocks[clock]
    said = f"{_MARKS[kind]} {definition.words[kind]} {rule.title}"
    if kind not in ("starts", "measures"):
        return said
    lengths = dict.fromkeys(_length(definition, one) for _, one in reversed(rule.clocks))
    return f"{said} {'／'.join(lengths)}"


def _length(definition: Definition, clock: Clock) -> str:
    words, period = definition.words, clock.period
    said = words[period.unit].format(length=period.length)
    return words["at_least"].format(period=said) if clock.counts == "at_least" else said


def _width(words: str) -> float:
    """How wide a line is, in ems: a Chinese character is one."""
    return sum(1.0 if character > "\u2000" else 0.56 for character in words)


def _broken(words: str, weight: Weight, widest: int = WIDEST) -> list[_Text]:
    """The words in lines of bounded width, broken at a blank where one is near."""
    lines, line = [], ""
    for character in words:
        if _width(line + character) > widest and character not in HANGING:
            head, blank, tail = line.rpartition(" ")
            lines.append(head if blank and _width(head) > widest / 3 else line)
            line = "　" + (tail if lines[-1] == head else "")
        line += character
    return [_Text(one, weight) for one in (*lines, line) if one.strip()]


def _line(points: Iterable[tuple[float, float]], arrow: str, *, dashed: bool) -> str:
    """An edge as one curve through its points, upright where it passes them."""
    first, *rest = [(round(x), round(y)) for x, y in points]
    path, (x, y) = [f"M{first[0]} {first[1]}"], first
    for to_x, to_y in rest:
        middle = round((y + to_y) / 2)
        curve = f"C{x} {middle} {to_x} {middle} {to_x} {to_y}"
        path.append(curve if x != to_x else f"V{to_y}" if y != to_y else "")
        x, y = to_x, to_y
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    end = f' marker-end="url(#{arrow})"' if arrow else ""
    return (
        f'<path d="{"".join(path)}" fill="none" stroke="currentColor" stroke-opacity=".55" '
        f'stroke-width="1.4"{dash}{end}/>'
    )


def _drawn(node: _Node, where: Placed) -> Iterator[str]:
    """A node with its lines; what the law does by itself has a broken outline."""
    box = where.boxes[node.id]
    left, top = round(box.x - box.width / 2), round(box.y)
    is_stage = node.shape in ("stage", "end")
    width = {"stage": "1.8", "end": "3.2"}.get(node.shape, "1")
    dash = ' stroke-dasharray="5 4"' if node.shape == "silent" else ""
    yield (
        f'<g class="{node.shape}"><rect x="{left}" y="{top}" width="{round(box.width)}" '
        f'height="{round(box.height)}" rx="{4 if is_stage else 14}" fill="currentColor" '
        f'fill-opacity="{".07" if is_stage else ".0"}" stroke="currentColor" '
        f'stroke-width="{width}"{dash}/>'
    )
    y = top + LINE - 2
    for line in node.lines:
        yield _written(line, left, y, round(box.x))
        y += LINE
    yield "</g>"


def _written(line: _Text, left: int, y: int, middle: int) -> str:
    if line.weight == "title":
        return (
            f'<text x="{middle}" y="{y}" text-anchor="middle" font-weight="600">'
            f"{escape(line.words)}</text>"
        )
    kind = "" if line.weight == "plain" else f' class="{line.weight}"'
    size = f' font-size="{EM - 1}"'
    return f'<text x="{left + PADDING}" y="{y}"{kind}{size}>{escape(line.words)}</text>'
