"""Undo the deletion of a segment."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.segments.actions.save_segment import free_slug
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries.segments import living
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def restore_segment(desk: Desk, segment_id: int) -> Segment:
    """Bring a deleted segment back, under another slug when its own is taken by now. Raises Forbidden, NotFound."""
    desk.require("segments.edit")
    with transaction.atomic():
        deleted = Segment.objects.of(desk.account).exclude(deleted_at=None)
        segment: Segment | None = deleted.filter(pk=segment_id).first()
        if segment is None:
            raise NotFound("There is no such deleted segment.")
        if living(desk.account).filter(slug=segment.slug).exists():
            segment.slug = free_slug(desk, segment.name)
        segment.deleted_at = None
        segment.save(update_fields=["deleted_at", "slug"])
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="segment.restored", target=f"segment:{segment.pk}"
        )
    return segment
