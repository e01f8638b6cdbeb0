"""Applying for reconsideration: what it is, whether one may, the application, the code."""

from django.urls import path

from plumbline.web.reconsideration import applying, codes, guiding, published, views

urlpatterns = [
    path("reconsideration/", views.landing, name="reconsideration"),
    path("reconsideration/guide/", guiding.guide, name="reconsideration-guide"),
    path("reconsideration/apply/", applying.apply, name="reconsideration-apply"),
    path("reconsideration/done/<uuid:pk>/", applying.done, name="reconsideration-done"),
    path("reconsideration/institutions/", views.institutions, name="reconsideration-institutions"),
    path("reconsideration/decisions/", published.decisions, name="reconsideration-decisions"),
    path(
        "reconsideration/decisions/<uuid:pk>/<str:sha256>/",
        published.decision_copy,
        name="reconsideration-decision-copy",
    ),
    path("reconsideration/code/", codes.take_over, name="reconsideration-code"),
    path("reconsideration/<uuid:pk>/code/", codes.give, name="reconsideration-give-code"),
]
