"""制发表单 -- what whoever issues a paper fills in: the day, the number, a scan, and a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.papers.paper import text_of
from plumbline.procedure import Refusal
from plumbline.procedure.fields import day_of
from plumbline.store.access import Actor
from plumbline.store.cases import issuing
from plumbline.store.cases.opening import Opened
from plumbline.store.cases.papers import Drafted
from plumbline.web.cases.entries import DayEntry, TextEntry
from plumbline.web.cases.file_entry import FileEntry
from plumbline.web.cases.forms import dress


@dataclass(frozen=True, slots=True)
class Tried:
    """The form of an issue that did not come about, and the refusal, if there was one."""

    form: IssueForm
    refusal: Refusal | None = None


def issuer(found: Opened) -> Actor | None:
    """As whom somebody may issue the papers of a case; None who may not."""
    actor = found.sight.actor(found.case.definition.issue.by)
    return None if actor is None or actor.records else actor


class IssueForm(forms.Form):
    """How a paper is issued. Where it was issued before, a reason is asked for."""

    use_required_attribute = False

    def __init__(
        self, found: Opened, drafted: Drafted, data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files, prefix="issue")
        earlier = issuing.standing(found.case).get((drafted.event.id, drafted.form.id))
        self.today, self.made_on = found.today, drafted.event.on
        number = earlier.number if earlier else text_of(drafted.paper.number)
        self.fields["on"] = DayEntry(label=_("制发日期"), initial=found.today.isoformat())
        self.fields["number"] = forms.CharField(
            label=_("文号"), initial=number, required=False, max_length=issuing.LONGEST_NUMBER
        )
        self.fields["file"] = FileEntry(
            found.account, label=_("盖章后的扫描件（PDF）"), required=False,
            help_text=_("有扫描件的，以扫描件为准；没有的，按上面的内容制成 PDF。"),
        )  # fmt: skip
        self.fields["file"].widget.attrs["accept"] = ".pdf"
        if earlier:
            self.fields["reason"] = TextEntry(is_long=True, label=_("重新制发的理由"))
        dress(self.fields.values())

    def clean_on(self) -> str:
        """The day lies between that on which the paper was made and today."""
        said = f"{self.cleaned_data['on']}"
        on = day_of(said)
        if on is None or not self.made_on <= on <= self.today:
            words = _("制发日期应当在 %(first)s 至 %(last)s 之间。")
            span = {"first": self.made_on.isoformat(), "last": self.today.isoformat()}
            raise forms.ValidationError(words, params=span)
        return said

    def clean_file(self) -> dict[str, Any] | None:
        """A scan is a PDF."""
        stated: dict[str, Any] | None = self.cleaned_data["file"]
        if stated and not f"{stated['name']}".lower().endswith(".pdf"):
            raise forms.ValidationError(_("扫描件应当是 PDF 文件。"))
        return stated
