"""The `siyu` command: each subcommand is a door that parses, calls once and prints."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from typing import Any

import click

from siyu.kernel.errors import SiyuError

# Subcommand → module that holds a click command of the same name. Loaded when used: a light start.
COMMANDS = {
    "init": "siyu.domains.accounts.commands",
    "import": "siyu.domains.imports.commands",
    "segment": "siyu.domains.segments.commands",
    "metric": "siyu.domains.insights.commands",
    "cohort": "siyu.domains.insights.commands",
    "predict": "siyu.domains.insights.commands",
    "lift": "siyu.domains.insights.commands",
    "rebuild": "siyu.domains.fans.commands",
    "recount": "siyu.domains.notes.commands",
    "reindex": "siyu.config.reindex",
    "build": "siyu.config.operate",
    "serve": "siyu.config.operate",
    "check": "siyu.config.operate",
    "outbox": "siyu.config.outbox",
    "backup": "siyu.config.operate",
    "restore": "siyu.config.operate",
    "engine": "siyu.config.operate",
    "gateway": "siyu.config.operate",
    "worker": "siyu.config.operate",
    "demo": "siyu.config.demo",
    "manage": "siyu.config.operate",
}


class Siyu(click.Group):
    """Finds subcommands by the table above and answers coded errors in words."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names, as `siyu --help` lists them."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, cmd_name: str) -> click.Command | None:
        """Load one subcommand; Django is set up before its module is imported."""
        if cmd_name not in COMMANDS:
            return None
        _set_up_django()
        module = import_module(COMMANDS[cmd_name])
        found: click.Command = getattr(module, f"{cmd_name}_command")
        return found


def _set_up_django() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "siyu.config.settings"
    django.setup()


@click.group(cls=Siyu, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="siyu")
def cli() -> None:
    """Siyu 私域: fans, orders, segments and proof that they pay, on your own machine."""


def main() -> None:
    """Run the command; exit 0 when done, 1 for faults in the input, 2 for wrong use."""
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as wrong_use:
        wrong_use.show()
        sys.exit(2)
    except SiyuError as fault:
        _say(fault)
        sys.exit(1)


def _say(fault: SiyuError) -> None:
    if "--json" in sys.argv:
        answer: dict[str, Any] = {"error": fault.code, "message": fault.message, **fault.data}
        click.echo(json.dumps(answer, ensure_ascii=False, default=str))
    else:
        click.echo(fault.message, err=True)
