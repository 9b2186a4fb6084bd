"""The `siyu import` commands: orders from platforms' files, and (from fans) events in bulk."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from siyu.domains.accounts.queries.access import account_by_slug
from siyu.domains.imports.actions.open_job import open_job
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.errors import BadMapping
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.outcome import outcome
from siyu.domains.imports.queries.presets import presets

_ELSEWHERE = {"events": ("siyu.domains.fans.commands_events", "events_command")}


class _Imports(click.Group):
    """Finds commands of other domains when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, as `siyu import --help` lists them."""
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, loaded when used."""
        if cmd_name in _ELSEWHERE:
            module, name = _ELSEWHERE[cmd_name]
            found: click.Command = getattr(import_module(module), name)
            return found
        return super().get_command(ctx, cmd_name)


@click.group("import", cls=_Imports)
def import_command() -> None:
    """Bring in what other platforms export."""


@import_command.command("orders")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lines", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The file of order lines.")
@click.option("--account", "slug", required=True, help="The pro account.")
@click.option("--preset", default="auto", show_default=True, help="A platform's name, or a MAPPING.json.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def orders_command(file: Path, lines: Path | None, slug: str, preset: str, dry_run: bool, as_json: bool) -> int:
    """Import an order file. The same file again changes nothing; a newer export updates."""
    _check_preset(preset)
    account = account_by_slug(slug)
    mapping = _mapping(preset) if preset.endswith(".json") else None
    job = open_job(account, file, lines, preset="auto" if mapping else preset, mapping=mapping, resume=not dry_run)
    job_id = job.pk
    try:
        job = run_import(job_id, dry_run=dry_run, progress=_progress if sys.stderr.isatty() else None)
    finally:
        if dry_run:
            ImportJob.objects.of(account).filter(pk=job_id).delete()
    if not dry_run:
        _deliver()
    said = outcome(job)
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else _in_words(said, dry_run=dry_run))
    return 1 if said["rejected"] else 0


def _check_preset(preset: str) -> None:
    names = ["auto", *(one.name for one in presets())]
    if preset not in names and not preset.endswith(".json"):
        raise click.BadParameter(f"{preset} is none of {', '.join(names)}, MAPPING.json", param_hint="--preset")


def _mapping(path: str) -> dict[str, Any]:
    try:
        spec = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as missing:
        raise click.BadParameter(f"cannot read {path}", param_hint="--preset") from missing
    except ValueError as broken:
        raise BadMapping(f"{path} is not JSON: {broken}", path="") from broken
    if not isinstance(spec, dict):
        raise BadMapping("A mapping is a JSON object.", path="")
    return spec


def _deliver() -> None:
    """Bring the stated facts to the event store now, so that the next command sees them."""
    from siyu.platform.outbox.relay import deliver_all

    deliver_all()


def _progress(step: str, done: int, total: int) -> None:
    click.echo(f"\r{step} {done * 100 // max(total, 1):3d} %", err=True, nl=done >= total)


def _in_words(said: dict[str, Any], *, dry_run: bool) -> str:
    first = "Would import" if dry_run else "Imported"
    text = (
        f"{first} {said['rows']} rows ({said['preset']}, {said['encoding']}): {said['orders']} orders, "
        f"{said['orders_new']} new, {said['orders_updated']} updated, {said['orders_unchanged']} unchanged; "
        f"{said['persons_new']} new fans, {said['persons_matched']} known, {said['anonymous_orders']} without a fan."
    )
    for warning in said["warnings"]:
        text += f"\n! {warning['kind']}: {warning['count']} {warning['example']}"
    for rejected in said["rejected"][:20]:
        text += f"\nrow {rejected['row']}: {rejected['field']}: {rejected['reason']}"
    return text
