"""附件填写 -- a file that is sent with a form, and kept while the rest of the form is mended.

A file that was kept comes back as a token that we signed for the account that sent it: nobody can
state a file that they have not sent themselves. A token that cannot be read, or whose file is gone,
is no file: whoever sends it is told to choose the file again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plumbline.store.cases import attachments, sent_files, unnamed
from plumbline.store.models import Account
from plumbline.web.layout.refusal_words import size_words

_SALT: Final = "plumbline.attachment"
"""With an account after it; alone it signed the tokens that were not of one account yet."""
_SENT: Final = timedelta(days=7)
"""For how long a form that stays open can send a kept file again."""
_DRAFTED: Final = unnamed.DRAFTS_KEPT + _SENT
"""For how long the token in a draft is good: as long as there are drafts."""
_KEPT: Final = "__kept"
LOST: Final = "lost"
"""The code of the error that says that a file must be chosen again."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was sent before with the same form."""

    stated: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LostFile:
    """A file that was sent before and cannot be stated any more; its name, where that is known."""

    name: str = ""


def kept_name(name: str) -> str:
    """The name under which a form sends the token of a kept file."""
    return f"{name}{_KEPT}"


def renewed(values: Mapping[str, list[str]], account: Account) -> dict[str, list[str]]:
    """The values of a draft of that account, with tokens that can be sent from now on."""
    return {
        name: [_renewed(one, account) for one in many] if name.endswith(_KEPT) else many
        for name, many in values.items()
    }


def _renewed(token: str, account: Account) -> str:
    for salt in (_salt(account), _SALT):
        if stated := _read(token, salt, _DRAFTED):
            return token_of(KeptFile(stated), account)
    return token


def _read(token: str, salt: str, age: timedelta | None) -> dict[str, Any] | None:
    """What a token states; None where it is not signed so, or older."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=salt, max_age=age)
    except signing.BadSignature:
        return None
    return said


def token_of(sent: object, account: Account) -> str:
    """The token with which an account sends a file again; empty when there is none."""
    stated = _stated(sent)
    return signing.dumps(dict(stated), salt=_salt(account)) if stated else ""


def _salt(account: Account) -> str:
    return f"{_SALT}/{account.pk}"


def _stated(sent: object) -> Mapping[str, Any] | None:
    if isinstance(sent, KeptFile):
        return sent.stated
    return getattr(sent, "stated", None)


class FileWidget(forms.FileInput):
    """A file to choose, and beside it the one that was kept."""

    template_name = "cases/file.html"

    def __init__(self, account: Account, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.account = account

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The file that was sent now, else the one that was kept."""
        if sent := super().value_from_datadict(data, files, name):
            return sent
        token, own = data.get(kept_name(name)) or "", _salt(self.account)
        if not token:
            return None
        stated = _read(token, own, _SENT)
        if stated and attachments.folder().path_of(stated["sha256"]).exists():
            return KeptFile(stated)
        known = stated or _read(token, own, None) or _read(token, _SALT, None)
        return LostFile(known["name"] if known else "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the file that was kept, and its token."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["kept"] = _stated(value)
        context["token_name"], context["token"] = kept_name(name), token_of(value, self.account)
        return context

    def format_value(self, value: Any) -> None:
        """A browser lets nobody fill in a file."""
        return


class FileEntry(forms.FileField):
    """A file, kept as soon as it is sent, for the account that sends it."""

    widget: FileWidget

    def __init__(self, account: Account, **options: Any) -> None:
        accepted = ",".join(f".{one}" for one in attachments.TAKEN)
        super().__init__(widget=FileWidget(account, {"accept": accepted}), **options)
        self.account = account

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What a form that is shown again holds: the file that came with it, which a browser would
        not send again by itself.
        """
        return data or initial

    def clean(self, data: Any, initial: Any = None) -> dict[str, Any] | None:
        """What an event states of the file."""
        if isinstance(data, KeptFile) and not attachments.keep_on(data.stated["sha256"]):
            data = LostFile(data.stated["name"])
        if isinstance(data, LostFile):
            raise forms.ValidationError(lost_words(data), code=LOST)
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
            stated = sent_files.keep(self.account, sent.name or "", sent.read(), timezone.now())
        except attachments.NotTaken as fault:
            raise forms.ValidationError(file_words(fault)) from None
        sent.stated = stated  # type: ignore[attr-defined]
        return dict(stated)


def lost_words(lost: LostFile) -> str:
    """That a file must be chosen again, in the reader's language."""
    if not lost.name:
        return gettext("先前送来的文件没有保留下来，请重新选择文件。")
    return gettext("先前送来的“%(name)s”没有保留下来，请重新选择文件。") % {"name": lost.name}


def file_words(fault: attachments.NotTaken) -> str:
    """Why a file is not taken in, in the reader's language."""
    found, allowed = fault.found, fault.allowed
    if fault.code == "room":
        found, allowed = size_words(int(found)), size_words(int(allowed))
    named = {"name": fault.name, "found": found, "allowed": allowed}
    said = {
        "kind": _("“%(name)s”不是可以提交的文件，可以提交的有：%(allowed)s。"),
        "empty": _("“%(name)s”是空文件。"),
        "size": _("“%(name)s”太大。"),
        "content": _("“%(name)s”的内容不是 %(found)s 文件，可能已经损坏或者改过名字。"),
        "count": _(
            "“%(name)s”没有收下：您送来而还没有递交的文件有 %(found)s 个，最多 %(allowed)s 个。"
            "请先递交表单，或者放弃不用的草稿，它们的文件当夜清除。"
        ),
        "room": _(
            "“%(name)s”没有收下：您送来而还没有递交的文件已有 %(found)s，最多 %(allowed)s。"
            "请先递交表单，或者放弃不用的草稿，它们的文件当夜清除。"
        ),
    }
    return str(said[fault.code]) % named
