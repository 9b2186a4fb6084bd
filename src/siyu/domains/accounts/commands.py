"""The `siyu init` command."""

from __future__ import annotations

import json

import click

from siyu.domains.accounts.actions.open_account import open_account
from siyu.platform.db.schema import bring_up_to_date


@click.command("init")
@click.option("--account", "slug", required=True, help="Short name of the pro account, used in addresses.")
@click.option("--name", required=True, help="Name of the pro account as people read it.")
@click.option("--kind", type=click.Choice(["personal", "enterprise"]), default="personal")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def init_command(slug: str, name: str, kind: str, as_json: bool) -> None:
    """Prepare SIYU_HOME and one pro account; doing it again changes nothing."""
    bring_up_to_date()
    account = open_account(slug=slug, name=name, kind=kind)
    said = {"account": account.slug, "name": account.name, "kind": account.kind}
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else f"{account.name} ({account.slug}) is ready.")
