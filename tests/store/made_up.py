"""Sixty made-up files: laws with several versions, a code in books, rivals, repeals, bare names."""

from __future__ import annotations

from collections.abc import Iterator

from tests.store.conftest import NUMERALS, law

DISTRICTS = ("东", "西", "南", "北", "中")
SUBJECTS = ("供水", "供气", "供热", "排水", "垃圾", "绿化", "停车", "路灯", "市容")
PASSED = "2020年5月28日 示例市第五届人民代表大会第三次会议通过\n\n2021年1月1日 施行"


def sixty() -> dict[str, str]:
    """Sixty files by name."""
    files = dict(_all())
    assert len(files) == 60
    return files


def _all() -> Iterator[tuple[str, str]]:
    for number, subject in enumerate(SUBJECTS):
        yield from _versions(number, subject)
    for name, first in (("总则", 1), ("分则", 5), ("附则", 9)):
        yield f"法典/{name}.md", _book(name, first)
    for number, district in enumerate(DISTRICTS):
        for subject in SUBJECTS[:6]:
            yield f"{district}区/{subject}.md", _rules(number, district, subject)
    for side in ("甲", "乙"):
        longer = "并公开结果" if side == "乙" else ""
        words = f"违反示例市供水条例第二条的，责令改正{longer}。"
        yield f"{side}/公园.md", law("示例市公园条例", "2018-08-08", words)
    yield (
        "解释.md",
        law("示例市供水条例解释", "2022-02-02", "供水条例第一条所称供水，包括应急供水。"),
    )
    yield "空.md", ""
    yield "未通过.docx", "not a document"
    yield "通知.md", "# 示例市人民政府关于供水工作的通知\n\n一、落实示例市供水条例第一条。\n"


def _versions(number: int, subject: str) -> Iterator[tuple[str, str]]:
    title = f"示例市{subject}条例"
    other = SUBJECTS[(number + 1) % len(SUBJECTS)]
    yield (
        f"条例/{subject}2015.md",
        law(title, f"2015-0{number % 9 + 1}-05", f"{subject}应当连续。", "企业应当公开信息。"),
    )
    yield (
        f"条例/{subject}2019.md",
        law(
            title, f"2019-0{number % 9 + 1}-05", f"{subject}应当连续，并保障质量。",
            f"依照示例市{other}条例第一条和前条执行。",
        ),
    )  # fmt: skip
    if number % 3 == 0:
        ends = {"from_day": "2024-03-01", "closing": f"《示例市{subject}条例》同时废止。"}
        words = f"依照《示例市法典》第{NUMERALS[number + 1]}条。"
        yield f"新/{subject}.md", law(f"示例市{subject}管理条例", "2023-11-11", words, **ends)


def _book(name: str, first: int) -> str:
    articles = [
        f"第{NUMERALS[n]}条 适用示例市{SUBJECTS[n % len(SUBJECTS)]}条例第一条。"
        for n in range(first, first + 4)
    ]
    body = "\n\n".join(["## 第一章  一般规定", *articles])
    return f"# 示例市法典\n\n# {name}\n\n{PASSED}\n\n<!-- INFO END -->\n\n{body}\n"


def _rules(number: int, district: str, subject: str) -> str:
    words = [f"本区{subject}适用示例市{subject}条例第{NUMERALS[n]}条。" for n in range(1, 3)]
    return law(f"示例市{district}区{subject}规定", f"2021-0{number + 1}-09", *words)
