"""Versions gathered into works: whose title is whose, and what a new name does."""

from __future__ import annotations

from datetime import date

from plumbline.sources.catalogue import catalogue_of
from plumbline.sources.effects import read_effects
from plumbline.sources.force import state_on
from tests.sources.writing import document


def rules(issuer: str, title: str = "停车管理办法", day: str = "2010年3月1日") -> object:
    return document(
        title,
        "第一条 甲。\n\n第二条 本办法自2010年5月1日起施行。",
        f"{day} {issuer}令第1号公布",
    )


def test_two_cities_may_give_their_rules_one_title() -> None:
    catalogue = catalogue_of([rules("示例市人民政府"), rules("邻水市人民政府")])  # type: ignore[list-item]
    assert sorted(catalogue.works) == ["示例市人民政府停车管理办法", "邻水市人民政府停车管理办法"]
    assert catalogue.find("停车管理办法") is None


def test_a_title_that_only_one_work_bears_names_it() -> None:
    catalogue = catalogue_of([rules("示例市人民政府")])  # type: ignore[list-item]
    work = catalogue.find("停车管理办法")
    assert work is not None
    assert work.key == "示例市人民政府停车管理办法"


RENAMING = (
    "示例市人民政府关于修改《示例市停车管理办法》的决定",
    "一、名称修改为“示例市停车服务办法”。\n\n二、本决定自2014年1月1日起施行。",
    "2013年10月1日 示例市人民政府令第9号公布",
)


def test_a_renamed_work_is_superseded_by_its_new_name() -> None:
    old = rules("示例市人民政府", "示例市停车管理办法")
    new = rules("示例市人民政府", "示例市停车服务办法", "2013年10月1日")
    catalogue = catalogue_of([old, new, document(*RENAMING)])  # type: ignore[list-item]
    before = state_on(catalogue.works["示例市停车管理办法"], date(2013, 12, 31), catalogue)
    after = state_on(catalogue.works["示例市停车管理办法"], date(2014, 1, 1), catalogue)
    assert (before.state, after.state) == ("in_force", "superseded")


def test_the_new_name_finds_the_old_text_while_no_other_is_loaded() -> None:
    old = rules("示例市人民政府", "示例市停车管理办法")
    catalogue = catalogue_of([old, document(*RENAMING)])  # type: ignore[list-item]
    work = catalogue.find("示例市停车服务办法")
    assert work is not None
    assert work.key == "示例市停车管理办法"


def test_in_a_decision_on_several_works_a_new_name_is_that_of_its_section() -> None:
    several = document(
        "示例市人民政府关于修改《示例市供水办法》等二件规章的决定",
        "一、对《示例市供水办法》作如下修改：\n\n（一）删去第三条。\n\n"
        "二、对《示例市停车管理办法》作如下修改：\n\n（一）名称修改为“示例市停车服务办法”。\n\n"
        "三、本决定自2014年1月1日起施行。",
        "2013年10月1日 示例市人民政府令第9号公布",
    )
    renamed = [e for e in read_effects(several) if e.kind == "rename"]
    assert [(e.target, e.new_name) for e in renamed] == [
        ("示例市停车管理办法", "示例市停车服务办法")
    ]
