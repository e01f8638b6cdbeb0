"""图片 -- a picture as one page of a case file: A4, upright, as sharp as print needs."""

from __future__ import annotations

import io
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from plumbline.papers.write_pdf import engine

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
_PIXELS: Final = (1654, 2339)
"""A4 at 200 dots to the inch; a larger picture is made as small."""

_PAGE: Final = (595.28, 841.89)
_MARGIN: Final = 56.69
"""Size of A4 and the margin around a picture, in points."""


def image_page(content: bytes) -> Any | None:
    """A PDF with the picture on one page; None when the bytes are no picture that can be read.

    The first of several pictures in a file is taken. Raises PapersNeed without the extra `pdf`.
    """
    found = _opened(content)
    if found is None:
        return None
    kept = io.BytesIO()
    found.save(kept, format="JPEG", quality=88)
    kept.seek(0)
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*_PAGE)
    picture = pypdfium2.PdfImage.new(document)
    picture.load_jpeg(kept, inline=True)
    wide, high = found.size
    scale = min((_PAGE[0] - 2 * _MARGIN) / wide, (_PAGE[1] - 2 * _MARGIN) / high, 0.75)
    width, height = wide * scale, high * scale
    left, bottom = (_PAGE[0] - width) / 2, _PAGE[1] - _MARGIN - height
    picture.set_matrix(pypdfium2.PdfMatrix(width, 0, 0, height, left, bottom))
    page.insert_obj(picture)
    page.gen_content()
    return document


def _opened(content: bytes) -> Any | None:
    """The picture, upright and without transparency, no larger than print needs."""
    image, turned = engine("PIL.Image"), engine("PIL.ImageOps")
    try:
        with image.open(io.BytesIO(content), formats=_FORMATS) as raw:
            upright = turned.exif_transpose(raw).convert("RGBA")
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError):
        return None
    sheet = image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    sheet.thumbnail(_PIXELS)
    return sheet
