"""A member of staff has a thread before them, or writes in it: colleagues see it."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.support.actions.tell_desk import tell_desk
from siyu.domains.support.models import Looking, Thread
from siyu.domains.support.queries.access import access_thread
from siyu.kernel import clock


def look_in(desk: Desk, conversation: str, *, writing: bool = False, seq: int = 0, gone: bool = False) -> None:
    """Remember that the asker looks (or writes, or has gone) and has read up to `seq`. Raises Forbidden, NotFound."""
    thread = access_thread(desk, conversation)
    mine = Looking.objects.of(desk.account).filter(thread=thread, user=desk.user)
    with transaction.atomic():
        if gone:
            mine.delete()
        else:
            Looking.objects.bulk_create(
                [Looking(account=desk.account, thread=thread, user=desk.user, writing=writing, at=clock.now())],
                update_conflicts=True, unique_fields=["thread", "user"], update_fields=["writing", "at"],
            )  # fmt: skip
        seq = min(seq, thread.conversation.last_seq)
        moved = Thread.objects.of(desk.account).filter(pk=thread.pk, staff_seq__lt=seq).update(staff_seq=seq)
        state = "gone" if gone else "writing" if writing else "reading"
        tell_desk(thread, "looking", uid=desk.user.uid, name=str(desk.user), state=state, read=bool(moved))
