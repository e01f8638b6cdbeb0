"""用语 -- the tables of words.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

_TABLES: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)


def _compiled(table: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(source) for name, source in _TABLES[table].items()}


STRETCH: Final = _compiled("clause")
PENALTY: Final = _compiled("penalties")
GAINS: Final = re.compile(_TABLES["gains"]["words"])
FINE: Final = _compiled("fine")
ORDERS: Final = _compiled("orders")
AUTHORITY: Final = _compiled("authority")
WHOM: Final = _compiled("whom")
FIRST: Final = re.compile(_TABLES["first"]["words"])
MAY: Final = re.compile(_TABLES["may"]["words"])
KIND: Final = _compiled("kinds")
CONDITIONS: Final = tuple((one["code"], re.compile(one["words"])) for one in _TABLES["conditions"])


def condition_codes(words: str) -> list[str]:
    """The codes of the conditions that a clause states; a narrower one shuts out a wider."""
    found = [code for code, pattern in CONDITIONS if pattern.search(words)]
    for narrow, wide in (
        ("especially_serious", "serious"), ("especially_serious", "consequences"),
        ("not_crime", "crime"), ("no_gains", "gains"), ("amount", "gains"),
        ("serious", "consequences"), ("minor", "consequences"),
    ):  # fmt: skip
        if narrow in found and wide in found:
            found.remove(wide)
    return found
