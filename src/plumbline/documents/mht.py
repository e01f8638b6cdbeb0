"""单一文件网页 -- the page inside a web archive (.mht), which Word also saves as .doc."""

from __future__ import annotations

import email
import email.message
from typing import Final

from plumbline.documents.unreadable import WHOLE_FILE, Unreadable

_ALLOWED: Final = "a web archive with an HTML part"


def page_of(data: bytes, name: str) -> bytes:
    """Bytes of the first HTML part. Raises `Unreadable` when there is none."""
    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                return page
    raise Unreadable(name, WHOLE_FILE, "a web archive without a page", _ALLOWED)
