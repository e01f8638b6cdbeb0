"""The command `plumbline` and its subcommands. Each prints for people, or JSON with --format."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click
import django
from django.core.exceptions import ImproperlyConfigured

from plumbline import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plumbline")
def cli() -> None:
    """Plumbline (准绳): law as data, each answer with the article that it rests on."""


def main() -> None:
    """Run the command; every failure that a person can mend is one line and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.web.settings")
    try:
        django.setup()
        _load_commands()
        cli.main(prog_name="plumbline")
    except ImproperlyConfigured as error:
        click.echo(f"plumbline: {error}", err=True)
        sys.exit(2)


def _load_commands() -> None:
    # Commands import models, which Django allows only after setup.
    for name in (
        "library", "texts", "serving", "agencies", "due", "procedures", "cases", "ledger", "work",
        "backup", "draws", "powers", "benchmarks",
    ):  # fmt: skip
        module = import_module(f"plumbline.cli.{name}")
        for command in module.COMMANDS:
            cli.add_command(command)
