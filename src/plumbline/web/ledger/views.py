"""The page of the log, and the page on which a receipt is checked."""

from __future__ import annotations

from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.ledger import HashName, published
from plumbline.store import cases
from plumbline.store.cases.measuring import promised
from plumbline.store.cases.signing import log_hash
from plumbline.store.models import SignedCheckpoint
from plumbline.web.layout.paging import Paging, asked_page, to_last
from plumbline.web.ledger import checking, words
from plumbline.web.ledger.checking import LONGEST, Checked

SIZE: Final = 20  # checkpoints on a page
HASHES: Final[dict[HashName, str]] = {"sha256": "SHA-256", "sm3": "SM3"}


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """What the log has signed, with which key, and how fast it takes in what it promised."""
    paging = Paging(asked_page(request), SIZE, SignedCheckpoint.objects.count())
    if beyond := to_last(request, paging):
        return beyond
    start = paging.first_shown - 1
    rows = SignedCheckpoint.objects.order_by("-size")[start : start + SIZE]
    waiting = cases.waiting()
    context = {
        "family": "ledger",
        "current": cases.current_checkpoint(),
        "key": _key(),
        "hash": HASHES[log_hash()],
        "rows": rows,
        "paging": paging,
        "delays": cases.recent_delays(),
        "waiting": waiting,
        "is_late": waiting.is_late(timezone.now()),
        "promised": round(promised().total_seconds()),
    }
    return render(request, "ledger/ledger.html", context)


def _key() -> str:
    said = cases.description()
    return published(said.keys[-1]) if said else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; and, where the browser could not check it, what became of the receipt."""
    key, checked, text = _key(), None, ""
    if request.method == "POST":
        text, fault = _handed_over(request)
        key = request.POST.get("key", "").strip()[:LONGEST] or key
        checked = Checked(2, fault=fault) if fault else checking.check(text, key)
    context = {
        "family": "ledger",
        "key": key,
        "text": text if len(text) <= LONGEST else "",
        "checked": checked,
        "origin": key.partition("+")[0],
        "words": {
            "steps": {code: str(said) for code, said in words.STEPS.items()},
            "verdicts": {str(code): str(said) for code, said in words.VERDICTS.items()},
            "faults": {code: str(said) for code, said in words.FAULTS.items()},
            "others": {code: str(said) for code, said in words.OTHERS.items()},
        },
        "longest": LONGEST,
    }
    status = 422 if checked is not None and checked.code == 2 else 200
    return render(request, "ledger/check.html", context, status=status)


def _handed_over(request: HttpRequest) -> tuple[str, str]:
    """The text of the receipt, and a code of `words.FAULTS` where there is none."""
    file: UploadedFile[bytes] | None = request.FILES.get("file")
    if file is None:
        return request.POST.get("receipt", ""), ""
    if (file.size or 0) > 4 * LONGEST:  # a character has four bytes at most
        return "", "large"
    try:
        return file.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", "bytes"
