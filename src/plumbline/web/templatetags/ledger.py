"""Tags of the log's pages: hashes as text, and what a check says."""

from base64 import b64encode

from django import template

from plumbline.web.ledger import words

register = template.Library()


@register.filter
def base64(data: bytes | memoryview) -> str:
    """Bytes of the database in Base64."""
    return b64encode(bytes(data)).decode()


@register.filter
def step_words(code: str) -> str:
    """What a step of a check says."""
    return str(words.STEPS[code])


@register.filter
def verdict(code: int) -> str:
    """What the whole check says."""
    return str(words.VERDICTS[code])


@register.filter
def check_fault(code: str) -> str:
    """Why a receipt could not be read."""
    return str(words.FAULTS[code])
