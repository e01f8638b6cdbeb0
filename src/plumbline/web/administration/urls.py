"""Administrators: agencies, people, accounts, and tables in and out."""

from django.urls import path

from plumbline.web.administration import (
    account_views,
    agency_views,
    certificate_views,
    job_views,
    people_views,
    sheet_views,
)

AGENCY = "administration/agency/<str:code>/"
OFFICER = f"{AGENCY}people/<int:officer>/"
ROLE = f"{AGENCY}role/<int:role>/"

urlpatterns = [
    path("administration/", agency_views.overview, name="administration"),
    path("administration/import/", sheet_views.upload, name="administration-import"),
    path("administration/import/<uuid:key>/", sheet_views.preview, name="administration-preview"),
    path("administration/template.xlsx", sheet_views.blank, name="administration-template"),
    path("administration/export/<str:what>", sheet_views.export, name="administration-export"),
    path("administration/jobs/", job_views.jobs, name="administration-jobs"),
    path(AGENCY, agency_views.agency, name="administer"),
    path(f"{AGENCY}history/", agency_views.history, name="administer-history"),
    path(f"{AGENCY}add/", agency_views.add, name="administer-add"),
    path(f"{AGENCY}rename/", agency_views.rename, name="administer-rename"),
    path(f"{AGENCY}facts/", agency_views.facts, name="administer-facts"),
    path(f"{AGENCY}move/", agency_views.move, name="administer-move"),
    path(f"{AGENCY}end/", agency_views.end, name="administer-end"),
    path(f"{AGENCY}undo/<str:what>/", agency_views.undo, name="administer-undo"),
    path(f"{AGENCY}appoint/", people_views.appoint, name="administer-appoint"),
    path(f"{ROLE}end/", people_views.end_role, name="administer-end-role"),
    path(f"{ROLE}stand-in/", people_views.stand_in, name="administer-stand-in"),
    path(OFFICER, people_views.officer, name="administer-officer"),
    path(f"{OFFICER}name/", people_views.correct_name, name="administer-name"),
    path(f"{OFFICER}hand-over/", people_views.hand_over, name="administer-hand-over"),
    path(f"{OFFICER}certificate/", certificate_views.add, name="administer-certificate"),
    path(
        f"{OFFICER}certificate/<int:certificate>/remove/",
        certificate_views.remove,
        name="administer-certificate-remove",
    ),
    path(f"{OFFICER}account/", account_views.give, name="administer-account"),
    path(f"{OFFICER}single-sign-on/", account_views.bind, name="administer-single-sign-on"),
    path(f"{OFFICER}account/<str:what>/", account_views.change, name="administer-account-change"),
]
