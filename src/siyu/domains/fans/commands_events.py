"""The `siyu import events` command."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from siyu.domains.accounts.queries.access import account_by_slug


@click.command("events")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--account", "slug", required=True, help="Short name of the pro account.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def events_command(file: Path, slug: str, as_json: bool) -> int:
    """Bring in facts from FILE (.csv, .ndjson or .parquet); bringing them in again changes nothing."""
    from siyu.domains.fans.actions.import_events import import_events
    from siyu.platform.outbox import relay

    said = import_events(account_by_slug(slug), file, progress=_Teller())
    relay.deliver_all()
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        click.echo(f"{said['rows']} rows: {said['new']} new facts, {said['duplicates']} known, "
                   f"{said['rejected_total']} rejected; {said['seconds']} s.")  # fmt: skip
        for each in said["rejected"][:20]:
            click.echo(f"  row {each['row']}: {each['field']} {each['reason']}", err=True)
    return 1 if said["rejected"] else 0


class _Teller:
    """Says on stderr every second how far the import is."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, rows: int) -> None:
        if time.monotonic() - self._said >= 1:
            self._said = time.monotonic()
            click.echo(f"{rows} rows", err=True)
