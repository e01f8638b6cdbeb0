"""Signing in, the second factor, and one's own account."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.urls import include, path

from plumbline.web.account import mails, single_sign_on, views

urlpatterns = [
    path("account/", views.overview, name="account"),
    path("account/mails/", mails.mails, name="account-mails"),
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/register/", account.signup, name="account_signup"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/single-sign-on/", single_sign_on.link, name="socialaccount_connections"),
    path(
        "account/single-sign-on/login/cancelled/",
        social.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path(
        "account/oidc/<str:provider_id>/login/", single_sign_on.begin, name="openid_connect_login"
    ),
    path(
        "account/oidc/<str:provider_id>/login/callback/",
        single_sign_on.come_back,
        name="openid_connect_callback",
    ),
]
