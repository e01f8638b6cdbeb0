"""管理表单 -- what an administrator is asked for each change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from plumbline.store import administration
from plumbline.store.administration.single_sign_on import LONGEST
from plumbline.store.models import KINDS, LEVELS, Agency, Officer
from plumbline.web.layout import words
from plumbline.web.layout.role_words import role_word

CODE = RegexValidator(r"^[^\s/\\?#%<>\"'&]+$", _("不能有空格，也不能有 / ? # % & 等符号。"))


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, asked with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def line(
    label: Any, longest: int, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=longest, required=required, help_text=help_text, widget=widget
    )


class OneOfField(forms.CharField):
    """One row of several, named by its key or by a name that only one has."""

    def __init__(self, key: str, listed: str, **more: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "list": listed})
        super().__init__(max_length=200, widget=widget, **more)
        self.key = key
        self.rows: QuerySet[Any] = Agency.objects.none()

    def clean(self, value: Any) -> Any:
        """The row. Raises ValidationError when there is none, or several."""
        said = super().clean(value)
        if not said:
            return None
        found = list(self.rows.filter(**{self.key: said})[:1])
        found = found or list(self.rows.filter(name=said)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("没有找到，或者不止一个。请从列出的里面选，或者填代码（编号）。")
            )
        return found[0]


def agency_field(label: Any, *, required: bool = True, help_text: Any = "") -> OneOfField:
    """One of the agencies that the form is given."""
    return OneOfField("code", "known-agencies", label=label, required=required, help_text=help_text)


def officer_field(label: Any) -> OneOfField:
    """One of the officers that the form is given."""
    return OneOfField("number", "known-officers", label=label, help_text=_("填编号或者姓名。"))


class FactsForm(forms.Form):
    """What of an agency has no day."""

    short_name = line(_("简称"), 100, required=False)
    kind = forms.ChoiceField(label=_("类别"))
    level = forms.ChoiceField(label=_("层级"))
    division = line(_("行政区划代码"), 12, required=False)
    tier = line(_("统计口径"), 40, required=False, help_text=_("年度报告的单位类别，可以不填。"))
    address = line(_("地址"), 300, required=False)
    phone = line(_("电话"), 60, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, "kind", [(code, words.word("agency_kind", code)) for code in KINDS])
        _choices(self, "level", [(code, words.word("agency_level", code)) for code in LEVELS])

    def facts(self) -> dict[str, str]:
        """The values by the names of the fields of an agency."""
        names = administration.structure.FACTS
        return {name: self.cleaned_data[name] for name in names}


def _choices(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class AddForm(FactsForm):
    """An agency that is to be added."""

    code = forms.CharField(
        label=_("代码"), max_length=40, validators=[CODE], help_text=_("设立后不再变动。")
    )
    name = line(_("名称"), 200)
    from_on = day_field(_("设立日期"), required=False, help_text=_("不清楚的不填。"))
    field_order = ("code", "name", "kind", "level", "from_on")


class RenameForm(forms.Form):
    """Another name, and from when."""

    name = line(_("新名称"), 200)
    on = day_field(_("自哪一天起"))


class MoveForm(forms.Form):
    """Another agency above, and from when."""

    parent = agency_field(_("新的上级"), help_text=_("填代码或者名称。"))
    on = day_field(_("自哪一天起"))


class EndForm(forms.Form):
    """From which day the agency is no longer there, and who carries on."""

    on = day_field(_("自哪一天起不再存在"))
    successor = agency_field(_("承接职责的机关"), required=False, help_text=_("没有的不填。"))


class AppointForm(forms.Form):
    """A role of an officer."""

    number = forms.CharField(label=_("编号"), max_length=40, validators=[CODE],
                             help_text=_("一人一号；已有的人填他的编号。"))  # fmt: skip
    name = line(_("姓名"), 100)
    role = forms.ChoiceField(label=_("职责"))
    post = line(_("职务"), 100, required=False)
    from_on = day_field(_("起"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        roles = [one.code for one in administration.given_roles()]
        blank = [("", str(_("请选择")))]
        _choices(self, "role", blank + [(code, role_word(code)) for code in roles])


class EndRoleForm(forms.Form):
    """From which day a role is no longer held."""

    on = day_field(_("自哪一天起不再担任"))


class StandInForm(forms.Form):
    """Who acts during absence, and in which days."""

    deputy = officer_field(_("代理人"))
    from_on = day_field(_("起"))
    until_on = day_field(_("止"), help_text=_("自这一天起不再代理。"))


class HandOverForm(forms.Form):
    """To whom a desk goes, and from when."""

    taker = officer_field(_("接收人"))
    on = day_field(_("自哪一天起"))


class CertificateForm(forms.Form):
    """A certificate as the paper says."""

    kind = line(_("证件种类"), 60, help_text=_("如行政执法证。"))
    number = line(_("证件号码"), 60)
    from_on = day_field(_("起"), required=False)
    until_on = day_field(_("止"), required=False, help_text=_("自这一天起失效；长期有效的不填。"))


class NameForm(forms.Form):
    """How a person is called."""

    name = line(_("姓名"), 100)


class UsernameForm(forms.Form):
    """The name under which somebody signs in."""

    username = forms.CharField(
        label=_("登录名"), max_length=150,
        validators=[RegexValidator(r"^[\w.@+-]+$", _("只能有文字、数字和 @ . + - _。"))],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class SubjectForm(forms.Form):
    """By what the provider of single sign-on knows somebody."""

    subject = forms.CharField(
        label=_("用户标识"),
        help_text=_("统一身份认证给每个人的固定标识（sub），不是姓名、邮箱或者工号。"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class UploadForm(forms.Form):
    """A spreadsheet that is to be looked at."""

    file = forms.FileField(
        label=_("表格文件"), help_text=_(".xlsx 或者 .csv，不超过 16 MB、20000 行。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip


def known(form: forms.Form, name: str, rows: QuerySet[Agency] | QuerySet[Officer]) -> None:
    """Give a field the rows among which it finds one."""
    field = form.fields[name]
    if isinstance(field, OneOfField):
        field.rows = rows
