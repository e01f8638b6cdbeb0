"""比对 -- what changed between two wordings of a provision, so that a reader can follow it.

Numbers (三十, 2023), Latin words and runs of white space change as a whole, other characters one by
one. Phrases that both texts have once hold the comparison in place; what lies between them is
compared by the least number of edits. A word or two that happens to be equal in the middle of
a rewritten stretch is drawn into it: it would be read as an island, not as a text that stayed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

Change = Literal["equal", "insert", "delete", "replace"]

ISLAND: Final = 3
"""Characters up to which equal text between longer edits is drawn into them; one always is."""
ANCHOR: Final = 4
"""Tokens from which a phrase that both texts have once holds them together."""
LINE: Final = 40.0
"""Likeness in per cent from which two lines may be the same item."""
MOST_LINES: Final = 40_000
"""Pairs of lines up to which lines are compared with lines."""
MOST: Final = 2_000_000_000
"""Cells of comparison (half a second) from which a stretch counts as replaced as a whole."""

_TOKENS = re.compile(
    r"[零〇一二三四五六七八九十百千万亿]+|[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|\s+|.", re.DOTALL
)
_PAUSES = frozenset("，。；：、！？,.;:!?")
_PARTICLES = frozenset("的和或及与等")
MOST_SYMBOLS: Final = 1_000_000
"""Tokens that can be told apart."""

_FIRST_SYMBOL: Final = 0x10000


class Span(NamedTuple):
    """A stretch of both texts in code points; an insertion is empty in the old, a deletion in the
    new one."""

    kind: Change
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class _Block(NamedTuple):
    """`size` equal tokens, from `old` and `new` on."""

    old: int
    new: int
    size: int


class _Text:
    """A text in tokens, and where each of them starts."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKENS.findall(text)
        self.starts = [0]
        for token in self.tokens:
            self.starts.append(self.starts[-1] + len(token))

    def length(self, start: int, end: int) -> int:
        return self.starts[end] - self.starts[start]


def word_diff(old: str, new: str) -> list[Span]:
    """The spans that turn `old` into `new`, in order, without gaps.

    Joining the old sides gives `old`, joining the new sides gives `new`; neighbouring spans differ
    in kind, and no equal span of one character stands between two others, unless at a line break.
    """
    before, after = _Text(old), _Text(new)
    blocks = _join(_slide(before.tokens, after.tokens, _join(_match(before.tokens, after.tokens))))
    ends = [_Block(0, 0, 0), *blocks, _Block(len(before.tokens), len(after.tokens), 0)]
    kept = _grow(before.tokens, after.tokens, _without_islands(before, after, ends))
    return list(_spans(before, after, kept))


# --- equal blocks


def _match(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Equal blocks in order, line by line where both texts have several lines."""
    for one, other in _paired_lines(old, new):
        part, counterpart = old[one.start : one.stop], new[other.start : other.stop]
        for block in _match_line(part, counterpart):
            yield _Block(one.start + block.old, other.start + block.new, block.size)


def _match_line(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Shared phrases, and between them what the least edits leave."""
    at_old = at_new = 0
    for anchor in [*_anchors(old, new), _Block(len(old), len(new), 0)]:
        for block in _least_edits(old[at_old : anchor.old], new[at_new : anchor.new]):
            yield _Block(at_old + block.old, at_new + block.new, block.size)
        yield anchor
        at_old, at_new = anchor.old + anchor.size, anchor.new + anchor.size


def _paired_lines(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[range, range]]:
    """Lines that are alike, in order: the sum of likeness is the greatest possible.

    Items move up and down when others are put in between, so that a comparison of the whole
    would join the head of one item to the tail of the next.
    """
    ours, theirs = _lines(old), _lines(new)
    if min(len(ours), len(theirs)) < 2 or len(ours) * len(theirs) > MOST_LINES or _vast(old, new):
        return [(range(len(old)), range(len(new)))]
    words, counterparts = _words(old, ours), _words(new, theirs)
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    paired: set[tuple[int, int]] = set()
    for m, one in enumerate(words):
        for n, other in enumerate(counterparts):
            likeness = fuzz.ratio(one, other, score_cutoff=LINE)
            apart = max(best[m][n + 1], best[m + 1][n])
            if likeness and best[m][n] + likeness > apart:
                paired.add((m, n))
            best[m + 1][n + 1] = max(apart, best[m][n] + likeness)
    pairs = []
    m, n = len(ours) - 1, len(theirs) - 1
    while m >= 0 and n >= 0:
        if (m, n) in paired:
            pairs.append((ours[m], theirs[n]))
            m, n = m - 1, n - 1
        elif best[m][n + 1] >= best[m + 1][n]:
            m -= 1
        else:
            n -= 1
    return pairs[::-1]


def _words(tokens: Sequence[str], lines: Sequence[range]) -> list[str]:
    return ["".join(tokens[line.start : line.stop]) for line in lines]


def _lines(tokens: Sequence[str]) -> list[range]:
    """The lines of a text, each with the break that ends it."""
    ends = [n + 1 for n, token in enumerate(tokens) if "\n" in token]
    return [range(start, end) for start, end in pairwise([0, *ends, len(tokens)]) if start < end]


def _pauses(tokens: Sequence[str], at: int) -> bool:
    """Whether the text starts, ends or pauses before token `at`."""
    return at in (0, len(tokens)) or tokens[at - 1] in _PAUSES or "\n" in tokens[at - 1]


def _phrases(tokens: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    start = 0
    for end in range(1, len(tokens) + 1):
        if _pauses(tokens, end):
            yield start, tuple(tokens[start:end])
            start = end


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """The longest run of phrases, in the same order, that each text has exactly once."""
    places: list[dict[tuple[str, ...], int]] = []
    for text in (old, new):
        phrases = [phrase for phrase in _phrases(text) if len(phrase[1]) >= ANCHOR]
        seen = Counter(words for _, words in phrases)
        places.append({words: start for start, words in phrases if seen[words] == 1})
    shared = [
        _Block(start, places[1][words], len(words))
        for words, start in places[0].items()
        if words in places[1]
    ]
    return _longest_rising(shared)


def _longest_rising(blocks: Sequence[_Block]) -> list[_Block]:
    """Of blocks that rise in the old text, the most that rise in the new one too."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for n, block in enumerate(blocks):
        at = bisect_left(ends, block.new)
        previous.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [block.new]
        last[at : at + 1] = [n]
    chain: list[_Block] = []
    n = last[-1] if last else -1
    while n >= 0:
        chain.append(blocks[n])
        n = previous[n]
    return chain[::-1]


def _least_edits(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    if not old or not new or _vast(old, new):
        return
    symbols: dict[str, str] = {}
    for token in (*old, *new):
        symbols.setdefault(token, chr(_FIRST_SYMBOL + len(symbols)))
    coded = ("".join(map(symbols.__getitem__, tokens)) for tokens in (old, new))
    for step in Levenshtein.opcodes(*coded):
        if step.tag == "equal":
            yield _Block(step.src_start, step.dest_start, step.src_end - step.src_start)


def _vast(old: Sequence[str], new: Sequence[str]) -> bool:
    return len(old) * len(new) > MOST or len(old) + len(new) > MOST_SYMBOLS


def _join(blocks: Iterable[_Block]) -> list[_Block]:
    """Without empty blocks, and those that touch in both texts as one."""
    joined: list[_Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if not block.size:
            continue
        if last and (last.old + last.size, last.new + last.size) == block[:2]:
            joined[-1] = _Block(last.old, last.new, last.size + block.size)
        else:
            joined.append(block)
    return joined


# --- made readable


def _slide(old: Sequence[str], new: Sequence[str], blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Move pure insertions and deletions to where the text pauses, as far as the words allow."""
    if not blocks:
        return
    held = blocks[0]
    for block in blocks[1:]:
        end_old, end_new = held.old + held.size, held.new + held.size
        if end_old == block.old:
            shift = _best_shift(new, range(end_new, block.new), held.size, block.size)
        elif end_new == block.new:
            shift = _best_shift(old, range(end_old, block.old), held.size, block.size)
        else:
            shift = 0
        yield _Block(held.old, held.new, held.size + shift)
        held = _Block(block.old + shift, block.new + shift, block.size - shift)
    yield held


def _best_shift(tokens: Sequence[str], edit: range, left: int, right: int) -> int:
    """By how many tokens to move an edit that `left` equal ones precede and `right` follow."""
    lowest = highest = 0
    while -lowest < left - 1 and tokens[edit.start + lowest - 1] == tokens[edit.stop + lowest - 1]:
        lowest -= 1
    while highest < right - 1 and tokens[edit.start + highest] == tokens[edit.stop + highest]:
        highest += 1

    def rank(shift: int) -> tuple[int, int, int]:
        start, stop = edit.start + shift, edit.stop + shift
        pauses = _pauses(tokens, start) + _pauses(tokens, stop)
        return pauses, tokens[stop - 1] in _PARTICLES, -abs(shift)

    return max(range(lowest, highest + 1), key=rank)


def _without_islands(before: _Text, after: _Text, blocks: Sequence[_Block]) -> list[_Block]:
    """Drop blocks that are short beside the edits on both sides; the first and last are marks."""

    def edit(one: _Block, other: _Block) -> int:
        return max(
            before.length(one.old + one.size, other.old),
            after.length(one.new + one.size, other.new),
        )

    kept: list[_Block] = []
    for block in blocks:
        kept.append(block)
        while len(kept) > 2:
            left, middle, right = kept[-3:]
            size = before.length(middle.old, middle.old + middle.size)
            least = min(edit(left, middle), edit(middle, right))
            short = size == 1 or size <= min(ISLAND, least)
            if not least or not short or _at_line_break(before.tokens, middle):
                break
            del kept[-2]
    return kept


def _at_line_break(tokens: Sequence[str], block: _Block) -> bool:
    """Whether a block breaks a line or begins one, as the bracket of a label does."""
    return any("\n" in token for token in tokens[max(0, block.old - 1) : block.old + block.size])


def _grow(old: Sequence[str], new: Sequence[str], blocks: Sequence[_Block]) -> list[_Block]:
    """Give back to the equal text what both sides of a replacement begin or end with.

    A single token is left where it is: 申请人 became 当事人, not 申请 became 当事.
    """
    grown = []
    held = blocks[0]
    for block in blocks[1:]:
        room = min(block.old - held.old - held.size, block.new - held.new - held.size)
        head = tail = 0
        while head < room and old[held.old + held.size + head] == new[held.new + held.size + head]:
            head += 1
        head *= head > 1
        while tail < room - head and old[block.old - tail - 1] == new[block.new - tail - 1]:
            tail += 1
        tail *= tail > 1
        grown.append(_Block(held.old, held.new, held.size + head))
        held = _Block(block.old - tail, block.new - tail, block.size + tail)
    return [*grown, held]


def _spans(before: _Text, after: _Text, blocks: Sequence[_Block]) -> Iterator[Span]:
    old_starts, new_starts = before.starts, after.starts
    end = _Block(len(before.tokens), len(after.tokens), 0)
    for one, other in pairwise([*blocks, end]):
        old, new = one.old + one.size, one.new + one.size
        if one.size:
            yield Span(
                "equal", old_starts[one.old], old_starts[old], new_starts[one.new], new_starts[new]
            )
        if (old, new) != (other.old, other.new):
            kind: Change = "replace"
            if old == other.old:
                kind = "insert"
            elif new == other.new:
                kind = "delete"
            yield Span(
                kind, old_starts[old], old_starts[other.old], new_starts[new], new_starts[other.new]
            )
