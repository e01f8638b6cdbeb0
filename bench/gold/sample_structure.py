"""结构金标准的抽样 -- draw the forty texts whose structure was counted by reading.

The texts are found through PLUMBLINE_TEXTS (the folder that contains laws/). The draw
orders the files of a stratum by a hash of SEED and the path, so it is the same on every
machine and nobody can choose a convenient file. Ten damaged texts come first, one from each
kind of damage; the kinds were found by looking through the whole collection, and the texts
of each kind are named by the beginning of their SHA-256. Thirty more follow by stratum.

    PLUMBLINE_TEXTS=/path/to/texts python bench/gold/sample_structure.py
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SEED = "plumbline structure 1"
LONGEST = 12_000  # characters: what can still be read line by line
LONGEST_CODE = 20_000  # books of the codes are longer than other texts

ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇－]+\s*条", re.MULTILINE)

DAMAGED: dict[str, str] = {
    # no history in the head
    "head_lost": """
        0a27d7578c 0daaf1094b 156eb6f8e6 177cdb6fd2 1ab615984a 1fc8eb7bc4 224de204f3 3683e97693
        36b3f06a34 37f236a4e0 37f4cea7b7 38decf5ce3 39ce4f0f7d 3b131862f9 3c41901464 3ce8f9ab6d
        4038147377 4c55524ea1 4cc1fc1fd2 52a84c98c8 5ab5a28446 672d2b0f44 6820da9121 68e7912141
        6957d20d26 6d452e9c1f 6f6edcc3b8 7222e65050 72ac6a8e53 742f673768 7b9006f6ac 7bbd1de957
        88c0c325b9 909f58d703 90ac4940f3 9394de143b 97c907b6da 982570e7c5 99a4f7e8f7 9b914b6f04
        9bd49e102a 9d7aac4e03 a9d6b587b2 a9eb326b24 ac6eedf949 ad25cc024e b3aa854900 b763a316b7
        b9c38bb374 bcadca8e55 c1c89c4b5c cd71dd7755 cfc74eff6f d5946f8feb d7278f479a dbad498bdb
        dc3ecf7f97 e881de80cf eaf5a020d8 ee66674193 f38d0047af f8c4a8d110 f91dba0d59""",
    # several entries of the history in one line, or a line that ends in a connecting word
    "head_glued": """
        01fc155d77 04b46b2ad2 0c11ab9095 0f222c78a3 102b538a2e 113d660420 122ad103b5 17a2cc51d6
        196dfbbed4 1cffecd333 233af14a22 23952c4fba 2e2c3b5d71 32cc6b806d 3b4b1c5192 3f02c92c3c
        441e6b9f39 45d2cb60a5 48a2708419 4b271dff4e 4b69c4fe5b 4bf4722ee0 582e743861 63547ebf34
        646fb446ef 65e9d1c509 6cc3efc0f8 6de12f7877 70ffbd0830 7afb531fe7 81fb35adce 8be8b4259e
        8bf630a4ff 8f16a3c1c3 92013096fc 96e9d7aaa0 9be970abac 9c714b9412 a11d681625 a8810b7319
        a8ddf3d464 a92b82a76b b000890b2b b07dea1cc1 b725d0a291 b990c9c813 bab25e4fc7 bb08e6c0bd
        bdc2cd3782 c141d04375 c182a38ee0 c1fedaed75 c3ce0d6c96 ccc9ab2b97 d882a2483d d956b55dfe
        daaba3ad52 e089b6e75c e1cf147237 e39fd69db2 e419c5a0da e6591cd564 ee17b3de3d f09f12879d""",
    # the end of the text is missing
    "text_truncated": "65d6bac05d 65f01e8a6b 705a9ce404 7222e65050 a52f60814c",
    # nothing but a head
    "body_lost": "441e6b9f39 4bf4722ee0 a92b82a76b",
    # the table of contents stands in the text
    "contents_left_in": "b725d0a291 c1fedaed75",
    # an article number with a wrong character or a misplaced space
    "number_damaged": "2af4b870f6 61ca2bc279 daaba3ad52 f0badc4175",
    # a heading demoted to a paragraph, split over two lines, glued to an article, or empty
    "heading_broken": """
        0cdb68e47a 119606d686 27146bf4d8 2a3a02361b 39ce4f0f7d 3c83d6739e 4152a0cc47 427a809a61
        45b891b08e 484fddf602 498e7b580b 4b271dff4e 4b8e25471f 4e8dec280a 61627d1d59 61ca2bc279
        72ac6a8e53 94cb9cf3fa 982570e7c5 aca2250692 b401a971f9 b725d0a291 bb82a78b15 dbad498bdb
        dbb37140ed e419c5a0da e77e3e4e1d e881de80cf f83070cf3d fa9616b98f""",
    # headings that are not there at all
    "heading_lost": "1fc8eb7bc4 52be7cc0dd 7c3ef72643 acf7d0bc26",
    # numbered items, or a list and the paragraph after it, run together in one line
    "text_glued": "3b4b1c5192 96e9d7aaa0 b725d0a291",
    # broken lines, repeated titles, lost tables, markup, quotation marks left over
    "other": """
        0cd4315377 1b8d683b95 1e820c7eb4 222fc915a6 22b0b762db 27146bf4d8 2c57981042 2fb45830f5
        3182f76e93 320218adc8 37f4cea7b7 3f36fd2508 42a534a75f 4adb6c1408 51f5c64cb3 52e2d49d06
        5e7f36df02 71b78fe1d8 7222e65050 7fd879beea a8ceb05114 b262fab9c6 b35aa5e31d b93f9da2ef
        c141d04375 d2e2b0099d d352783fe7 dbb37140ed e419c5a0da e85b65f57c eaf5a020d8 f09f12879d""",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One file: its path below laws/, its content and the SHA-256 of its bytes."""

    path: str
    content: str
    sha256: str

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]

    @property
    def amends(self) -> bool:
        return "修正案" in self.path

    @property
    def has_articles(self) -> bool:
        return ARTICLE.search(self.content) is not None


@dataclass(frozen=True, slots=True)
class Stratum:
    """A name, how many texts to draw, and which texts belong to it."""

    name: str
    count: int
    holds: Callable[[Text], bool]
    longest: int = LONGEST


CODES = frozenset({"刑法", "宪法", "民法典"})
NATIONAL = frozenset({"宪法相关法", "民法商法", "社会法", "经济法", "行政法", "诉讼与非诉讼程序法"})


def in_folder(*folders: str) -> Callable[[Text], bool]:
    """Return a test for texts with articles that stand in one of these folders."""
    return lambda text: text.folder in folders and text.has_articles and not text.amends


STRATA = (
    Stratum("codes", 3, in_folder(*CODES), LONGEST_CODE),
    Stratum("amendments", 3, lambda text: text.amends),
    Stratum("without_articles", 3, lambda text: not (text.has_articles or text.amends)),
    Stratum("national_laws", 7, in_folder(*NATIONAL)),
    Stratum("administrative_regulations", 8, in_folder("行政法规")),
    Stratum("departmental_rules", 3, in_folder("部门规章")),
    Stratum("chongqing_regulations", 3, in_folder("重庆地方法规")),
)


def read_texts(laws: Path) -> Iterator[Text]:
    """Yield every .md file below the folder, in the order of its path."""
    for file in sorted(laws.rglob("*.md")):
        data = file.read_bytes()
        path = file.relative_to(laws).as_posix()
        yield Text(path, data.decode("utf-8"), hashlib.sha256(data).hexdigest())


def shuffled(texts: Iterable[Text]) -> list[Text]:
    """Order the texts by the hash of seed and path."""
    return sorted(texts, key=lambda t: hashlib.sha256(f"{SEED}|{t.path}".encode()).hexdigest())


def draw(texts: list[Text]) -> Iterator[tuple[str, Text]]:
    """Yield (stratum, text) forty times; no text is drawn twice."""
    taken: set[str] = set()
    for kind, prefixes in DAMAGED.items():
        pool = [t for t in texts if t.sha256[:10] in prefixes.split()]
        yield from pick(f"damaged:{kind}", pool, 1, LONGEST, taken)
    for stratum in STRATA:
        pool = [t for t in texts if stratum.holds(t)]
        yield from pick(stratum.name, pool, stratum.count, stratum.longest, taken)


def pick(
    name: str, pool: list[Text], count: int, longest: int, taken: set[str]
) -> Iterator[tuple[str, Text]]:
    """Yield the first texts of the shuffled pool that are short enough and not yet taken."""
    free = [t for t in shuffled(pool) if len(t.content) <= longest and t.sha256 not in taken]
    for text in free[:count]:
        taken.add(text.sha256)
        yield name, text


def main() -> int:
    """Print stratum, characters, SHA-256 and path of each text drawn."""
    root = os.environ.get("PLUMBLINE_TEXTS")
    if not root:
        print("PLUMBLINE_TEXTS is unset: name the folder that contains laws/", file=sys.stderr)
        return 2
    for name, text in draw(list(read_texts(Path(root) / "laws"))):
        print(f"{name:28} {len(text.content):6} {text.sha256[:12]} {text.path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
