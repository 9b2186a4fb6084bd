"""Let a scheduled note appear when its time has come."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.notes.actions.appearing import settle
from siyu.domains.notes.models import Note
from siyu.kernel import clock


def publish_due(public_id: str) -> bool:
    """Publish the note if it is scheduled and due; True when this call did it (said twice, it appears once)."""
    every = Note.objects.unscoped("the clock publishes notes of every account")
    with transaction.atomic():
        now = clock.now()
        due = every.filter(public_id=public_id, state=Note.State.SCHEDULED, publish_at__lte=now)
        if not due.update(state=Note.State.PUBLISHED, updated_at=now):
            return False
        settle(every.select_related("account").get(public_id=public_id))
    return True


def publish_all_due() -> int:
    """Publish whatever is due, should a waking have been lost (a restored backup); answers how many."""
    every = Note.objects.unscoped("the clock publishes notes of every account")
    due = every.filter(state=Note.State.SCHEDULED, publish_at__lte=clock.now()).values_list("public_id", flat=True)
    return sum(publish_due(public_id) for public_id in list(due[:1_000]))
