"""The `siyu reindex` command."""

from __future__ import annotations

import json

import click

from siyu.platform.search.reindex import reindex


@click.command("reindex")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def reindex_command(as_json: bool) -> None:
    """Index everything anew that search finds; the site goes on meanwhile."""
    found = reindex()
    if as_json:
        click.echo(json.dumps({"indexed": found}))
        return
    for name, count in found.items():
        click.echo(f"{name}: {count:,}")
