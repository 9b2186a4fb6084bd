"""Saved segments: fetched with rights, listed with their sentence, and given as trees to those who inline them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries.sentences import Names, names_of, sentence
from siyu.domains.segments.tree.expand import users_of
from siyu.domains.segments.tree.parse import parse_tree
from siyu.domains.segments.types import Listed
from siyu.kernel.errors import NotFound


def living(account: Account | int) -> QuerySet[Segment]:
    """The account's segments that are not deleted."""
    return Segment.objects.of(account).filter(deleted_at=None)


def access_segment(desk: Desk, slug: str) -> Segment:
    """The segment with this slug; raises Forbidden without `segments.view`, NotFound for no such segment."""
    desk.require("segments.view")
    return segment_by_slug(desk.account, slug)


def segment_by_slug(account: Account, slug: str) -> Segment:
    """The segment with this slug, for callers whose rights are checked; raises NotFound."""
    found = living(account).filter(slug=slug).first()
    if found is None:
        raise NotFound(f"There is no segment {slug!r}.", slug=slug)
    return found


def saved_trees(account: Account | int) -> Mapping[str, Any]:
    """Every saved tree by slug, as stored."""
    return dict(living(account).values_list("slug", "tree"))


def list_segments(desk: Desk) -> list[Listed]:
    """The account's segments by name, each with its sentence and who stands on it; raises Forbidden."""
    desk.require("segments.view")
    found = list(living(desk.account).order_by("name", "pk"))
    trees = {segment.slug: segment.tree for segment in found}
    names = names_of(desk.account, {segment.slug: segment.name for segment in found})
    return [_listed(segment, names, users_of(segment.slug, trees)) for segment in found]


def _listed(segment: Segment, names: Names, used_by: tuple[str, ...]) -> Listed:
    fault, words = "", ""
    try:
        words = sentence(parse_tree(segment.tree, names.zone), names)
    except InvalidTree as broken:
        fault = broken.message
    return Listed(
        slug=segment.slug,
        name=segment.name,
        sentence=words,
        last_count=segment.last_count,
        last_counted_at=segment.last_counted_at,
        updated_at=segment.updated_at,
        used_by=used_by,
        fault=fault,
    )
