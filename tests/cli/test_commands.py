"""The commands print what the documented schemas promise, and say plainly what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from plumbline.cli.library import import_, search
from plumbline.cli.texts import cite, diff, parse_

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"

OLD = """# 示例市供水条例

2020年3月1日 示例市第五届人民代表大会常务委员会第三次会议通过

<!-- INFO END -->

第一条 供水企业应当保障水质，每日检测一次并公开结果。

第二条 有下列情形之一的，责令改正：

（一）水质不合格；

（二）水压不达标。

第三条 有前条第（一）项情形的，适用《示例市不存在办法》第五条。

第四条 本条例自2020年5月1日起施行。
"""
NEW = OLD.replace("每日检测一次", "每日检测两次")


def checked(name: str, output: str) -> Any:
    value = json.loads(output)
    jsonschema.validate(value, json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
    return value


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_parse_prints_articles_with_ids(tmp_path: Path) -> None:
    file = written(tmp_path, "供水条例(2020-03-01).md", OLD)
    result = CliRunner().invoke(parse_, [file, "--format", "json"])
    value = checked("parse", result.output)
    assert value["articles"][1]["paragraphs"][0]["items"][1]["id"] == "art_2__para_1__item_2"
    assert value["effective_on"] == "2020-05-01"


@pytest.mark.django_db
def test_cite_prints_offsets_of_the_file_as_it_is(tmp_path: Path) -> None:
    file = written(tmp_path, "供水条例(2020-03-01).md", OLD)
    result = CliRunner().invoke(cite, [file, "--format", "json"])
    value = checked("cite", result.output)
    assert [one["status"] for one in value] == ["ok", "unknown_document"]
    for one in value:
        assert OLD[one["start"] : one["end"]] == one["text"]
    assert value[0]["targets"][0]["id"] == "art_2__para_1__item_1"


def test_diff_aligns_paragraphs(tmp_path: Path) -> None:
    old = written(tmp_path, "供水条例(2020-03-01).md", OLD)
    new = written(tmp_path, "供水条例(2023-03-01).md", NEW)
    result = CliRunner().invoke(diff, [old, new, "--format", "json"])
    rows = checked("diff", result.output)
    assert [row["kind"] for row in rows if row["kind"] != "same"] == ["amended"]
    assert rows[0]["old"] == ["1.1"]


@pytest.mark.django_db(transaction=True)
def test_an_import_is_found_by_search_and_a_second_one_changes_nothing(
    tmp_path: Path, settings: Any
) -> None:
    settings.PLUMBLINE_HOME = tmp_path / "home"
    folder = tmp_path / "texts"
    folder.mkdir()
    written(folder, "供水条例(2020-03-01).md", OLD)
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    first = json.loads(CliRunner().invoke(import_, [str(folder), "--format", "json"]).stdout)
    assert first["counts"] == {"new": 1, "refused": 1}
    assert "坏.docx" in first["refused"][0]["reason"]
    again = json.loads(CliRunner().invoke(import_, [str(folder), "--format", "json"]).stdout)
    assert again["counts"] == {"same": 1, "refused": 1}
    hits = checked("search", CliRunner().invoke(search, ["水压", "--format", "json"]).stdout)
    assert hits[0]["id"] == "art_2"
    queries = tmp_path / "queries.txt"
    queries.write_text("水压\n水质\n", "utf-8")
    lines = CliRunner().invoke(search, ["--batch", str(queries), "--limit", "2"]).stdout
    assert len([checked("search", line) for line in lines.splitlines()]) == 2


def test_a_file_that_is_no_text_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "空.md"
    path.write_bytes(b"")
    result = CliRunner().invoke(parse_, [str(path)])
    assert result.exit_code == 1
    assert "空.md" in result.output


def test_a_day_that_is_none_is_refused_with_its_form(tmp_path: Path) -> None:
    file = written(tmp_path, "a.md", OLD)
    result = CliRunner().invoke(cite, [file, "--on", "2020-13-40"])
    assert result.exit_code == 2
    assert "write it as 2024-01-31" in result.output


@pytest.mark.django_db(transaction=True)
def test_an_import_says_how_many_files_of_other_kinds_it_left_out(
    tmp_path: Path, settings: Any
) -> None:
    settings.PLUMBLINE_HOME = tmp_path / "home"
    folder = tmp_path / "收"
    folder.mkdir()
    written(folder, "供水.md", OLD)
    written(folder, "表.xlsx", "")
    result = CliRunner().invoke(import_, [str(folder)])
    assert "1 of other kinds left out: 1 .xlsx" in result.output
    again = CliRunner().invoke(import_, [str(folder), "--format", "json"])
    assert checked("import", again.stdout)["left_out"] == {".xlsx": 1}


@pytest.mark.django_db(transaction=True)
def test_a_search_for_an_article_whose_words_are_not_there_says_why(
    tmp_path: Path, settings: Any
) -> None:
    settings.PLUMBLINE_HOME = tmp_path / "home"
    CliRunner().invoke(import_, [written(tmp_path, "供水.md", OLD)])
    result = CliRunner().invoke(search, ["海警法 3"])
    assert "the text of 《中华人民共和国海警法》 is not in the library" in result.output
    result = CliRunner().invoke(search, ["示例市供水条例 99"])
    assert "the text of 《示例市供水条例》 has no such article" in result.output
    result = CliRunner().invoke(search, ["示例市供水条例 2"])
    assert "the text of" not in result.output
