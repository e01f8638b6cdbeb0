"""The catalogue: which texts are found, and that translations survive an update."""

import gettext

import messages
import pytest

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def locale(tmp_path, monkeypatch):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return folder / "django.po"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('{% translate "受理" %}', [("受理", None)]),
        ('{% translate "项" context "list" %}', [("项", "list")]),
        ("{% blocktranslate %}共 {{ n }} 条{% endblocktranslate %}", [("共 %(n)s 条", None)]),
        ("<p>没有标记</p>", []),
        ('<ul>\n    <li>\n  <b>{% translate "缩进" %}</b>', [("缩进", None)]),
    ],
)
def test_the_texts_of_a_template_are_found(tmp_path, markup, expected):
    (tmp_path / "page.html").write_text(markup)
    assert [(one.id, one.context) for one in messages.messages(tmp_path)] == expected


def test_the_texts_of_a_form_are_found(tmp_path):
    (tmp_path / "forms.py").write_text('from x import gettext_lazy as _\nlabel = _("文本")\n')
    assert [one.id for one in messages.messages(tmp_path)] == ["文本"]


def test_an_update_keeps_translations_adds_what_is_new_and_drops_what_is_gone(locale, monkeypatch):
    locale.write_text(CATALOGUE + 'msgid "旧"\nmsgstr "old"\n\nmsgid "留"\nmsgstr "kept"\n')
    used = [messages.Message(text, None, "page.html", 1) for text in ("留", "新")]
    monkeypatch.setattr(messages, "messages", lambda: iter(used))
    messages.update()
    assert {one.id: one.string for one in messages.read(locale) if one.id} == {
        "留": "kept",
        "新": "",
    }


def test_a_second_update_changes_nothing(locale, monkeypatch):
    locale.write_text(CATALOGUE)
    used = [messages.Message(text, None, "page.html", 1) for text in ("甲", ("乙", "丙"))]
    monkeypatch.setattr(messages, "messages", lambda: iter(used))
    messages.update()
    once = locale.read_text()
    messages.update()
    assert locale.read_text() == once
    assert "Date" not in once


def test_what_is_compiled_is_what_gettext_reads(locale):
    locale.write_text(CATALOGUE + 'msgid "受理"\nmsgstr "Accept"\n')
    messages.compile_all()
    with locale.with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("受理") == "Accept"
