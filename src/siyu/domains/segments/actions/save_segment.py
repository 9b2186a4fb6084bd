"""Save a segment: a new one, or a new tree or name for one that exists."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from siyu.domains.accounts.types import Desk
from siyu.domains.segments.jobs import count_segment
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries.segments import living, saved_trees, segment_by_slug
from siyu.domains.segments.tree.expand import expand
from siyu.domains.segments.tree.parse import parse_tree
from siyu.domains.segments.types import Tree
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

SLUG_LENGTH = 60


def save_segment(desk: Desk, *, name: str, tree: Tree, slug: str | None = None) -> Segment:
    """Save a tree under a name; with the slug of an existing segment that one is changed, its slug stays.

    A new tree is counted by a job. Raises Forbidden, Invalid (name), InvalidTree (also for a segment that would contain
    itself), NotFound for a slug that no segment has.
    """
    desk.require("segments.edit")
    name = name.strip()
    if not 0 < len(name) <= SLUG_LENGTH:
        raise Invalid("A segment needs a name of at most 60 characters.", field="name")
    with transaction.atomic():
        segment = segment_by_slug(desk.account, slug) if slug else _new(desk, name)
        zone = desk.account.time_zone
        expand(parse_tree(tree, zone), saved_trees(desk.account), zone, within=segment.slug)
        changed = segment.pk is None or segment.tree != dict(tree)
        segment.name, segment.tree, segment.updated_at = name, dict(tree), clock.now()
        if changed:
            segment.last_count = segment.last_counted_at = None
        segment.save()
        if changed:
            count_segment.enqueue(segment.pk)
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="segment.saved",
            target=f"segment:{segment.pk}",
            name=name,
            tree=segment.tree,
        )
    return segment


def _new(desk: Desk, name: str) -> Segment:
    return Segment(account=desk.account, slug=free_slug(desk, name), created_by=desk.user, created_at=clock.now())


def free_slug(desk: Desk, name: str) -> str:
    """A slug made from the name that no living segment of the account has."""
    stem = slugify(name, allow_unicode=True)[: SLUG_LENGTH - 6] or "segment"
    taken = set(living(desk.account).filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
