"""The families of pages, one line each."""

from django.urls import include, path

from plumbline.web.health import health

handler400 = "plumbline.web.refused.bad_request"
handler500 = "plumbline.web.failed.failed"

urlpatterns = [
    # Officers are in these all day; the patterns are tried in this order.
    path("", include("plumbline.web.cases.urls")),
    path("", include("plumbline.web.desk.urls")),
    path("", include("plumbline.web.home.urls")),
    path("", include("plumbline.web.search.urls")),
    path("", include("plumbline.web.browse.urls")),
    path("", include("plumbline.web.compare.urls")),
    path("", include("plumbline.web.citing.urls")),
    path("", include("plumbline.web.downloads.urls")),
    path("", include("plumbline.web.library.urls")),
    path("", include("plumbline.web.check.urls")),
    path("", include("plumbline.web.about.urls")),
    path("", include("plumbline.web.account.urls")),
    path("", include("plumbline.web.agencies.urls")),
    path("", include("plumbline.web.administration.urls")),
    path("", include("plumbline.web.procedures.urls")),
    path("", include("plumbline.web.reconsideration.urls")),
    path("", include("plumbline.web.ledger.urls")),
    path("api/", include("plumbline.api.urls")),
    path("health", health, name="health"),
    path("language/", include("django.conf.urls.i18n")),
]
