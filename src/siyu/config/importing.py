"""`siyu import`: orders from imports, events from fans; two domains that do not know each other's doors."""

from __future__ import annotations

import click

from siyu.domains.fans.commands_events import events_command
from siyu.domains.imports.commands import import_command

assert isinstance(import_command, click.Group)
import_command.add_command(events_command)
