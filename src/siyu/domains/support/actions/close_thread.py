"""Close a thread that is done with, or open it again."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.support.actions.tell_desk import tell_desk
from siyu.domains.support.models import Thread, ThreadNote
from siyu.domains.support.queries.access import access_thread
from siyu.kernel import clock
from siyu.platform import audit


def close_thread(desk: Desk, conversation: str, *, closed: bool = True) -> bool:
    """Put the thread away (the member may still write: that opens it again); answers whether anything changed.

    Whoever closes an unanswered thread says that no answer is needed: the clock stops without a reply time.
    Raises Forbidden, NotFound.
    """
    thread = access_thread(desk, conversation)
    before, after = (Thread.State.OPEN, Thread.State.CLOSED) if closed else (Thread.State.CLOSED, Thread.State.OPEN)
    with transaction.atomic():
        rows = Thread.objects.of(desk.account).filter(pk=thread.pk, state=before)
        fields = {"state": after, **({"waiting_since": None} if closed else {})}
        if not rows.update(**fields):
            return False
        kind = ThreadNote.Kind.CLOSED if closed else ThreadNote.Kind.OPENED
        ThreadNote.objects.create(account=desk.account, thread=thread, kind=kind, by=desk.user, at=clock.now())
        act = "thread.closed" if closed else "thread.opened"
        audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"thread:{conversation}")
        tell_desk(thread, "closed" if closed else "opened")
    return True
