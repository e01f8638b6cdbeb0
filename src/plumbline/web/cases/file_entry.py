"""附件填写 -- a file that is sent with a form, and kept while the rest of the form is mended.

A file that was kept comes back as a token that we signed: nobody can state a file that they have
not sent themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from plumbline.store.cases import attachments
from plumbline.web.layout.refusal_words import size_words

_SALT: Final = "plumbline.attachment"
_WEEK: Final = 7 * 24 * 3600  # seconds for which a kept file can be sent again


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was sent before with the same form."""

    stated: Mapping[str, Any]


def kept_name(name: str) -> str:
    """The name under which a form sends the token of a kept file."""
    return f"{name}__kept"


def token_of(sent: object) -> str:
    """The token with which a file is sent again; empty when there is none."""
    stated = _stated(sent)
    return signing.dumps(dict(stated), salt=_SALT) if stated else ""


def _stated(sent: object) -> Mapping[str, Any] | None:
    if isinstance(sent, KeptFile):
        return sent.stated
    return getattr(sent, "stated", None)


class FileWidget(forms.FileInput):
    """A file to choose, and beside it the one that was kept."""

    template_name = "cases/file.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The file that was sent now, else the one that was kept."""
        if sent := super().value_from_datadict(data, files, name):
            return sent
        try:
            token = data.get(kept_name(name)) or ""
            return KeptFile(signing.loads(token, salt=_SALT, max_age=_WEEK)) if token else None
        except signing.BadSignature:
            return None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the file that was kept, and its token."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["kept"] = _stated(value)
        context["token_name"], context["token"] = kept_name(name), token_of(value)
        return context

    def format_value(self, value: Any) -> None:
        """A browser lets nobody fill in a file."""
        return


class FileEntry(forms.FileField):
    """A file, kept as soon as it is sent."""

    widget: FileWidget

    def __init__(self, **options: Any) -> None:
        accepted = ",".join(f".{one}" for one in attachments.TAKEN)
        super().__init__(widget=FileWidget(attrs={"accept": accepted}), **options)

    def clean(self, data: Any, initial: Any = None) -> dict[str, Any] | None:
        """What an event states of the file."""
        if isinstance(data, KeptFile):
            return dict(data.stated)
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return None
        if (sent.size or 0) > attachments.MOST:
            params = {"found": size_words(sent.size or 0), "allowed": size_words(attachments.MOST)}
            said = _("文件有 %(found)s，最多 %(allowed)s。")
            raise forms.ValidationError(said, params=params)
        try:
            sent.stated = attachments.keep(sent.name or "", sent.read())  # type: ignore[attr-defined]
        except attachments.NotTaken as fault:
            raise forms.ValidationError(file_words(fault)) from None
        return dict(sent.stated)  # type: ignore[attr-defined]


def file_words(fault: attachments.NotTaken) -> str:
    """Why a file is not taken in, in the reader's language."""
    named = {"name": fault.name, "found": fault.found, "allowed": fault.allowed}
    said = {
        "kind": _("“%(name)s”不是可以提交的文件，可以提交的有：%(allowed)s。"),
        "empty": _("“%(name)s”是空文件。"),
        "size": _("“%(name)s”太大。"),
        "content": _("“%(name)s”的内容不是 %(found)s 文件，可能已经损坏或者改过名字。"),
    }
    return str(said[fault.code]) % named
