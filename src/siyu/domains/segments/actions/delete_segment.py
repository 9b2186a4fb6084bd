"""Delete a segment that nothing stands on; it can be restored."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.segments.errors import SegmentInUse
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries.segments import segment_by_slug
from siyu.domains.segments.queries.used_by import uses_of
from siyu.kernel import clock
from siyu.platform import audit


def delete_segment(desk: Desk, slug: str) -> Segment:
    """Delete it; its `pk` is what restore_segment takes. Raises Forbidden, NotFound, SegmentInUse."""
    desk.require("segments.edit")
    with transaction.atomic():
        segment = segment_by_slug(desk.account, slug)
        used = uses_of(desk.account, slug)
        if used:
            names = [thing.name for kind in used for thing in kind.things]
            told = "; ".join(f"{kind.label}: {', '.join(thing.name for thing in kind.things)}" for kind in used)
            raise SegmentInUse(f"{slug!r} is in use. {told}", slug=slug, used_by=names, told=told)
        segment.deleted_at = clock.now()
        segment.save(update_fields=["deleted_at"])
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="segment.deleted",
            target=f"segment:{segment.pk}",
            name=segment.name,
        )
    return segment
