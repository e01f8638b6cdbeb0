"""图片 -- a picture as one page of a case file: A4, upright, as sharp as print needs."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from plumbline.papers.write_pdf import engine

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
_PIXELS: Final = (1654, 2339)
"""A4 at 200 dots to the inch; a larger picture is made as small."""

_PAGE: Final = (595.28, 841.89)
_MARGIN: Final = 56.69
"""Size of A4 and the margin around a picture, in points."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will be printed: JPEG, and its width and height in pixels."""

    jpeg: bytes
    size: tuple[int, int]


def picture_in(content: bytes) -> Picture | None:
    """The picture that bytes hold; None when they are none that can be read.

    The first of several pictures in a file is taken. Raises PapersNeed without the extra `pdf`.
    """
    found = _opened(content)
    if found is None:
        return None
    kept = io.BytesIO()
    found.save(kept, format="JPEG", quality=88)
    return Picture(kept.getvalue(), found.size)


def image_page(picture: Picture) -> Any:
    """A PDF with a picture on one page. PDFium makes it: one thread at a time."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*_PAGE)
    placed = pypdfium2.PdfImage.new(document)
    placed.load_jpeg(io.BytesIO(picture.jpeg), inline=True)
    wide, high = picture.size
    scale = min((_PAGE[0] - 2 * _MARGIN) / wide, (_PAGE[1] - 2 * _MARGIN) / high, 0.75)
    width, height = wide * scale, high * scale
    left, bottom = (_PAGE[0] - width) / 2, _PAGE[1] - _MARGIN - height
    placed.set_matrix(pypdfium2.PdfMatrix(width, 0, 0, height, left, bottom))
    page.insert_obj(placed)
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
