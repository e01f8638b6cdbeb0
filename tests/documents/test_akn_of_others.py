"""Akoma Ntoso that others made: other traditions, other habits, white space for show."""

from datetime import date

import pytest

from plumbline.documents.akn import is_akn, read_akn, same, write_akn
from plumbline.documents.model import Document
from plumbline.documents.rebuild import rebuild

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

ACT = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <act name="act">
    <meta>
      <identification source="#editor">
        <FRBRWork>
          <FRBRthis value="/akn/xx/act/2021/7/!main"/>
          <FRBRuri value="/akn/xx/act/2021/7"/>
          <FRBRalias name="title" value="Wells Act"/>
          <FRBRdate date="2021-05-06" name="Adoption"/>
          <FRBRauthor href="#council"/>
          <FRBRcountry value="xx"/>
          <FRBRnumber value="7"/>
        </FRBRWork>
        <FRBRExpression>
          <FRBRthis value="/akn/xx/act/2021/7/eng@2022-01-01/!main"/>
          <FRBRuri value="/akn/xx/act/2021/7/eng@2022-01-01"/>
          <FRBRdate date="2022-01-01" name="Consolidation"/>
          <FRBRauthor href="#council"/>
          <FRBRlanguage language="eng"/>
        </FRBRExpression>
        <FRBRManifestation>
          <FRBRthis value="/akn/xx/act/2021/7/eng@2022-01-01/!main.xml"/>
          <FRBRuri value="/akn/xx/act/2021/7/eng@2022-01-01.xml"/>
          <FRBRdate date="2022-02-02" name="Markup"/>
          <FRBRauthor href="#editor"/>
        </FRBRManifestation>
      </identification>
      <publication date="2021-05-10" name="gazette" showAs="Gazette" number="12"/>
      <lifecycle source="#editor">
        <eventRef date="2021-05-06" type="generation" source="#o"/>
        <eventRef date="2021-12-20" type="amendment" source="#m"/>
      </lifecycle>
      <references source="#editor">
        <TLCOrganization eId="council" href="/ontology/council" showAs="The Council"/>
      </references>
    </meta>
    <preface>
      <longTitle>
        <p>An act about <b>wells</b>, called the <docTitle>Wells Act</docTitle></p>
      </longTitle>
    </preface>
    <preamble><recitals><recital><p>Wells run dry.</p></recital></recitals></preamble>
    <body>
      <part eId="part_1"><num>Part 1</num><heading>Wells</heading>
        BODY
      </part>
    </body>
    <conclusions><p>Done at the well.</p></conclusions>
    <attachments>
      <attachment eId="att_1">
        <heading>Schedule of fees</heading>
        <doc name="schedule"><meta/><mainBody><p>One coin a day.</p></mainBody></doc>
      </attachment>
    </attachments>
  </act>
</akomaNtoso>
"""


def act(body: str) -> Document:
    return read_akn(ACT.replace("BODY", body).encode(), "wells.xml")


def below(document: Document) -> list[tuple[str, str, str]]:
    """Kind, number and words of everything below the first part."""
    part = next(unit for unit in document.body if unit.kind == "part")
    return [(unit.kind, unit.number, unit.text) for unit in part.walk()][1:]


def test_the_facts_of_the_standard_are_read():
    facts = act("").metadata
    assert (facts.title, facts.doc_number, facts.issuers) == ("Wells Act", "7", ("The Council",))
    assert facts.first_adopted_on == date(2021, 5, 6)
    assert facts.adopted_on == date(2022, 1, 1)
    assert facts.published_on == date(2021, 5, 10)
    assert [(one.day, one.action) for one in facts.history] == [
        (date(2021, 5, 6), "adopted"),
        (date(2021, 12, 20), "amended"),
    ]


def test_title_recital_signature_and_schedule_find_their_places():
    read = act("")
    assert [(unit.kind, unit.text) for unit in read.head] == [
        ("title", "An act about wells, called the Wells Act")
    ]
    assert (read.body[0].kind, read.body[0].text) == ("preamble", "Wells run dry.")
    assert [(unit.kind, unit.text) for unit in read.tail] == [
        ("signature", "Done at the well."),
        ("appendix", "Schedule of fees"),
    ]
    assert [unit.text for unit in read.tail[1].children] == ["One coin a day."]


def test_an_article_whose_words_stand_in_it_directly_gets_paragraphs():
    read = act(
        """<article eId="art_5"><num>Art. 5</num><content>
             <p>Wells are   kept
                clean:</p>
             <blockList><item><num>(a)</num><p>by day;</p></item>
               <item><num>(b)</num><p>by night.</p></item></blockList>
             <p>Nobody is exempt.</p>
           </content></article>"""
    )
    assert below(read) == [
        ("article", "5", ""),
        ("paragraph", "1", "Wells are kept clean:"),
        ("item", "1", "by day;"),
        ("item", "2", "by night."),
        ("paragraph", "2", "Nobody is exempt."),
    ]
    assert "Art. 5 Wells are kept clean:\n(a)by day;" in rebuild(read)


def test_unlabelled_alineas_of_an_article_are_its_paragraphs():
    read = act(
        """<article><num>第五条</num><heading>清洁</heading>
             <alinea><content><p>水井应当清洁。</p></content></alinea>
             <alinea><content><p>无人例外。</p></content></alinea></article>"""
    )
    assert below(read) == [
        ("article", "5", ""),
        ("paragraph", "1", "水井应当清洁。"),
        ("paragraph", "2", "无人例外。"),
    ]
    assert "第五条 清洁 水井应当清洁。" in rebuild(read)


def test_lists_and_points_of_the_hierarchy_are_items():
    read = act(
        """<article><num>Article 1</num>
             <paragraph><num>1.</num><list><intro><p>Keep wells</p></intro>
               <point><num>(a)</num><content><p>clean</p></content></point>
               <point><num>(b)</num><intro><p>safe</p></intro>
                 <indent><num>(i)</num><content><p>for men</p></content></indent></point>
             </list></paragraph></article>"""
    )
    assert below(read) == [
        ("article", "1", ""),
        ("paragraph", "1", "Keep wells"),
        ("item", "1", "clean"),
        ("item", "2", "safe"),
        ("subitem", "1", "for men"),
    ]


def test_numbered_sections_stand_on_the_rungs_of_a_text_without_articles():
    read = act(
        """<section><num>1.</num><heading>Duties</heading>
             <subsection><num>(1)</num><content><p>Keep wells clean.</p></content></subsection>
             <subsection><num>(2)</num><content><p>Fence them.</p></content></subsection>
           </section>"""
    )
    assert below(read) == [
        ("section_1", "1", "Duties"),
        ("section_2", "1", "Keep wells clean."),
        ("section_2", "2", "Fence them."),
    ]


def test_elements_that_are_not_known_give_their_words():
    read = act(
        """<article><num>Article 1</num><content>
             <p>See <ref href="#x">article <i>2</i></ref> and <unknown>this</unknown>.<br/>Then go.
             <authorialNote><p>A note.</p></authorialNote></p>
             <p>Last.</p></content></article>
           <crossHeading>Of fences</crossHeading>
           <hcontainer name="group">
             <content><ul><li>one</li><li>two</li></ul></content></hcontainer>"""
    )
    texts = [text for _, _, text in below(read) if text]
    assert texts[0].startswith("See article 2 and this. Then go.")
    assert texts[1:3] == ["Last.", "Of fences"]
    assert "one" in texts
    assert "two" in texts


def test_a_table_keeps_its_rows_and_its_caption():
    read = act(
        """<article><num>Article 1</num><content><table><caption>Fees</caption>
             <tr><th>Well</th><th>Fee</th></tr>
             <tr><td><p>deep</p></td><td><p>2</p><p>coins</p></td></tr></table></content></article>"""
    )
    table = next(unit for unit in read.units() if unit.kind == "table")
    assert table.rows == (("Well", "Fee"), ("deep", "2\ncoins"))
    assert "Fees" in [unit.text for unit in read.units()]


def test_a_quotation_of_articles_gives_a_line_for_each():
    read = act(
        """<section><num>1.</num><content><p><mod>Article 2 reads:
             <quotedStructure startQuote="“" endQuote="”">
               <article><num>Article 2</num>
                 <paragraph><content><p>Dig deep.</p></content></paragraph>
                 <paragraph><content><p>Dig well.</p></content></paragraph></article>
             </quotedStructure></mod></p></content></section>"""
    )
    assert below(read) == [
        ("section_1", "1", "Article 2 reads:"),
        ("quoted", "2", "Dig deep."),
        ("quoted", "", "Dig well.”"),
    ]
    assert "“Article 2" in rebuild(read)


def test_what_has_no_number_is_numbered_on():
    read = act(
        """<article><content><blockList><item><p>one</p></item><item><p>two</p></item></blockList>
           </content></article><article><content><p>next</p></content></article>"""
    )
    assert [(kind, number) for kind, number, _ in below(read)] == [
        ("article", "1"),
        ("paragraph", "1"),
        ("item", "1"),
        ("item", "2"),
        ("article", "2"),
        ("paragraph", "1"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_usual_encodings_are_read(encoding):
    text = ACT.replace("UTF-8", encoding.removesuffix("-sig")).replace("Wells Act", "水井法")
    read = read_akn(text.replace("BODY", "").encode(encoding), "wells.xml")
    assert read.title == "水井法"


@pytest.mark.parametrize("tag", ["bill", "statement", "debateReport"])
def test_other_types_of_document_are_read(tag):
    text = ACT.replace("BODY", "<p>Words.</p>").replace("<act ", f"<{tag} ")
    read = read_akn(text.replace("</act>", f"</{tag}>").encode(), "wells.xml")
    assert "Words." in rebuild(read)


def test_version_2_and_prefixed_names_are_read():
    old = ACT.replace(NAMESPACE, "http://www.akomantoso.org/2.0").replace("BODY", "")
    assert read_akn(old.encode(), "wells.xml").title == "Wells Act"
    prefixed = (
        f'<akn:akomaNtoso xmlns:akn="{NAMESPACE}"><akn:doc name="x"><akn:mainBody>'
        "<akn:p>Words.</akn:p></akn:mainBody></akn:doc></akn:akomaNtoso>"
    )
    assert [unit.text for unit in read_akn(prefixed.encode(), "x.xml").body] == ["Words."]
    assert is_akn(prefixed.encode())
    assert not is_akn(b"<html><body>akomaNtoso</body></html>")


def test_what_others_made_is_written_and_read_back_as_the_same_document():
    read = act(
        """<article><num>Art. 5</num><content><p>Wells.</p><p>Fences.</p></content></article>
           <section><num>1.</num><content><p>One.</p></content></section>"""
    )
    assert same(read, read_akn(write_akn(read), "again.xml"))
