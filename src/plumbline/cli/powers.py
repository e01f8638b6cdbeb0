"""The command that reads what a text empowers, article by article; it needs no database."""

from __future__ import annotations

from pathlib import Path

import click

from plumbline.cli.output import FORMAT, console, print_json
from plumbline.cli.texts import FILE, read_document
from plumbline.powers import Article, Power, read_powers
from plumbline.powers.as_json import powers_json


@click.command("powers")
@click.argument("file", type=FILE)
@click.option("--article", help="Only the article of this number, as 9 or 17-1.")
@FORMAT
def powers_(file: Path, article: str | None, form: str) -> None:
    """Show what each provision of a text empowers: penalties, orders, measures, bounds."""
    document = read_document(file)
    found = read_powers(document)
    if article is not None:
        wanted = article.strip().removeprefix("art_")
        found = tuple(one for one in found if one.number == wanted)
        if not found:
            raise click.ClickException(
                f"{file}: has no article {wanted!r}; give a number as in the text, 9 or 17-1"
            )
    else:
        found = tuple(one for one in found if one.powers)
    if form == "json":
        print_json(powers_json(document.title, found))
        return
    console.print(document.title, style="bold", markup=False)
    for one in found:
        _show(one)
    unsure = sum(not power.sure for one in found for power in one.powers)
    console.print(f"{sum(len(one.powers) for one in found)} powers, {unsure} wait for a person")


def _show(article: Article) -> None:
    for power in article.powers:
        where = power.eid.removeprefix(f"{article.eid}__")
        console.print(
            f"art {article.number} {where}: {_said(power)}",
            style=None if power.sure else "yellow", markup=False, soft_wrap=True,
        )  # fmt: skip


def _said(power: Power) -> str:
    parts = [power.modality, power.penalty or power.kind, power.words.text]
    if power.fine:
        fine = power.fine
        low = "0" if fine.low is None else f"{fine.low:f}"
        high = "no limit" if fine.high is None else f"{fine.high:f}"
        of = f" of {fine.of.text}" if fine.of else ""
        per = f" for each {fine.per}" if fine.per else ""
        bounds = "" if fine.form == "unspecified" else f" {low} to {high}"
        parts.append(f"({fine.form}{bounds}{of}{per})")
    if power.whom != "anyone":
        parts.append(f"on {power.whom}")
    if power.codes:
        parts.append(f"if {', '.join(power.codes)}")
    if power.order:
        parts.append(f"after {power.order.text}")
    if power.authority:
        parts.append(f"by {power.authority.text}")
    return "  ".join(parts)


COMMANDS = (powers_,)
