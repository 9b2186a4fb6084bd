"""Say who looks after a thread: take it, give it to a colleague with a note, or put it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.people.models import User
from siyu.domains.support.actions.tell_desk import tell_desk
from siyu.domains.support.errors import TakenOver
from siyu.domains.support.models import Thread, ThreadNote
from siyu.domains.support.models.thread import NOTE_LENGTH
from siyu.domains.support.queries.access import access_thread, colleagues
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

ANYBODY = ""
"""In place of a uid: nobody in particular looks after it."""


def assign_thread(desk: Desk, conversation: str, to: str, note: str = "", *, was: str | None = None) -> Thread:
    """Hand the thread to the colleague of this uid (ANYBODY: to all), with a note for them; they get a notice.

    `was` is the uid of whom the page showed: when somebody else took it meanwhile, TakenOver is raised instead of
    taking it away from them. Raises Forbidden, NotFound, Invalid for who may not answer here.
    """
    thread = access_thread(desk, conversation)
    target = _colleague(desk, to)
    if len(note) > NOTE_LENGTH:
        raise Invalid(_("A note has at most %(n)s characters.") % {"n": NOTE_LENGTH}, field="note")
    with transaction.atomic():
        rows = Thread.objects.of(desk.account).filter(pk=thread.pk)
        if was is not None:
            rows = rows.filter(assignee__uid=was) if was else rows.filter(assignee=None)
        if not rows.update(assignee=target):
            raise TakenOver(_("A colleague took this conversation meanwhile. Load the page again."))
        thread.assignee = target
        ThreadNote.objects.create(
            account=desk.account, thread=thread, kind=ThreadNote.Kind.HANDED, by=desk.user, to=target,
            text=note.strip(), at=clock.now(),
        )  # fmt: skip
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="thread.assigned",
            target=f"thread:{conversation}", to=target.pk if target else None,
        )  # fmt: skip
        if target is not None and target.pk != desk.user.pk:
            _tell(desk, thread, target, note)
        tell_desk(thread, "assigned")
    return thread


def _colleague(desk: Desk, uid: str) -> User | None:
    if uid == ANYBODY:
        return None
    found = next((user for user in colleagues(desk.account) if user.uid == uid), None)
    if found is None:
        raise Invalid(_("This colleague cannot answer messages here."), field="to")
    return found


def _tell(desk: Desk, thread: Thread, target: User, note: str) -> None:
    title = _("%(name)s handed a conversation to you") % {"name": desk.user}
    url = f"/console/{desk.account.slug}/inbox/{thread.conversation.public_id}/"
    key = f"handed:{thread.conversation.public_id}:{clock.to_ms(clock.now())}"
    notify([target], "handed", title, note, url, account=desk.account, key=key)
