"""The form by which a text is handed over to be checked."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

PASTED_NAME: Final = "pasted.txt"
LONGEST: Final = 2_000_000  # characters that are checked in the browser
SUFFIXES: Final = (".md", ".txt", ".docx", ".html", ".htm", ".pdf", ".doc")


class CheckForm(forms.Form):
    """Either pasted words or a file, and the day as of which they are checked."""

    text = forms.CharField(
        label=_("粘贴文本"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "form-control law-input"}),
    )
    file = forms.FileField(
        label=_("或者选择文件"),
        required=False,
        widget=forms.FileInput(
            attrs={"class": "form-control", "accept": ",".join(SUFFIXES), "data-drop": ""}
        ),
    )
    on = forms.DateField(
        label=_("基准日"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    own_day = forms.BooleanField(label=_("按文件自己的日期核对"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two must be there; a file outranks what was pasted."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not (cleaned.get("text") or "").strip():
            raise forms.ValidationError(_("请粘贴文本，或者选择一个文件。"))
        return cleaned

    def handed_over(self) -> tuple[bytes, str]:
        """The bytes to check, and the name of the file that they came in."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or PASTED_NAME
        return self.cleaned_data["text"].encode(), PASTED_NAME
