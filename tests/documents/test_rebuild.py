"""Numbers, headings and leaves give the text back."""

from plumbline.documents.rebuild import NORMALISATIONS, canonical, rebuild, source_words
from tests.documents.writing import law, letter


def test_a_text_is_rebuilt_line_by_line_from_its_tree():
    document = law(
        "## 第一章 总则",
        "第一条 供水企业应当：",
        "（一）公布水价；",
        "1．居民水价；",
        "其他单位参照执行。",
    )
    assert rebuild(document).splitlines()[2:] == [
        "第一章 总则",
        "第一条 供水企业应当：",
        "（一）公布水价；",
        "1．居民水价；",
        "其他单位参照执行。",
    ]


def test_damaged_numbers_come_back_as_they_were():
    document = law("笫一条 甲。", "第 二条 乙。", "（一)丙。")
    assert canonical(rebuild(document)) == canonical(source_words(document.source))
    assert "笫一条" in rebuild(document)


def test_a_head_below_the_name_of_a_book_comes_back_in_its_order():
    document = law("第一条 甲。", title="示例法典\n\n# 供水编")
    assert rebuild(document).splitlines()[:3] == ["示例法典", "供水编", "2020年1月2日 公布"]


def test_units_that_ran_on_in_one_line_stand_on_lines_of_their_own():
    document = law("第一条 甲。 第二条 乙。 丙。")
    assert rebuild(document).splitlines()[-3:] == ["第一条 甲。", "第二条 乙。", "丙。"]


def test_a_covering_notice_and_an_appendix_come_back_too():
    document = letter(
        "示例市水务局关于印发《示例市供水办法》的通知",
        "各区水务局：",
        "现印发给你们。",
        "示例市水务局",
        "2020年5月6日",
        "示例市供水办法",
        "第一条 甲。",
        "附件",
        "水价表",
    )
    assert canonical(rebuild(document)) == canonical(source_words(document.source))


def test_every_normalisation_has_a_name_and_a_sentence():
    assert len({name for name, _ in NORMALISATIONS}) == len(NORMALISATIONS)
    assert all(" " in sentence for _, sentence in NORMALISATIONS)
