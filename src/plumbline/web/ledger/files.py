"""Files of the log: checkpoint and tiles as C2SP tlog-tiles names them, the key, proofs, and the
stand-alone verifiers. The entries are not among them: they concern persons."""

from __future__ import annotations

from importlib import resources
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from plumbline.ledger import published
from plumbline.store import cases
from plumbline.store.models import SignedCheckpoint
from plumbline.web.refused import bad_request

PLAIN: Final = "text/plain; charset=utf-8"
KINDS: Final = {"py": "text/x-python; charset=utf-8", "js": "text/javascript; charset=utf-8"}
DIGITS: Final = 15  # of a size in an address
LARGEST: Final = 2**62  # beyond which the database has no number
FOR_EVER: Final = 365 * 24 * 3600  # seconds


@require_safe
def checkpoint(request: HttpRequest, size: int | None = None) -> HttpResponse:
    """The signed note of a size, or of the log as it is now."""
    if size is None:
        found = cases.current_checkpoint()
    else:
        rows = SignedCheckpoint.objects.filter(pk=size) if size < LARGEST else None
        found = rows.first() if rows is not None else None
    if found is None:
        raise Http404
    answer = HttpResponse(found.note, content_type=PLAIN)
    if size is None:
        patch_cache_control(answer, no_cache=True)
    return answer


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The key that the log publishes, the latest last, a line each."""
    said = cases.description()
    if said is None:
        raise Http404
    return HttpResponse("".join(f"{published(one)}\n" for one in said.keys), content_type=PLAIN)


@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the log only grew between two sizes."""
    sizes = [request.GET.get(name, "").strip() for name in ("first", "second")]
    if not all(one.isascii() and one.isdigit() and len(one) <= DIGITS for one in sizes):
        return bad_request(request)
    first, second = sorted(map(int, sizes))
    try:
        proof = cases.consistency_of(first, second)
    except LookupError as fault:
        raise Http404 from fault
    name = f"consistency-{first}-{second}.json"
    return JsonResponse(proof, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def verifier(request: HttpRequest, name: str) -> HttpResponse:
    """A stand-alone verifier, as it lies in the product: read, saved, or imported by a page."""
    text = (resources.files("plumbline.ledger") / name).read_text("utf-8")
    return HttpResponse(text, content_type=KINDS[name.rpartition(".")[2]])


@require_safe
def tile(request: HttpRequest, row: str, number: str, width: str | None = None) -> HttpResponse:
    """Up to 256 hashes of a row, 32 bytes each, under the path that tlog-tiles gives them."""
    place = int("".join(part.removeprefix("x") for part in number.split("/")))
    found = cases.tile_of(int(row), place, int(width) if width else None)
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type="application/octet-stream")
    patch_cache_control(answer, public=True, immutable=True, max_age=FOR_EVER)
    return answer
