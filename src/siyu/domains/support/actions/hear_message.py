"""What a message of a direct conversation means for the inbox: somebody waits, or was answered."""

from __future__ import annotations

from typing import Any

from siyu.domains.chat.models import Conversation, Message
from siyu.domains.chat.queries.messages import summary
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.people.models import User
from siyu.domains.support import rules
from siyu.domains.support.actions.tell_desk import tell_desk
from siyu.domains.support.models import Thread, ThreadNote, Turn
from siyu.domains.support.queries.access import thread_of
from siyu.kernel import clock
from siyu.kernel.ids import derived_id


def hear_message(conversation: Conversation, message: Message) -> None:
    """Keep the thread's state in step, in the transaction of the message (which holds the conversation's row)."""
    thread = thread_of(conversation)
    thread.conversation = conversation
    if message.voice == Message.Voice.ACCOUNT:
        _answered(thread, message)
    else:
        _asked(thread, message)
    tell_desk(thread, "message")


def _asked(thread: Thread, message: Message) -> None:
    """The first unanswered message starts the clock and is a fact; a closed thread opens again."""
    rows = Thread.objects.of(thread.account_id).filter(pk=thread.pk)
    rows.update(last_at=message.sent_at)
    if rows.filter(state=Thread.State.CLOSED).update(state=Thread.State.OPEN):
        _note(thread, ThreadNote.Kind.OPENED)
    if not rows.filter(waiting_since=None).update(waiting_since=message.sent_at):
        return
    person = _state(thread, message, "direct.asked", {})
    rows.update(person_id=person)


def _answered(thread: Thread, message: Message) -> None:
    """An answer stops the clock once, whoever else answers at the same time; who answers first looks after it."""
    rows = Thread.objects.of(thread.account_id).filter(pk=thread.pk)
    asked = rows.values_list("waiting_since", flat=True).get()
    rows.filter(assignee=None).update(assignee=message.sender)
    rows.update(last_at=message.sent_at, staff_seq=message.seq)
    if asked is not None and rows.filter(waiting_since=asked).update(waiting_since=None):
        seconds = rules.seconds_between(asked, message.sent_at)
        Turn.objects.create(
            account_id=thread.account_id, thread=thread, asked_at=asked, answered_at=message.sent_at, seconds=seconds,
            by=message.sender,
        )  # fmt: skip
        _state(thread, message, "direct.answered", {"seconds": seconds})
    _tell_member(thread, message)


def _tell_member(thread: Thread, message: Message) -> None:
    """One notice for each stretch that the member has not read."""
    seat = thread.conversation.participants.filter(user_id=thread.user_id, left_at=None, muted=False).first()
    if seat is None:
        return
    conversation = thread.conversation
    title, url = conversation.account.name, f"/d/{conversation.public_id}/"
    key = f"direct:{conversation.public_id}.{seat.read_seq}"
    notify([seat.user], "direct", title, summary(message), url, account=conversation.account, key=key)


def _state(thread: Thread, message: Message, kind: str, props: dict[str, Any]) -> int:
    """State the fact about the member, once for a message; answers who the member is."""
    account, at = thread.conversation.account, message.sent_at
    name = f"{thread.conversation.public_id}.{message.seq}"
    known = state_act(
        account, thread.user, kind, object_type="direct", object_id=thread.conversation.public_id, at=at, props=props,
        event_id=derived_id(clock.to_ms(at), kind, name),
    )  # fmt: skip
    return known.person


def _note(thread: Thread, kind: str, by: User | None = None) -> None:
    ThreadNote.objects.create(account_id=thread.account_id, thread=thread, kind=kind, by=by, at=clock.now())
