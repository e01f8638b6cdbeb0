"""A small library for the tests of the search: texts of our own, in two versions."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from plumbline.search import Entry, Index, Put, parse_query

BLANK = Entry(
    id="",
    work="示例市噪声管理办法",
    title="示例市噪声管理办法",
    version="2020-01-15",
    eid="art_1",
    number="1",
    kind="local_government_rule",
    level="province",
    issuer="示例市人民政府",
    year=2020,
    doc_numbers=(),
    path=("第一章 总则",),
    heading="",
    text="",
    effective_on="2020-03-01",
    ends_on="",
    cited_by=0,
)


def article(number: int, text: str, **others: object) -> Entry:
    """An article of the library; what is not said is as in BLANK."""
    made = replace(BLANK, **others, number=str(number), eid=f"art_{number}", text=text)
    return replace(made, id=f"{made.work}@{made.version}#{made.eid}")


def put(*entries: Entry) -> Put:
    """The change that takes in one version."""
    return Put(entries[0].version_id, entries)


NOISE_2020 = (
    article(1, "为了防治噪声污染，保护生活环境，制定本办法。", ends_on="2023-06-01"),
    article(
        2, "夜间施工应当取得证明。\n证明应当公示。", path=("第二章 施工噪声",), ends_on="2023-06-01"
    ),
)
NOISE_2023 = (
    article(
        1,
        "为了防治噪声污染，保障公众健康，制定本办法。",
        version="2023-04-20",
        year=2023,
        effective_on="2023-06-01",
    ),
    article(
        2,
        "夜间施工应当取得证明，并提前告知附近居民。",
        version="2023-04-20",
        year=2023,
        effective_on="2023-06-01",
        path=("第二章 施工噪声",),
        cited_by=3,
    ),
)
RENTING = (
    article(
        5,
        "出租人对租赁物负有维修义务，接到通知后应当七日内动工。",
        work="示例租赁法",
        title="中华人民共和国示例租赁法",
        version="2021-05-08",
        kind="law",
        level="national",
        issuer="全国人民代表大会",
        year=2021,
        path=("第二章 租赁合同",),
        effective_on="2022-01-01",
    ),
    article(
        6,
        "转租须得到出租人书面许可，税费归承租人负担。",
        work="示例租赁法",
        title="中华人民共和国示例租赁法",
        version="2021-05-08",
        kind="law",
        level="national",
        issuer="全国人民代表大会",
        year=2021,
        path=("第二章 租赁合同",),
        effective_on="2022-01-01",
    ),
)
LIBRARY = (NOISE_2020, NOISE_2023, RENTING)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of LIBRARY, at change 3, which no test may change."""
    folder = tmp_path_factory.mktemp("search") / "index"
    Index.create(folder).apply((put(*version) for version in LIBRARY), 3)
    return folder


@pytest.fixture
def index(library: Path, tmp_path: Path) -> Index:
    """An index of LIBRARY, at change 3, of the test's own."""
    shutil.copytree(library, tmp_path / "index")
    return Index.open(tmp_path / "index")


@pytest.fixture
def found(library: Path) -> Callable[..., list[str]]:
    """Search, and name what was found: `示例租赁法5@2021`, with the year of the version."""
    index = Index.open(library)

    def search(typed: str, **others: str) -> list[str]:
        hits = index.search(parse_query(typed, **others)).hits
        return [f"{hit.work}{hit.number}@{hit.version[:4]}" for hit in hits]

    return search
