"""筛选 -- the values that a filter of a list offers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: its code, its word, how many things have it, whether it is chosen."""

    code: str
    name: str
    count: int | None
    chosen: bool
