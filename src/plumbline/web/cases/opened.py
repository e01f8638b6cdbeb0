"""打开案件 -- the case that an address names, for whoever asks."""

from __future__ import annotations

import uuid
from typing import cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from plumbline.store.cases import opening
from plumbline.store.cases.opening import Opened
from plumbline.store.models import Account


def opened(request: HttpRequest, pk: uuid.UUID) -> Opened:
    """The case for the reader. Raises Http404 where there is none, or none for them; raises
    UnknownProcedure for whoever may see it.
    """
    found = opening.opened(cast("Account", request.user), pk, timezone.localdate())
    if found is None:
        raise Http404(pk)
    return found
