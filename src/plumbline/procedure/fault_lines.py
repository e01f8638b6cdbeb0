"""检查 -- how a fault of a definition is said: the key, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from plumbline.procedure.definition import Field


def wrong(key: str, found: object, allowed: Collection[str] | str) -> str:
    """A line: the key, what was found, what is allowed."""
    if not isinstance(allowed, str):
        allowed = f"one of {', '.join(sorted(allowed))}" if allowed else "nothing: there is none"
    return f"{key} is {found!r}; write {allowed}"


def unknown(key: str, found: Iterable[str], allowed: Collection[str]) -> Iterator[str]:
    """A line for each name that is not one of those allowed."""
    return (wrong(key, one, allowed) for one in found if one and one not in allowed)


def is_open(field: Field, wanted: str) -> bool:
    """Whether a field states one value of a type that everybody may read."""
    return field.type == wanted and not field.personal and not field.many
