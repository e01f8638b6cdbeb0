"""对照 -- the one address of the yardstick, and the product's own beside it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from plumbline.store.models import Comment
from plumbline.web.account.gate import signed_in


@require_POST
@signed_in
def insert(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write one row and lead on."""
    Comment.objects.create(
        case_id=pk, account_id=request.user.pk, at=timezone.now(), text=request.POST["text"]
    )
    return redirect("/")


urlpatterns = [
    path("bare/<uuid:pk>/", insert),
    path("", include("plumbline.web.urls")),
]
