"""What commands print: JSON for programs, tables for people, progress while it takes time."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

console = Console(highlight=False)

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What is printed: for people, or for programs.",
)  # fmt: skip


class Day(click.ParamType):  # type: ignore[type-arg]  # not generic in every release
    """A day, written 2024-01-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a message that says what was found and what is allowed."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-01-31", param, ctx)


def print_json(value: Any) -> None:
    """One JSON value, readable, characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_json_rows(head: Mapping[str, Any], name: str, rows: Iterable[Any]) -> None:
    """One JSON object whose last member is a list: a row on a line as it comes, never all held."""
    click.echo(json.dumps(head, ensure_ascii=False).removesuffix("}") + f', "{name}": [', nl=False)
    comma = ""
    for row in rows:
        click.echo(f"{comma}\n{json.dumps(row, ensure_ascii=False)}", nl=False)
        comma = ","
    click.echo("\n]}")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal, a line now and then elsewhere; always on standard error."""
    names = {"read": "reading", "derive": "citations", "index": "indexing"}
    if not sys.stderr.isatty():
        yield _plain_progress(names)
        return
    columns = (
        TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, tuple[Any, float]] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                task = bar.add_task(names.get(stage, stage), total=total, rate="")
                tasks[stage] = (task, time.monotonic())
            task, since = tasks[stage]
            rate = done / max(time.monotonic() - since, 0.001)
            bar.update(task, completed=done, rate=f"{rate:.0f}/s")

        yield report


def _plain_progress(names: dict[str, str]) -> Callable[[str, int, int], None]:
    last = [time.monotonic()]

    def report(stage: str, done: int, total: int) -> None:
        if done == total or time.monotonic() - last[0] > 5:
            last[0] = time.monotonic()
            click.echo(f"{names.get(stage, stage)}: {done}/{total}", err=True)

    return report
