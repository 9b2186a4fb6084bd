"""A member writes to an account for the first time, or goes on where they were."""

from __future__ import annotations

import re
from typing import Final

from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.chat.actions.open_conversation import open_conversation
from siyu.domains.chat.actions.seat_participant import seat_participant
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.models import Message
from siyu.domains.chat.types import Draft
from siyu.domains.members.queries.blocking import account_blocked
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.domains.people.models import User
from siyu.domains.support.errors import Blocked
from siyu.domains.support.models import Thread
from siyu.domains.support.queries.access import own_thread
from siyu.kernel import clock
from siyu.platform.http.limits import spend

_SOURCE: Final = re.compile(r"[a-z]{2,12}:[0-9A-Za-z_-]{1,40}")
OPENINGS: Final = "20/hour"
"""How many accounts one member may write to for the first time."""


def open_direct(user: User, account: Account, draft: Draft, *, source: str = "") -> Message:
    """Send the member's message, opening the conversation when there is none; two taps at once open one.

    `source` says what they came from (`note:k3x9`). Raises Blocked, Muted, and whatever sending raises.
    """
    thread = own_thread(user, account)
    if thread is not None:
        return send_message(user, thread.conversation.public_id, draft)
    if account_blocked(user, account):
        raise Blocked
    check_may_speak(user, account)
    spend("support.open", OPENINGS, f"user:{user.pk}")
    with transaction.atomic():
        thread = _open(user, account, source)
        return send_message(user, thread.conversation.public_id, draft)


def _open(user: User, account: Account, source: str) -> Thread:
    Account.objects.select_for_update().get(pk=account.pk)  # two openings at a time are told apart here
    known = own_thread(user, account)
    if known is not None:
        return known
    conversation, now = open_conversation(account, "direct"), clock.now()
    seat_participant(conversation, user, whole_log=True)
    thread: Thread = Thread.objects.create(
        account=account, conversation=conversation, user=user, last_at=now, opened_at=now,
        opened_from=source if _SOURCE.fullmatch(source) else "",
    )  # fmt: skip
    return thread
