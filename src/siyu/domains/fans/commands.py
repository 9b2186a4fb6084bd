"""The `siyu rebuild` command: recompute what is derived."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

import click

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import account_by_slug
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.actions.rebuild_facts import rebuild_facts
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings
from siyu.platform.outbox import relay


@click.command("rebuild")
@click.argument("what", type=click.Choice(["standings", "facts", "mirror"]))
@click.option("--account", "slug", required=True, help="Short name of the pro account.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def rebuild_command(what: str, slug: str, as_json: bool) -> None:
    """Recompute from what is true: standings from facts, facts from rows, the mirror from persons.

    Doing it again changes nothing.
    """
    account, began = account_by_slug(slug), time.monotonic()
    relay.deliver_all()
    said = {"rebuilt": what, "account": slug, **_rebuild(what, account)}
    said["seconds"] = round(time.monotonic() - began, 3)
    click.echo(json.dumps(said) if as_json else ", ".join(f"{name} {value}" for name, value in said.items()))


def _rebuild(what: str, account: Account) -> dict[str, Any]:
    if what == "mirror":
        return {"persons": mirror_persons(account)}
    if what == "facts":
        return rebuild_facts(account)
    done = asdict(rebuild_standings(account))
    relay.deliver_all()
    return done
