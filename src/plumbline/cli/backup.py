"""Commands that keep everything in one file, and put it back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click
from django.utils import timezone

from plumbline.cli.library import agreed, mendable, ready
from plumbline.cli.output import console, progress
from plumbline.store import backup as kept
from plumbline.store.backup import BackupFault

FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)

ERASED: Final = "the database in it still holds what was erased; make another and remove this one"
AGAIN: Final = "the database still holds what was erased; erase it again"


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--with-keys", is_flag=True,
    help="Add the secret key and the key of the log; then keep the file as you keep these.",
)  # fmt: skip
def backup(file: Path, *, with_keys: bool) -> None:
    """Write database and files to FILE, while the server runs; keys are left out."""
    ready()
    try:
        with mendable(), progress() as report:
            made = kept.save(file, timezone.localtime(), report, with_keys=with_keys)
    except (BackupFault, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    total = sum(size for size, _ in made.files.values())
    console.print(f"{len(made.files)} files, {total:,} bytes in {file}", markup=False)
    if made.erased:
        console.print(f"{len(made.erased)} files were erased meanwhile: {ERASED}", markup=False)
    if not with_keys:
        console.print("the keys are not in it: keep secret_key and ledger_key elsewhere")


@click.command()
@click.argument("file", type=THERE)
@click.option("--force", is_flag=True, help="Put it in the place of what is there.")
@click.option("--check-only", is_flag=True, help="Compare every byte, and put nothing back.")
def restore(file: Path, *, force: bool, check_only: bool) -> None:
    """Put back what FILE holds, then walk through the log; exit code 1 when it is not whole."""
    try:
        with mendable(), progress() as report:
            if check_only:
                made = kept.check(file, report)
                console.print(f"{len(made.files)} files of {made.made_at}: the backup is whole")
                return
            done = kept.restore(file, report, force=force)
    except BackupFault as fault:
        raise click.ClickException(str(fault)) from None
    for one in done.faults:
        said = f"{one.code}: {one.place}: found {one.found}; expected {one.allowed}"
        console.print(said, style="red", markup=False)
    if done.manifest.erased:
        said = f"{len(done.manifest.erased)} files were erased while it was made: {AGAIN}"
        console.print(said, style="red", markup=False)
    console.print(f"restored as of {done.manifest.made_at}; run `plumbline reindex` for the index")
    if done.faults:
        console.print("the log is not whole")
        sys.exit(1)
    console.print("the log is whole")
    agreed()


COMMANDS = (backup, restore)
