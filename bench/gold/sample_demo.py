"""引用 -- draw the passages of the demonstration library whose citations are labelled by reading.

    python bench/gold/sample_demo.py > passages.jsonl

Its documents are written by us, so that the day of each is known and what is wrong in
them is wrong on purpose. One JSON line per passage as in sample_citations.py; the file
is named from the root of the checkout. Documents in other encodings and web pages are
left out, because offsets count code points of the file decoded as UTF-8. The documents
of districts and townships, which hold most of what is wrong, are taken whole.
"""

import json
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sample_citations import (
    ARTICLE,
    NUMBER,
    SECTION_HEAD,
    Flavour,
    Passage,
    body,
    content,
    cut,
    draw,
    pattern,
    row,
    using_with_article,
)

ROOT = Path(__file__).parents[2]
SEED = "plumbline citations demo 1"
ARTICLE_HEAD = re.compile(rf"^[ \u3000]*(?:第{NUMBER}条|#)", re.MULTILINE)
OWN_NUMBER = re.compile(rf"第{NUMBER}条|{NUMBER}、|#")


def citing(passage: Passage) -> bool:
    """Whether a bracketed title, the number of an article or a last paragraph is in the passage."""
    return bool(re.search(rf"》|{ARTICLE}|前[两二三]?[款条项]", content(passage)))


def opening(passage: Passage) -> bool:
    """Whether the passage is what stands before the first number: salutation and basis."""
    return citing(passage) and not OWN_NUMBER.match(passage.text)


def below_city(passage: Passage) -> bool:
    """Whether a district or a township wrote the document."""
    return bool(re.search(r"示例市..区", passage.file)) and citing(passage)


FLAVOURS = (
    Flavour("decision", 2, lambda passage: "决定" in passage.file and citing(passage)),
    Flavour("basis", 1, opening),
    pattern("repeal", 1, r"》[^。]*同时废止"),
    pattern("relative", 1, r"前[两二三]?[款条]"),
    Flavour("abbreviation", 1, using_with_article),
    pattern("other_work", 2, rf"》{ARTICLE}"),
)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the opening, of each article or numbered section, and of each annex."""
    begin = body(text)
    heads = list(ARTICLE_HEAD.finditer(text, begin))
    if all(head.group() == "#" for head in heads):
        heads = list(SECTION_HEAD.finditer(text, begin))
    for start, stop in pairwise([begin, *(head.start() for head in heads), len(text)]):
        inside = text[start:stop].strip()
        if inside:
            found = text.index(inside, start)
            yield found, found + len(inside)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes decode as UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def library() -> Iterator[Passage]:
    """Every piece of the library's Markdown and plain documents, in the order of the names."""
    for path in sorted((ROOT / "demo" / "library").glob("*).*"), key=lambda found: found.name):
        if path.suffix in {".md", ".txt"} and is_utf8(path.read_bytes()):
            yield from cut(path, path.relative_to(ROOT).as_posix(), pieces)


def sample(pool: list[Passage]) -> Iterator[tuple[Flavour, Passage]]:
    """All passages below the city, then a draw; no passage comes twice."""
    whole = Flavour("below_city", len(pool), below_city)
    yield from ((whole, passage) for passage in pool if whole.wanted(passage))
    left = [passage for passage in pool if not whole.wanted(passage)]
    for flavour in FLAVOURS:
        rng = random.Random(f"{SEED}/{flavour.name}")
        wanted = [passage for passage in left if flavour.wanted(passage)]
        for passage in draw(rng, flavour.count, wanted, set()):
            left.remove(passage)
            yield flavour, passage


def main() -> None:
    """Print the draw."""
    for flavour, passage in sample(list(library())):
        print(json.dumps(row("demo", flavour, passage), ensure_ascii=False))


if __name__ == "__main__":
    main()
