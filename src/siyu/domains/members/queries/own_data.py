"""How a member's own data stands: the newest export, an erasure that waits."""

from __future__ import annotations

from siyu.domains.members import conf
from siyu.domains.members.models import DataExport, Erasure
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def export_of(user: User) -> DataExport | None:
    """The newest export that waits or can still be fetched."""
    alive = DataExport.objects.filter(user=user).exclude(state=DataExport.State.GONE)
    return alive.filter(asked_at__gt=clock.now() - conf.EXPORT_KEPT).order_by("-id").first()


def access_export(user: User, public_id: str) -> DataExport:
    """The user's own export; NotFound for everyone else's, for none, and for one whose days are over."""
    found = DataExport.objects.filter(user=user, public_id=public_id).exclude(state=DataExport.State.GONE).first()
    if found is None or (found.ready_at and found.ready_at <= clock.now() - conf.EXPORT_KEPT):
        raise NotFound("There is no such export.")
    return found


def standing_erasure(user: User) -> Erasure | None:
    """The erasure that waits, if any."""
    return Erasure.objects.filter(user=user, undone_at=None, done_at=None).first()
