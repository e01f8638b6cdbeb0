"""Signing in, the second factor, and one's own account."""

from allauth.account import views as account
from django.urls import include, path

from plumbline.web.account import mails, views

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
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/single-sign-on/", include("allauth.socialaccount.urls")),
]
