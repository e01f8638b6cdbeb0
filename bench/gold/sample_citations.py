"""引用 -- draw the passages whose legal citations are labelled by reading in citations.jsonl.

Run with the folder of real texts named by PLUMBLINE_TEXTS (it holds laws/):

    PLUMBLINE_TEXTS=... python bench/gold/sample_citations.py > passages.jsonl
    PLUMBLINE_TEXTS=... python bench/gold/sample_citations.py citations.jsonl > hundred.jsonl

The first command draws the passages; the second draws, from the labelled citations
that name another work, the hundred that also carry the version of the day.
The passages of citations_heldout.jsonl are drawn with a seed of their own, apart
from those of the first file (sample_demo.py draws the rest of them):

    PLUMBLINE_TEXTS=... python bench/gold/sample_citations.py --each 8 \\
        --seed "plumbline citations held out 1" --without citations.jsonl > passages.jsonl

One JSON line per passage: stratum, flavour, file (below laws/), sha256 of the
file, start and end. Offsets count code points of the file decoded as UTF-8
without newline translation. The same texts give the same draw.

The patterns are broad on purpose: they only decide which articles are read,
they are no citation finder, and a passage may hold none of what it was drawn for.
"""

import argparse
import hashlib
import json
import os
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED = "plumbline citations 2"
INFO_END = "<!-- INFO END -->"
NAMING = {"explicit", "short_name", "abbreviation", "title_only", "chapter", "malformed"}
LONGEST = 1500  # code points; longer articles are annexes glued to the last article

NUMBER = r"[一二三四五六七八九十百千零〇]+"
ARTICLE = rf"第{NUMBER}条(?:之{NUMBER})?"
PARAGRAPH = rf"第{NUMBER}款"
ITEM = rf"[(（]?{NUMBER}[)）]?项"
UNIT_HEAD = re.compile(rf"^(?:[第笫][{NUMBER[1:-2]}－ ]{{1,12}}条|#)", re.MULTILINE)
OWN_NUMBER = re.compile(rf"^(?:[第笫][^条\n]{{1,12}}条(?:之{NUMBER})?|{NUMBER}、)\s*")
SECTION_HEAD = re.compile(rf"^(?:{NUMBER}、|#)", re.MULTILINE)
ABBREVIATION = re.compile(r"》[（(]以下(?:简称|称)[：:]?[“《]?([^”》（）()，。]{2,20})[”》]?[）)]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One article of one text: where it stands and what it says."""

    file: str
    sha256: str
    start: int
    end: int
    text: str
    abbreviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flavour:
    """One shape of citation within a stratum, and how many passages it is given."""

    name: str
    count: int
    wanted: Callable[[Passage], bool]


def content(passage: Passage) -> str:
    """The passage without its own number."""
    return OWN_NUMBER.sub("", passage.text, count=1)


def pattern(name: str, count: int, expression: str) -> Flavour:
    """A flavour whose passages contain the expression after the article's own number."""
    compiled = re.compile(expression)
    return Flavour(name, count, lambda passage: bool(compiled.search(content(passage))))


def defining(passage: Passage) -> bool:
    """Whether the passage defines a short name."""
    return bool(ABBREVIATION.search(passage.text))


def using_with_article(passage: Passage) -> bool:
    """Whether the passage puts an article number after a short name defined in its file."""
    return any(
        re.search(rf"{re.escape(name)}》?第", passage.text) for name in passage.abbreviations
    )


def using_alone(passage: Passage) -> bool:
    """Whether the passage only names a defined short name, without an article."""
    named = any(name in passage.text for name in passage.abbreviations)
    return named and not defining(passage) and not using_with_article(passage)


def short_with_article(passage: Passage) -> bool:
    """Whether an article follows a law's name without brackets that the file does not define."""
    plain = not passage.abbreviations and "修正案" not in passage.file
    return plain and bool(re.search(rf"{LAW_NAME}{ARTICLE}", content(passage)))


def undefined_with_article(passage: Passage) -> bool:
    """Whether an article follows a bracketed title in a file that defines no short name."""
    return not passage.abbreviations and bool(re.search(rf"》{ARTICLE}", content(passage)))


def amending(passage: Passage) -> bool:
    """Whether the passage stands in an amendment and names an article of the amended work alone."""
    return "修正案" in passage.file and bool(re.search(rf"(?<!法){ARTICLE}", content(passage)))


def whatever(passage: Passage) -> bool:
    """Every passage: the stratum that shows what a finder invents where nothing is cited."""
    return bool(passage.text)


LAW_NAME = r"[^本该《》]{3}(?<!方)(?<!办)(?<!本)(?:法|法典|条例)"
NO_ARTICLE = (
    r"(?:依照|按照|根据|适用|遵守|违反)(?!有关|其他|国家)"
    r"[^《》，。；、的本]{1,12}(?<![办方司依税用民])法(?![律规定院人第制治》])"
)
BARE = r"(?:违反|依照|按照|根据|除|符合|有|享有|属于|适用|在)"

STRATA: dict[str, tuple[Flavour, ...]] = {
    "explicit": (
        pattern("article", 9, rf"》{ARTICLE}"),
        pattern("paragraph", 5, rf"》{ARTICLE}{PARAGRAPH}"),
        pattern("item", 4, rf"》{ARTICLE}(?:{PARAGRAPH})?第{ITEM}"),
    ),
    "self": (
        pattern("law", 4, rf"本法{ARTICLE}"),
        pattern("regulation", 4, rf"本条例{ARTICLE}"),
        pattern("measures", 3, rf"本办法{ARTICLE}"),
        pattern("provisions", 3, rf"本(?:规定|细则|实施细则|规则|决定){ARTICLE}"),
    ),
    "short_name": (
        Flavour("article", 10, short_with_article),
        pattern("no_article", 8, NO_ARTICLE),
    ),
    "abbreviation": (
        Flavour("defining", 4, defining),
        Flavour("with_article", 10, using_with_article),
        Flavour("alone", 4, using_alone),
    ),
    "relative": (
        pattern("last_paragraph", 4, r"前款"),
        pattern("last_paragraphs", 2, r"前[两二三四]款"),
        pattern("last_article", 2, r"前[两二三]?条"),
        pattern("last_item", 1, r"前[两二三]?项"),
        pattern("this_article", 2, rf"本条(?:{PARAGRAPH}|第{ITEM})"),
        pattern("paragraph_alone", 3, rf"(?<![条、和]){PARAGRAPH}"),
    ),
    "anaphora": (
        Flavour("amendment", 5, amending),
        pattern(
            "that_work",
            2,
            r"该(?:法|条例|办法|公约|规定|决定)(?![律定人院规])|(?<!约)同法(?![律官人院规])",
        ),
        pattern(
            "further_paragraph",
            2,
            rf"条{PARAGRAPH}[^，。；条]{{1,12}}[，；]?[^条]{{0,40}}{PARAGRAPH}",
        ),
        pattern("bare_article", 6, rf"{BARE}{ARTICLE}"),
    ),
    "list": (
        pattern("articles", 4, rf"条[、和或]{ARTICLE}"),
        pattern("mixed", 4, rf"[款项][、和或]{ARTICLE}"),
        pattern("items", 3, rf"[)）]项?[、和或]第?[（(]{NUMBER}[）)]项|项[、和或]第{NUMBER}项"),
        pattern("paragraphs", 3, rf"款[、和或]{PARAGRAPH}"),
    ),
    "range": (
        pattern("articles", 8, rf"条(?:之{NUMBER})?[至到]第"),
        pattern("items", 5, r"项[至到]第|第[(（][^)）]+[)）][至到][(（第]"),
        pattern("paragraphs", 1, rf"款[至到]{PARAGRAPH}"),
    ),
    "chapter": (
        pattern("chapter", 8, rf"第{NUMBER}章"),
        pattern("section", 4, rf"第{NUMBER}节"),
        pattern("part", 2, rf"第{NUMBER}(?:分)?编"),
    ),
    "title_only": (
        pattern("norm", 5, r"(?:法|条例|办法|规定|细则)》(?!第)"),
        pattern("certificate", 3, r"(?:证|书|表|单|册)》"),
        pattern("standard", 2, r"(?:标准|目录|名录|规范|规程)》"),
        pattern("treaty", 4, r"(?:公约|条约|协定|议定书|宣言|声明)》"),
        pattern("newspaper", 2, r"[报刊]》"),
        pattern("other", 2, r"(?<![法例定则证书表单册准录范程约言明])》"),
    ),
    "malformed": (
        pattern("word_missing", 5, rf"第{NUMBER}(?:、{NUMBER})+条|条[、和]{NUMBER}条|例{NUMBER}条"),
        pattern("item_word_missing", 4, rf"[款条][(（]{NUMBER}[)）]项|[)）][至到][(（]"),
        pattern("spaces", 2, r"第 +[（(一二三四五六七八九十]|[款条] +第"),
        pattern("digits", 2, r"第[0-9０-９]+[条款项]"),
        pattern("this_provision", 1, r"本条款第"),
    ),
    "any": (Flavour("any", 14, whatever),),
    # More citations that name another work: a hundred of them also carry the version of the day.
    "other_work": (
        pattern("article", 8, rf"》{ARTICLE}"),
        pattern("articles", 4, rf"》{ARTICLE}(?:{PARAGRAPH})?[、和或及至]"),
        Flavour("short_name", 6, using_with_article),
        pattern("titles", 6, r"(?:法|条例|规定)》(?!第)"),
        Flavour("undefined", 8, undefined_with_article),
    ),
    # Numbers whose work or article is carried over from an earlier citation.
    "carried": (
        pattern("article", 4, rf"{ARTICLE}[^。]*[，；][^《》本法例办]*{BARE}{ARTICLE}"),
        pattern("paragraph", 4, rf"{ARTICLE}(?:{PARAGRAPH})?[^。]*[，；][^《》本前条]*{PARAGRAPH}"),
        pattern("item", 4, rf"{ARTICLE}(?:{PARAGRAPH})?[^。]*[，；][^《》本前条]*第{ITEM}"),
        Flavour("amendment", 5, amending),
    ),
}


def body(text: str) -> int:
    """Offset at which the text proper begins, below the history lines."""
    found = text.find(INFO_END)
    return 0 if found < 0 else found + len(INFO_END)


def units(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each article, or of each numbered section where there are no articles."""
    begin = body(text)
    heads = list(UNIT_HEAD.finditer(text, begin))
    if all(head.group() == "#" for head in heads):
        heads = list(SECTION_HEAD.finditer(text, begin))
    stops = [head.start() for head in heads[1:]] + [len(text)]
    for head, stop in zip(heads, stops, strict=False):
        if head.group() != "#":
            yield head.start(), head.start() + len(text[head.start() : stop].rstrip())


def passages(laws: Path) -> Iterator[Passage]:
    """Every article of every text below the folder, in the order of the paths."""
    for path in sorted(laws.rglob("*.md"), key=lambda found: found.as_posix()):
        yield from cut(path, path.relative_to(laws).as_posix(), units)


def cut(
    path: Path, file: str, parts: Callable[[str], Iterator[tuple[int, int]]]
) -> Iterator[Passage]:
    """The passages of one file, without those that are too long."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    digest = hashlib.sha256(data).hexdigest()
    names = tuple(dict.fromkeys(ABBREVIATION.findall(text)))
    for start, end in parts(text):
        if end - start <= LONGEST:
            yield Passage(file, digest, start, end, text[start:end], names)


def work(file: str) -> str:
    """The name of the work that a file holds a version of: the file's name without its day."""
    return file.rsplit("/", 1)[-1].split("(")[0]


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: its seed, the passages each stratum is given (0: as listed), and what it avoids.

    `avoided` holds the passages drawn before. Their texts are never drawn again, and
    the works that they stand in only where a flavour has no other left.
    """

    seed: str
    each: int
    avoided: frozenset[tuple[str, int]]

    def size(self, flavour: Flavour, flavours: tuple[Flavour, ...]) -> int:
        """How many passages the flavour is given: its share of `each`, at least one."""
        total = sum(other.count for other in flavours)
        return max(1, round(flavour.count * self.each / total)) if self.each else flavour.count

    def sample(self, pool: list[Passage]) -> Iterator[dict[str, str | int]]:
        """The whole draw, stratum by stratum; no passage is drawn twice."""
        taken = set(self.avoided)
        texts = {passage.text for passage in pool if (passage.file, passage.start) in taken}
        known = {work(file) for file, _ in taken}
        for stratum, flavours in STRATA.items():
            used: set[str] = set()
            for flavour in flavours:
                left = [
                    passage
                    for passage in pool
                    if (passage.file, passage.start) not in taken and passage.text not in texts
                ]
                rng = random.Random(f"{self.seed}/{stratum}/{flavour.name}")
                wanted = [p for p in left if p.file not in used and flavour.wanted(p)]
                for passage in draw(rng, self.size(flavour, flavours), wanted, known):
                    used.add(passage.file)
                    taken.add((passage.file, passage.start))
                    yield row(stratum, flavour, passage)


def draw(rng: random.Random, count: int, wanted: list[Passage], known: set[str]) -> list[Passage]:
    """Passages from distinct files, and from known works only when no other is left."""
    by_file: dict[str, list[Passage]] = {}
    for passage in wanted:
        by_file.setdefault(passage.file, []).append(passage)
    fresh = sorted(file for file in by_file if work(file) not in known)
    stale = sorted(by_file.keys() - set(fresh))
    files = rng.sample(fresh, min(count, len(fresh)))
    files += rng.sample(stale, min(count - len(files), len(stale)))
    return [rng.choice(by_file[file]) for file in files]


def row(stratum: str, flavour: Flavour, passage: Passage) -> dict[str, str | int]:
    """The line printed for one passage."""
    return {
        "stratum": stratum,
        "flavour": flavour.name,
        "file": passage.file,
        "sha256": passage.sha256,
        "start": passage.start,
        "end": passage.end,
    }


def names_another(labelled: dict[str, Any], own: str, citation: dict[str, Any]) -> bool:
    """Whether a labelled citation names a work other than its own document.

    Amendments are left out: they change the work that they cite on their own day.
    """
    kept = citation["class"] in NAMING and not {"status", "uncertain"} & citation.keys()
    return kept and citation["targets"][0]["title"] != own and "修正案" not in labelled["file"]


def hundred(laws: Path, gold: Path) -> Iterator[dict[str, Any]]:
    """A hundred labelled citations of other works, at most two from one passage."""
    found: list[tuple[str, int, int]] = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        labelled = json.loads(line)
        text = (laws / labelled["file"]).read_bytes().decode("utf-8")
        own = text.split("\n", 1)[0].lstrip("# ").strip()
        for citation in labelled["citations"]:
            if names_another(labelled, own, citation):
                found.append((labelled["file"], labelled["start"], citation["start"]))
    rng = random.Random(f"{SEED}/right day")
    drawn: list[tuple[str, int, int]] = []
    for place in rng.sample(found, len(found)):
        if sum(other[:2] == place[:2] for other in drawn) < 2:
            drawn.append(place)
    for file, passage, start in sorted(drawn[:100]):
        yield {"file": file, "passage": passage, "start": start}


def labelled(gold: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of labels."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def drawn(laws: Path, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The draw: of citations when labels are given, else of passages."""
    if options.labels:
        yield from hundred(laws, options.labels)
        return
    before = labelled(options.without) if options.without else ()
    avoided = frozenset((line["file"], line["start"]) for line in before)
    yield from Draw(options.seed, options.each, avoided).sample(list(passages(laws)))


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw the passages whose citations are labelled.")
    parser.add_argument("labels", nargs="?", type=Path, help="draw the hundred of these labels")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--each", type=int, default=0, help="passages per stratum; 0: as listed")
    parser.add_argument("--without", type=Path, help="labels whose passages are not drawn again")
    return parser.parse_args()


def main() -> int:
    """Print the draw; 2 when the folder of texts is not named or not there."""
    options = arguments()
    folder = Path(os.environ.get("PLUMBLINE_TEXTS", "")) / "laws"
    if "PLUMBLINE_TEXTS" not in os.environ or not folder.is_dir():
        print("PLUMBLINE_TEXTS must name a folder that contains laws/", file=sys.stderr)
        return 2
    for found in drawn(folder, options):
        print(json.dumps(found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
