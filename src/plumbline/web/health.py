"""What a load balancer or a supervisor asks: can this process serve?"""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plumbline import __version__

log = logging.getLogger(__name__)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, else 503; the body says which part does not."""
    reachable = database_answers()
    return JsonResponse(
        {
            "status": "ok" if reachable else "failing",
            "database": "reachable" if reachable else "unreachable",
            "version": __version__,
        },
        status=200 if reachable else 503,
    )


def database_answers() -> bool:
    """Ask the database the smallest question there is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        log.exception("the database does not answer")
        return False
