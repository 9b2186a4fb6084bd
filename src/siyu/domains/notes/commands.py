"""The `siyu recount` command."""

from __future__ import annotations

import click


@click.command("recount")
def recount_command() -> int:
    """Count again the likes, collections, shares, views and comments of all notes; says how many were wrong."""
    from siyu.domains.notes.actions.rebuild_counts import rebuild_counts

    mended = rebuild_counts()
    click.echo(f"{mended} counters were wrong and are right now." if mended else "Every counter was right.")
    return 0
