"""填写项 -- one field of a definition as something that a person can fill in.

Each gives the JSON value that the kernel wants: a day as `2024-03-04`, money in fen, an agency by
its code, a person as a table of what was stated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plumbline.procedure.definition import Field
from plumbline.procedure.reading import PROVISION
from plumbline.store.models import Account, Agency
from plumbline.web.cases.file_entry import FileEntry
from plumbline.web.cases.persons import OTHER, tidied

LONGEST: Final = 20_000  # characters of a text
FEN: Final = 100  # of a yuan
PERSON_KINDS: Final = (
    ("individual", _("自然人")),
    ("organisation", _("法人或者其他组织")),
)
NUMBER_KINDS: Final = (
    ("", _("居民身份证、统一社会信用代码")),
    (OTHER, _("护照等其他证件")),
)
_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2199, 12, 31)


class DayEntry(forms.DateField):
    """A day, as `2024-03-04`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)

    def clean(self, value: Any) -> str | None:
        """The day as the kernel writes it."""
        day = super().clean(value)
        if day is None:
            return None
        if not _FIRST <= day <= _LAST:
            raise forms.ValidationError(_("日期应当在 1900 年至 2199 年之间。"))
        return f"{day:%Y-%m-%d}"


class TextEntry(forms.CharField):
    """Words, as long as they are."""

    def __init__(self, *, is_long: bool, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput()
        super().__init__(max_length=LONGEST, widget=widget, **options)


class ChoiceEntry(forms.ChoiceField):
    """One of a few: each is shown, so that none is overlooked; many are a list to open."""

    FEW: Final = 6

    def __init__(self, *, options: Mapping[str, str], required: bool, **rest: Any) -> None:
        choices = list(options.items())
        widget: type[forms.Widget] = forms.RadioSelect
        if len(choices) > self.FEW or not required:
            choices, widget = [("", "——"), *choices], forms.Select
        super().__init__(choices=choices, widget=widget, required=required, **rest)


class YesNoEntry(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[("true", _("是")), ("false", _("否"))],
            coerce=lambda value: value == "true",
            empty_value=None,
            widget=forms.RadioSelect,
            **options,
        )


class MoneyEntry(forms.DecimalField):
    """An amount in yuan, kept in fen."""

    def __init__(self, *, least: int | None, most: int | None, **options: Any) -> None:
        super().__init__(
            decimal_places=2,
            max_digits=15,
            min_value=Decimal(least or 0) / FEN,
            max_value=Decimal(most) / FEN if most is not None else None,
            **options,
        )

    def clean(self, value: Any) -> int | None:
        """The amount in fen."""
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * FEN)


class AgencyEntry(forms.CharField):
    """An agency by its name or code; what is close to what was typed is offered."""

    NEAR: Final = 5

    def __init__(self, **options: Any) -> None:
        shown = {"list": "agencies", "data-agencies": "", "autocomplete": "off"}
        super().__init__(max_length=200, widget=forms.TextInput(attrs=shown), **options)

    def prepare_value(self, value: Any) -> Any:
        """A code as the name that people know."""
        found = Agency.objects.filter(code=value).first() if isinstance(value, str) else None
        return found.name if found else value

    def clean(self, value: Any) -> str | None:
        """The code of the agency."""
        typed = super().clean(value)
        if not typed:
            return None
        rows = Agency.objects.filter(code=typed) or Agency.objects.filter(name=typed)
        found = list(rows[:2])
        if len(found) == 1:
            return found[0].code
        near = Agency.objects.filter(name__contains=typed)[: self.NEAR]
        if found or not near:
            said = _("没有叫“%(typed)s”的机关；请输入全称或者代码。")
            raise forms.ValidationError(said, params={"typed": typed})
        names = gettext("、").join(one.name for one in near)
        said = _("没有叫“%(typed)s”的机关；相近的有：%(names)s。")
        raise forms.ValidationError(said, params={"typed": typed, "names": names})


class OfficerEntry(forms.ChoiceField):
    """An officer of the case, by number; who is none of it is not taken."""

    def __init__(self, **options: Any) -> None:
        said = {"invalid_choice": _("%(value)s 不是办理本案的机关的人员，请从所列的人员中选择。")}
        super().__init__(widget=forms.Select(), error_messages=said, **options)
        self.offer({})

    def offer(self, officers: Mapping[str, str]) -> None:
        """Say who can be named: each number with what is shown of the officer."""
        self.choices = [("", "——"), *officers.items()]


class AttachmentEntry(forms.ChoiceField):
    """A file of the case, by its SHA-256; one that is none of those offered is not taken."""

    def __init__(self, **options: Any) -> None:
        said = {"invalid_choice": _("请从所列的材料中选择。")}
        super().__init__(widget=forms.Select(), error_messages=said, **options)
        self.offer({})

    def offer(self, files: Mapping[str, str]) -> None:
        """Say which files can be named: each hash with the name; of one name also the hash."""
        names = [*files.values()]
        shown = {
            sha256: name if names.count(name) == 1 else f"{name} ({sha256[:8]})"
            for sha256, name in files.items()
        }
        self.choices = [("", "——"), *shown.items()]


class ProvisionEntry(forms.RegexField):
    """A provision, as 行政复议法#30.1."""

    def __init__(self, **options: Any) -> None:
        said = {"invalid": _("应写成 行政复议法#30.1 的样子：法律名称、井号、条款项。")}
        super().__init__(regex=PROVISION, error_messages=said, **options)


class PersonWidget(forms.MultiWidget):
    """What is asked of a person, each with its own label."""

    template_name = "cases/person.html"
    LABELS: Final = (
        _("类别"),
        _("姓名或者名称"),
        _("身份证件种类"),
        _("身份证件号码"),
        _("联系电话"),
        _("住址"),
    )

    def __init__(self) -> None:
        super().__init__(
            {
                "kind": forms.Select(choices=PERSON_KINDS),
                "name": forms.TextInput(),
                "id_kind": forms.Select(choices=NUMBER_KINDS),
                "id_number": forms.TextInput(attrs={"autocomplete": "off"}),
                "phone": forms.TextInput(attrs={"inputmode": "tel"}),
                "address": forms.TextInput(),
            }
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each part with its label."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        parts = zip(context["widget"]["subwidgets"], PersonEntry.KEYS, self.LABELS, strict=True)
        for part, key, label in parts:
            part["key"], part["label"] = key, label
        return context

    def decompress(self, value: Any) -> list[Any]:
        """The parts of a person that was stated before."""
        said = value if isinstance(value, dict) else {"name": value or ""}
        parts = {key: said.get(key, "") for key in PersonEntry.KEYS}
        parts["kind"] = parts["kind"] or "individual"
        parts["id_number"] = parts["id_number"] or said.get("credit_code", "")
        return list(parts.values())


class PersonEntry(forms.MultiValueField):
    """A person: who it is, and how they are reached."""

    KEYS: Final = ("kind", "name", "id_kind", "id_number", "phone", "address")

    def __init__(self, **options: Any) -> None:
        name, *texts = [
            forms.CharField(max_length=most, required=False) for most in (200, 60, 40, 300)
        ]
        kind = forms.ChoiceField(choices=PERSON_KINDS, required=False)
        id_kind = forms.ChoiceField(choices=NUMBER_KINDS, required=False)
        parts = (kind, name, id_kind, *texts)
        super().__init__(parts, widget=PersonWidget(), require_all_fields=False, **options)

    def compress(self, data_list: Sequence[Any]) -> dict[str, str] | None:
        """The person as a table of what was stated; nothing where nothing was."""
        said = dict(zip(self.KEYS, data_list, strict=False))
        if not any(said.get(key) for key in self.KEYS if not key.endswith("kind")):
            if self.required:
                raise forms.ValidationError(_("这一项必须填写。"))
            return None
        if not said.get("name"):
            raise forms.ValidationError(_("请填写姓名或者名称。"))
        said["id_number"] = tidied(said.get("id_number") or "")
        if said.get("kind") == "organisation" and said.get("id_kind") != OTHER:
            said["credit_code"] = said.pop("id_number")
        return {key: one for key, one in said.items() if one}


def entry(field: Field, account: Account, *, required: bool) -> forms.Field:
    """What somebody, under their account, fills in for one value of a field."""
    rest: dict[str, Any] = {"label": field.title, "required": required}
    match field.type:
        case "choice":
            return ChoiceEntry(options=field.options, **rest)
        case "text":
            return TextEntry(is_long=field.personal, **rest)
        case "money":
            return MoneyEntry(least=field.least, most=field.most, **rest)
        case "number":
            least = 0 if field.least is None else field.least
            return forms.IntegerField(min_value=least, max_value=field.most, **rest)
        case "case":
            return forms.CharField(max_length=120, **rest)
        case "file":
            return FileEntry(account, **rest)
        case other:
            return _PLAIN[other](**rest)


_PLAIN: Final[dict[str, type[forms.Field]]] = {
    "day": DayEntry,
    "yes_no": YesNoEntry,
    "agency": AgencyEntry,
    "officer": OfficerEntry,
    "attachment": AttachmentEntry,
    "person": PersonEntry,
    "provision": ProvisionEntry,
}
