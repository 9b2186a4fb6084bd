"""Mark notices as read."""

from __future__ import annotations

from siyu.domains.inbox.models import Notice
from siyu.domains.inbox.queries.notices import notices_of
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def read_all(user: User, family: str = "") -> int:
    """Mark everything (of a family) as read; answers how many were new."""
    return notices_of(user, family).filter(read_at=None).update(read_at=clock.now())


def read_one(user: User, notice_id: int) -> Notice:
    """Mark one of the user's notices as read and answer it. Raises NotFound."""
    found = Notice.objects.filter(user=user, pk=notice_id).first()
    if found is None:
        raise NotFound(notice=notice_id)
    if found.read_at is None:
        Notice.objects.filter(pk=found.pk, read_at=None).update(read_at=clock.now())
    return found
