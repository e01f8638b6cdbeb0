"""What MkDocs writes by itself: the glossary page, from docs/glossary.toml."""

import tomllib
from pathlib import Path
from typing import Any

MARK = "<!-- glossary -->"
HEAD = "| Term | In code | Meaning | Basis | Not |\n|---|---|---|---|---|"


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Put the table of terms where the glossary page asks for it."""
    if MARK not in markdown:
        return markdown
    listed = tomllib.loads((Path(config["docs_dir"]) / "glossary.toml").read_text("utf-8"))
    rows = "\n".join(row(term) for term in listed["term"])
    return markdown.replace(MARK, f"{HEAD}\n{rows}")


def row(term: dict[str, Any]) -> str:
    """Return one term as a row of the table; a barred word is marked as such."""
    near = [
        f"{word} †" if word.split()[0] in term.get("never", []) else word
        for word in term.get("not", [])
    ]
    cells = (
        term["zh"],
        f"`{term['id']}`",
        term["meaning"],
        term.get("basis", ""),
        ", ".join(near),
    )
    return f"| {' | '.join(cells)} |"
