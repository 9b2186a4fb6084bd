"""Commands that run and keep an installation: build, serve, check, backup, restore, manage."""

from __future__ import annotations

import sys

import click


@click.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Django's own management commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["siyu manage", *arguments])


@click.command("build")
def build_command() -> None:
    """Compile the translations and gather the static files."""
    from django.core.management import call_command

    call_command("collectstatic", "--noinput", verbosity=0, stdout=sys.stderr)
