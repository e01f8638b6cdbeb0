"""A version as a file."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from plumbline.store import library
from plumbline.store.models import Version
from plumbline.web.layout import addresses
from plumbline.web.layout.day import asked_day

BYTES = "application/octet-stream"  # an original is saved, never shown as a page of ours


@require_safe
def download(request: HttpRequest, key: str, label: str, form: str) -> HttpResponse:
    """The version as docx, Akoma Ntoso, JSON or Markdown."""
    data, media_type, name = library.download(_version(request, key, label), form)
    return _file(data, media_type, name)


@require_safe
def original(request: HttpRequest, key: str, label: str, sha256: str) -> HttpResponse:
    """A file as it came in, under the name that it came with."""
    text = _version(request, key, label).texts.filter(original_id=sha256).first()
    if text is None:
        raise Http404
    return _file(library.original_bytes(sha256), BYTES, text.original.name)


def _version(request: HttpRequest, key: str, label: str) -> Version:
    work = library.find_work(key)
    if work is None:
        raise Http404
    try:
        page = library.version_page(work, asked_day(request).on, addresses.label_of(label))
    except LookupError as error:
        raise Http404 from error
    if page.version is None:
        raise Http404
    return page.version


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer
