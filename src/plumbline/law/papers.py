"""文书 -- finds the forms of papers: `<root>/<place>/papers/<procedure>/<paper>/<day>.{md,toml}`.

Roots are searched in their order, the package's own first, and places from the general to the
particular. A body found later is laid over the one before it of the same day, and its page says
`because`; blocks are replaced as a whole. How all papers look, and the words they share, stand in
`<root>/<place>/papers/style.toml`, of which a later one replaces single keys. Added roots hold
pages and TOML only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from plumbline.clock.tables import read_front
from plumbline.law.layers import Layer, laid_over, layers, parsed
from plumbline.papers import Form, Identity, Style, read_form, read_style
from plumbline.procedure import Basis, DefinitionFault

ROOT: Final = Path(__file__).resolve().parent
"""The package's own content."""

KIND: Final = "papers"
STYLE: Final = "style.toml"


@dataclass(frozen=True, slots=True)
class PaperForms:
    """One paper: its forms by day of effect, and the pages that explain and fill them."""

    id: str
    forms: Mapping[date, Form]
    pages: Mapping[date, tuple[Path, ...]]

    def at(self, day: date, before: date | None = None) -> Form | None:
        """The form in force on a day, of those from before another; None before the first."""
        begun = [start for start in self.forms if start <= day and (not before or start < before)]
        return self.forms[max(begun)] if begun else None


def load_style(*, added: Sequence[Path] = (), places: Sequence[str] = ("cn",)) -> Style:
    """How papers look at a place. Raises DefinitionFault with a line for each fault."""
    body: dict[str, Any] = {}
    for folder in _folders(added, places):
        if (folder / STYLE).is_file():
            body = laid_over(body, parsed(folder / STYLE))
    return read_style(body, f"{KIND}/{STYLE}")


def load_papers(
    *, added: Sequence[Path] = (), places: Sequence[str] = ("cn",)
) -> Mapping[str, Mapping[str, PaperForms]]:
    """Every paper of the places, by procedure and id.

    `added` are content roots after the package's own. Raises DefinitionFault with a line for each
    fault of a form, and ContentFault when a page has no identity. Whether a form fits its
    procedure is asked of `plumbline.papers.check`.
    """
    style = load_style(added=added, places=places)
    found: dict[str, dict[str, list[Path]]] = {}
    for folder in _folders(added, places):
        for procedure in _inner(folder):
            for paper in _inner(procedure):
                found.setdefault(procedure.name, {}).setdefault(paper.name, []).append(paper)
    return MappingProxyType(
        {
            procedure: MappingProxyType(
                {id: _paper(procedure, id, found[procedure][id], style) for id in sorted(papers)}
            )
            for procedure, papers in sorted(found.items())
        }
    )


def forms_at(papers: Mapping[str, PaperForms], day: date) -> dict[str, Form]:
    """The form of each paper in force on a day; a paper that has none yet is left out."""
    asked = ((id, one.at(day)) for id, one in papers.items())
    return {id: form for id, form in asked if form is not None}


def _folders(added: Sequence[Path], places: Sequence[str]) -> list[Path]:
    folders = [root / place / KIND for root in (ROOT, *added) for place in places]
    return [folder for folder in folders if folder.is_dir()]


def _inner(folder: Path) -> Iterator[Path]:
    named = (one for one in folder.iterdir() if not one.name.startswith(("_", ".")))
    return (one for one in sorted(named) if one.is_dir())


def _paper(procedure: str, id: str, folders: Sequence[Path], style: Style) -> PaperForms:
    found = [layer for folder in folders for layer in layers(folder)]
    if not found:
        raise DefinitionFault([f"{procedure}/{id}: is empty; write a page .md and a body .toml"])
    days = sorted({layer.day for layer in found})
    by_day = {day: [one for one in found if one.day == day] for day in days}
    return PaperForms(
        id,
        {day: _form(procedure, id, ones, style) for day, ones in by_day.items()},
        {day: tuple(one.page for one in ones) for day, ones in by_day.items()},
    )


def _form(procedure: str, id: str, found: Sequence[Layer], style: Style) -> Form:
    """One text of a form: the first body with the later ones laid over it."""
    body: dict[str, Any] = {}
    identity: Identity | None = None
    for layer in found:
        identity = _identity(f"{procedure}/{id}/{layer.body.name}", id, layer, identity)
        body = laid_over(body, parsed(layer.body))
    assert identity is not None  # there is at least one layer
    return read_form(identity, body, style)


def _identity(file: str, id: str, layer: Layer, below: Identity | None) -> Identity:
    """What a page says, which must fit its folder; one laid over another says `because`."""
    front = read_front(layer.page)
    front.word("code", [id])
    identity = Identity(
        id=id,
        title=front.text("title"),
        from_day=layer.day,
        file=file,
        basis=Basis(front.texts("basis"), front.mark()),
        free=front.word("brought_by", ["action", "choice"], "action") == "choice",
    )
    because = front.text("because", "")
    front.done()
    if not (identity.basis.provisions or identity.basis.unverified):
        said = f"{file}: basis is missing; write a provision, or unverified with W, I or M"
        raise DefinitionFault([said])
    if below and not because:
        said = f"{file}: because is missing; write the article that allows it"
        raise DefinitionFault([said])
    return identity
