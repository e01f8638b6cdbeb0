"""Accounts of officers: given, locked, unlocked, and helped when something is lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.store import administration
from plumbline.store.administration import accounts, single_sign_on
from plumbline.store.agencies import PeopleFault
from plumbline.store.models import Agency, Officer
from plumbline.web.administration import forms
from plumbline.web.administration.access import account_of, confirmed, keeper_of, of_kept_officer
from plumbline.web.administration.asking import Question, ask
from plumbline.web.administration.people_views import page_of_officer
from plumbline.web.layout.people_words import fault_words

CHANGES = ("password", "lock", "unlock", "second-factor", "unbind")


def _check(request: HttpRequest, person: Officer) -> None:
    if not administration.may_keep_officer(account_of(request), person, timezone.localdate()):
        raise Http404


def _check_lock(request: HttpRequest, person: Officer) -> None:
    if not administration.may_lock_officer(account_of(request), person, timezone.localdate()):
        raise Http404


def _told(request: HttpRequest, one: Agency, person: Officer, password: str) -> HttpResponse:
    """The initial password, on this page and never again."""
    context = {"family": "account", "one": one, "person": person, "password": password}
    return render(request, "administration/password.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_kept_officer
@confirmed()
def give(request: HttpRequest, one: Agency, person: Officer) -> HttpResponse:
    """Let an officer sign in."""
    _check(request, person)
    form = forms.UsernameForm(request.POST or None, initial={"username": person.number})

    def do() -> HttpResponse:
        password = accounts.give(keeper_of(request), one, person, form.cleaned_data["username"])
        person.refresh_from_db()
        return _told(request, one, person, password)

    title = _("为%(name)s开设账户") % {"name": person.name}
    words = _("初始密码由系统生成，只显示一次，本人第一次登录时必须修改。")
    return ask(
        request, Question(title, _("开设账户"), page_of_officer(one, person), words), form, do
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_kept_officer
@confirmed()
def bind(request: HttpRequest, one: Agency, person: Officer) -> HttpResponse:
    """Let a subject of the provider sign in as an officer."""
    _check(request, person)
    if not single_sign_on.server() or person.account is None:
        raise Http404
    form = forms.SubjectForm(
        request.POST or None, initial={"subject": single_sign_on.subject_of(person.account)}
    )

    def do() -> str:
        single_sign_on.bind(keeper_of(request), one, person, form.cleaned_data["subject"])
        return _("已关联。")

    title = _("为%(name)s关联统一身份认证") % {"name": person.name}
    words = _(
        "有这个用户标识的人从此可以登录这个账户。请核对清楚：标识由本人告诉，或者向统一身份认证的管理部门查询。"
    )
    return ask(request, Question(title, _("关联"), page_of_officer(one, person), words), form, do)


@require_http_methods(["POST", "GET"])
@of_kept_officer
@confirmed()
def change(request: HttpRequest, one: Agency, person: Officer, what: str) -> HttpResponse:
    """Lock or unlock an account, give a new initial password, take the second factor away.

    Only the first takes nothing over, so whoever keeps one of the officer's agencies may do it.
    """
    if what not in CHANGES:
        raise Http404(what)
    if what == "lock":
        _check_lock(request, person)
    else:
        _check(request, person)
    if request.method != "POST":
        return redirect(page_of_officer(one, person))
    keeper = keeper_of(request)
    try:
        if what == "password":
            return _told(request, one, person, accounts.give_new_password(keeper, one, person))
        messages.success(request, _changed(keeper, one, person, what))
    except PeopleFault as fault:
        messages.error(request, fault_words(fault))
    return redirect(page_of_officer(one, person))


def _changed(keeper: administration.Keeper, one: Agency, person: Officer, what: str) -> str:
    if what == "lock":
        accounts.lock(keeper, one, person)
        return _("已锁定，打开的页面随即失效。")
    if what == "unlock":
        accounts.unlock(keeper, one, person)
        return _("已解锁。")
    if what == "unbind":
        if single_sign_on.unbind(keeper, one, person):
            return _("已取消关联。")
        return _("本来就没有关联。")
    if accounts.reset_second_factor(keeper, one, person):
        return _("已清除动态口令，请提醒本人重新启用。")
    return _("没有启用动态口令，不用清除。")
