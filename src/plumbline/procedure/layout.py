"""布局 -- where the parts of a drawing stand: a layered graph, the same each time.

Stages and the actions that lead from one to another are nodes; a case runs downwards. What leads
back is turned round for the layout only. Layers are longest paths, their order is that of the
means of neighbours (Sugiyama), and no two nodes of a layer overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

GAP: Final = 28
"""Between two nodes of a layer, in units of the drawing."""

BETWEEN: Final = 52
"""Between two layers."""

THREAD: Final = 14
"""The room of an edge that passes a layer."""

SWEEPS: Final = 24

STRAIGHT: Final = 6
"""How much more a thread keeps to itself than to the nodes at its ends."""


@dataclass(frozen=True, slots=True)
class Box:
    """Size of a node, before; and the middle of its top edge, after."""

    width: float
    height: float
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Every node with its place, and every edge as the points it passes, from source to target."""

    boxes: Mapping[str, Box]
    edges: Mapping[tuple[str, str], tuple[tuple[float, float], ...]]
    width: float
    height: float


@dataclass(slots=True)
class _Graph:
    """Nodes in layers, with threads where an edge passes one."""

    layers: list[list[str]]
    sizes: dict[str, Box]
    above: dict[str, list[str]] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)
    chains: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def placed(sizes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> Placed:
    """Place nodes, given by size in the order in which they matter, and edges between them."""
    turned = _back_edges(list(sizes), edges)
    forward = [(b, a) if (a, b) in turned else (a, b) for a, b in edges]
    graph = _layered(sizes, forward)
    _ordered(graph)
    across = _across(graph)
    down, bands, height = _down(graph)
    boxes = {
        id: Box(box.width, box.height, across[id], down[id]) for id, box in graph.sizes.items()
    }
    left = min(box.x - box.width / 2 for box in boxes.values()) - GAP
    boxes = {id: Box(box.width, box.height, box.x - left, box.y) for id, box in boxes.items()}
    lines = {}
    for edge, way in zip(edges, forward, strict=True):
        points = _points(graph.chains[way], boxes, bands)
        lines[edge] = tuple(reversed(points)) if edge in turned else tuple(points)
    width = max(box.x + box.width / 2 for box in boxes.values()) + GAP
    return Placed({id: boxes[id] for id in sizes}, lines, width, height)


def _back_edges(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """The edges that lead back to where a walk in depth, in the order of the nodes, comes from."""
    follows = {node: [b for a, b in edges if a == node] for node in nodes}
    turned: set[tuple[str, str]] = set()
    done: set[str] = set()
    path: list[str] = []

    def visit(node: str) -> None:
        path.append(node)
        for one in follows[node]:
            if one in path:
                turned.add((node, one))
            elif one not in done:
                visit(one)
        path.pop()
        done.add(node)

    for node in nodes:
        if node not in done:
            visit(node)
    return frozenset(turned)


def _layered(sizes: Mapping[str, Box], edges: Sequence[tuple[str, str]]) -> _Graph:
    """Longest paths, and a thread in each layer that an edge passes."""
    rank = _ranks(sizes, edges)
    graph = _Graph([[] for _ in range(max(rank.values(), default=0) + 1)], dict(sizes))
    for node in sizes:
        graph.layers[rank[node]].append(node)
    for a, b in edges:
        chain = [a]
        for layer in range(rank[a] + 1, rank[b]):
            thread = f"{a}>{b}@{layer}"
            graph.sizes[thread] = Box(THREAD, 0)
            graph.layers[layer].append(thread)
            chain.append(thread)
        chain.append(b)
        graph.chains[a, b] = chain
        for one, other in pairwise(chain):
            graph.below.setdefault(one, []).append(other)
            graph.above.setdefault(other, []).append(one)
    return graph


def _ranks(sizes: Iterable[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    rank = dict.fromkeys(sizes, 0)
    for _ in range(len(rank)):
        for a, b in edges:
            rank[b] = max(rank[b], rank[a] + 1)
    entered = {b for _, b in edges}
    for node in rank:  # what nothing leads to stands right above what follows it
        after = [rank[b] for a, b in edges if a == node]
        if node not in entered and after:
            rank[node] = min(after) - 1
    return rank


def _ordered(graph: _Graph) -> None:
    """Order each layer by the means of its neighbours; keep the order with fewest crossings."""
    best, fewest = [list(layer) for layer in graph.layers], _crossings(graph)
    for sweep in range(SWEEPS):
        towards = graph.above if sweep % 2 == 0 else graph.below
        numbers = range(len(graph.layers))
        for number in numbers if sweep % 2 == 0 else reversed(numbers):
            near = graph.layers[number - 1 if sweep % 2 == 0 else (number + 1) % len(graph.layers)]
            place = {node: at for at, node in enumerate(near)}
            graph.layers[number] = _by_means(graph.layers[number], towards, place)
        if (found := _crossings(graph)) < fewest:
            best, fewest = [list(layer) for layer in graph.layers], found
    graph.layers = best


def _by_means(
    layer: list[str], towards: Mapping[str, list[str]], place: Mapping[str, int]
) -> list[str]:
    means = {}
    for at, node in enumerate(layer):
        near = [place[one] for one in towards.get(node, ()) if one in place]
        means[node] = sum(near) / len(near) if near else float(at)
    return sorted(layer, key=lambda node: means[node])


def _crossings(graph: _Graph) -> int:
    """How many pairs of edges cross between neighbouring layers."""
    total = 0
    for upper, lower in pairwise(graph.layers):
        place = {node: at for at, node in enumerate(lower)}
        ends = [
            place[b] for a in upper for b in sorted(graph.below.get(a, ()), key=place.__getitem__)
        ]
        total += sum(one > other for at, one in enumerate(ends) for other in ends[at + 1 :])
    return total


def _across(graph: _Graph) -> dict[str, float]:
    """The middle of each node: near the mean of its neighbours, in order, without overlap."""
    across: dict[str, float] = {}
    for layer in graph.layers:
        at = 0.0
        for node in layer:
            width = graph.sizes[node].width
            across[node] = at + width / 2
            at += width + GAP
    for sweep in range(SWEEPS):
        layers = graph.layers if sweep % 2 == 0 else graph.layers[::-1]
        for layer in layers:
            wished = [_wished(node, graph, across) for node in layer]
            across |= dict(zip(layer, _apart(layer, wished, graph.sizes), strict=True))
    return across


def _wished(node: str, graph: _Graph, across: Mapping[str, float]) -> float:
    """The mean of a node's neighbours; a thread keeps to the thread before and after it."""
    near = [*graph.above.get(node, ()), *graph.below.get(node, ())]
    if "@" in node:
        near += [one for one in near if "@" in one] * STRAIGHT
    return sum(across[one] for one in near) / len(near) if near else across[node]


def _apart(layer: Sequence[str], wished: Sequence[float], sizes: Mapping[str, Box]) -> list[float]:
    """Places as near as may be to those wished for, apart from each other, in the same order."""
    room = [(sizes[one].width + sizes[other].width) / 2 + GAP for one, other in pairwise(layer)]
    right, left = list(wished), list(wished)
    for at, gap in enumerate(room):
        right[at + 1] = max(right[at + 1], right[at] + gap)
    for at in reversed(range(len(room))):
        left[at] = min(left[at], left[at + 1] - room[at])
    return [(one + other) / 2 for one, other in zip(right, left, strict=True)]


def _down(graph: _Graph) -> tuple[dict[str, float], dict[str, tuple[float, float]], float]:
    """The top of each node, the top and bottom of its layer, and the height of all."""
    down: dict[str, float] = {}
    bands: dict[str, tuple[float, float]] = {}
    at = float(GAP)
    for layer in graph.layers:
        tallest = max((graph.sizes[node].height for node in layer), default=0)
        for node in layer:
            down[node] = at + (tallest - graph.sizes[node].height) / 2
            bands[node] = (at, at + tallest)
        at += tallest + BETWEEN
    return down, bands, at - BETWEEN + GAP


def _points(
    chain: Sequence[str], boxes: Mapping[str, Box], bands: Mapping[str, tuple[float, float]]
) -> list[tuple[float, float]]:
    """Where an edge passes, from the bottom of the first node to the top of the last.

    Within a layer it goes straight down, so that it crosses no node there.
    """
    first, last = boxes[chain[0]], boxes[chain[-1]]
    points = [(first.x, first.y + first.height), (first.x, bands[chain[0]][1])]
    for thread in chain[1:-1]:
        points += [(boxes[thread].x, edge) for edge in bands[thread]]
    return [*points, (last.x, bands[chain[-1]][0]), (last.x, last.y)]
