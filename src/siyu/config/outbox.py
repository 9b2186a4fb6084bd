"""`siyu outbox`: the messages that a subscriber refused too often, and delivering them again."""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.group("outbox")
def outbox_command() -> None:
    """Messages that were set aside because a subscriber refused them."""


@outbox_command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def list_command(as_json: bool) -> None:
    """Show what is parked, for whom and why."""
    from siyu.platform.outbox.parked import parked

    found = parked()
    if as_json:
        click.echo(json.dumps({"parked": [asdict(one) for one in found]}, ensure_ascii=False, default=str))
        return
    for one in found:
        click.echo(f"{one.id:>6}  {one.subscriber:<20} {one.topic:<24} {one.parked_at:%Y-%m-%d %H:%M}  {one.error}")
    click.echo(f"{len(found)} parked.", err=True)


@outbox_command.command("retry")
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Everything that is parked.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def retry_command(ids: tuple[int, ...], everything: bool, as_json: bool) -> int:
    """Deliver parked messages again; exit 1 when one is refused again or is not parked."""
    from siyu.platform.outbox.parked import retry

    if bool(ids) == everything:
        raise click.UsageError("Name the ids that `siyu outbox list` shows, or say --all.")
    said = retry(None if everything else ids, actor_id=None)
    if as_json:
        click.echo(json.dumps(asdict(said), ensure_ascii=False))
    else:
        for refused in said.refused:
            click.echo(f"{refused['id']} is refused again: {refused['error']}", err=True)
        for gone in said.gone:
            click.echo(f"{gone} is not parked.", err=True)
        click.echo(f"{len(said.delivered)} delivered, {len(said.refused)} refused again, {len(said.gone)} not parked.")
    return 1 if said.refused or said.gone else 0
