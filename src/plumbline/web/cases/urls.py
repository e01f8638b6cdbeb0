"""A case, the forms of its actions, and what belongs to them."""

from django.urls import path

from plumbline.web.cases import acting, beside, issuing, papers, standards, views

urlpatterns = [
    path("cases/<uuid:pk>/", views.case, name="case"),
    path("cases/<uuid:pk>/do/<slug:action>/", acting.act, name="case-act"),
    path("cases/<uuid:pk>/receipts/<uuid:event>.json", views.receipt, name="case-receipt"),
    path("cases/<uuid:pk>/files/<slug:sha256>", views.file, name="case-file"),
    path("cases/paper-style.css", papers.style_sheet, name="paper-style"),
    path("cases/<uuid:pk>/file.pdf", papers.case_file, name="case-file-bound"),
    path("cases/<uuid:pk>/papers/<uuid:event>/<slug:paper>/", papers.paper, name="case-paper"),
    path(
        "cases/<uuid:pk>/papers/<uuid:event>/<slug:paper>.<slug:kind>", papers.paper_file,
        name="case-paper-file",
    ),
    path(
        "cases/<uuid:pk>/papers/<uuid:event>/<slug:paper>/issue/", issuing.issue,
        name="case-paper-issue",
    ),
    path("cases/<uuid:pk>/standards/", standards.standards, name="case-standards"),
    path("cases/<uuid:pk>/handlers/", beside.handlers, name="case-handlers"),
    path("cases/<uuid:pk>/comments/", beside.comment, name="case-comment"),
    path("cases/new/<slug:procedure>/<slug:action>/", acting.begin, name="case-begin"),
    path("cases/drafts/<slug:procedure>/<slug:action>/", acting.keep_draft, name="keep-draft"),
    path("cases/agency-names/", beside.agency_names, name="agency-names"),
]  # fmt: skip
