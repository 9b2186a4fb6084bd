"""The `siyu segment` command: who is in a tree, how many, and why."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import account_by_slug
from siyu.domains.fans.queries.access import person_by_key
from siyu.domains.segments.queries import membership
from siyu.domains.segments.tree.read import read_tree
from siyu.kernel.clock import parse_instant
from siyu.kernel.errors import Invalid

_account = click.option("--account", "slug", required=True, help="Short name of the pro account.")
_file = click.option(
    "--file",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The tree as JSON (docs/contracts/segment-tree.md).",
)
_as_of = click.option("--as-of", "as_of", help="ISO 8601; a date is its local midnight. Default: now.")
_json = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")


@click.group("segment")
def segment_command() -> None:
    """Ask who is in a segment, as of any date."""


@segment_command.command("count")
@_account
@_file
@_as_of
@_json
def count_command(slug: str, file: Path, as_of: str | None, as_json: bool) -> None:
    """How many persons are in."""
    account = account_by_slug(slug)
    counted = membership.count(account, read_tree(file.read_bytes()), _instant(account, as_of))
    if as_json:
        _print({"count": counted.count, "as_of": _iso(counted.as_of), "seconds": round(counted.seconds, 4)})
    else:
        said = f"{counted.count:,} of {counted.population:,} persons as of {_iso(counted.as_of)}"
        click.echo(f"{said} ({counted.seconds:.2f} s)")


@segment_command.command("members")
@_account
@_file
@_as_of
@click.option("--limit", type=click.IntRange(min=1), help="At most so many, by ascending id. Default: all.")
@_json
def members_command(slug: str, file: Path, as_of: str | None, limit: int | None, as_json: bool) -> None:
    """The external keys of who is in."""
    account = account_by_slug(slug)
    found = membership.members(account, read_tree(file.read_bytes()), _instant(account, as_of), limit=limit)
    keys = [person.key for person in found.persons]
    if as_json:
        _print({"persons": keys})
    else:
        for key in keys:
            click.echo(key)


@segment_command.command("explain")
@_account
@_file
@_as_of
@click.option("--person", "key", required=True, help="External key of the person.")
@_json
def explain_command(slug: str, file: Path, as_of: str | None, key: str, as_json: bool) -> None:
    """Why a person is in or out."""
    account = account_by_slug(slug)
    person = person_by_key(account, key)
    tree = read_tree(file.read_bytes())
    explained = membership.explain(account, tree, person, _instant(account, as_of))
    if as_json:
        _print(explained.as_json())
        return
    click.echo(f"{explained.key} is {'in' if explained.inside else 'out'}")
    for reason in explained.because:
        click.echo(f"{'✓' if reason.holds else '✗'} {reason.path}  {reason.sentence}  found: {_compact(reason.found)}")


def _instant(account: Account, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return parse_instant(text, account.time_zone)
    except (ValueError, OverflowError) as broken:
        raise Invalid(f"--as-of: not an ISO 8601 date or time: {text!r}", field="as_of") from broken


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _print(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False))
