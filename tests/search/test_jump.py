"""直达 -- what names a place, and what is a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.search import Jump, jump
from plumbline.text.numerals import to_chinese


@pytest.mark.parametrize(
    ("typed", "title", "address"),
    [
        ("行政处罚法 33", "行政处罚法", "33"),
        ("行政处罚法#33.2", "行政处罚法", "33.2"),
        ("行政处罚法第三十三条第二款", "行政处罚法", "33.2"),
        ("《行政处罚法》第三十三条", "行政处罚法", "33"),
        ("行政处罚法33条", "行政处罚法", "33"),
        ("刑法第一百二十条之一第二款", "刑法", "120-1.2"),
        ("刑法 120-1.2", "刑法", "120-1.2"),
        ("治安管理处罚法第十条第（二）项", "治安管理处罚法", "10.0.2"),
        ("示例办法第三条第一款第二项第三目", "示例办法", "3.1.2.3"),
        ("示例办法（试行）第３条", "示例办法(试行)", "3"),
        ("行政处罚法33", "行政处罚法", "33"),
        ("示例市燃气安全检查办法5", "示例市燃气安全检查办法", "5"),
        ("示例办法（试行）5.2", "示例办法(试行)", "5.2"),
        ("示例市市民文明公约第五条", "示例市市民文明公约", "5"),
        ("示例市市民文明公约5", "示例市市民文明公约", "5"),
        ("示例市市民文明公约 5", "示例市市民文明公约", "5"),
    ],
)
def test_a_title_with_an_article_is_a_place(typed: str, title: str, address: str) -> None:
    assert jump(typed) == Jump(title, address, "")


@pytest.mark.parametrize(
    "typed",
    ["示府发〔2023〕74号", "示府发[2023]74号", "示府发（2023）74号", " 示府发〔２０２３〕７４号 "],
)
def test_a_document_number_is_a_place_however_its_brackets_look(typed: str) -> None:
    assert jump(typed) == Jump("", "", "示府发〔2023〕74号")


@pytest.mark.parametrize(
    "typed",
    [
        "怎么办",
        "行政处罚法",
        "2023 33",
        "行政处罚法 怎么处罚",
        "违反第三十三条怎么处罚",
        "第三十三条",
        "罚款 year:2021",
        "处二百元以上罚款",
        "",
        "法 条",
    ],
)
def test_a_question_is_no_place(typed: str) -> None:
    assert jump(typed) is None


@given(st.integers(1, 1500), st.integers(1, 20))
def test_every_article_can_be_named_in_figures_and_in_words(article: int, paragraph: int) -> None:
    spoken = f"示例法第{to_chinese(article)}条第{to_chinese(paragraph)}款"
    assert jump(spoken) == jump(f"示例法 {article}.{paragraph}")


@given(st.text(alphabet="法第条款项 一二十0123456789〔〕号《》.-#", max_size=60))
def test_nothing_typed_breaks_it(typed: str) -> None:
    jump(typed)
