"""职责名称 -- what a role is called: our own two by the interface, the rest by their procedures."""

from __future__ import annotations

from plumbline.store import administration
from plumbline.web.layout.people_words import OUR_ROLES


def role_word(code: str) -> str:
    """The title of a role; a code that has none stands for itself."""
    if code in OUR_ROLES:
        return str(OUR_ROLES[code])
    return administration.role_titles().get(code, code)
