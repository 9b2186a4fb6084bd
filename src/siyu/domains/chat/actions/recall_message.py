"""Take a message back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat import conf
from siyu.domains.chat.actions.tell_room import tell_change
from siyu.domains.chat.errors import TooLate
from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import access_conversation, access_message
from siyu.domains.chat.rules import HOLDER, may_recall, reference
from siyu.domains.chat.types import kinds
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden
from siyu.platform import audit


def recall_message(user: User, public_id: str, seq: int) -> Message:
    """Recall one's own message within two minutes, or anyone's when one leads there; its number stays. Idempotent.

    Raises NotFound, Forbidden for other people's messages, TooLate.
    """
    seat = access_conversation(user, public_id)
    conversation = seat.conversation
    with transaction.atomic():
        message = access_message(seat, seq)
        leads, own = kinds[conversation.kind].may_lead(conversation, user), message.sender_id == user.pk
        if message.kind == Message.Kind.SYSTEM or not (own or leads):
            raise Forbidden(_("This message is not yours."))
        if message.recalled_at is not None:
            return message
        if not may_recall(message.sent_at, clock.now(), seconds=conf.RECALL_SECONDS, leads=leads):
            raise TooLate(_("A message can be recalled for two minutes."))
        changed = Message.objects.filter(pk=message.pk, recalled_at=None).update(
            recalled_at=clock.now(), pinned_at=None
        )
        message.refresh_from_db()
        message.conversation = conversation
        if changed:
            if message.sender is not None:  # the picture goes with it
                hold_assets(message.sender, HOLDER, reference(public_id, seq), [], public=False)
            tell_change(conversation, message)
            target = f"message:{reference(public_id, seq)}"
            audit.record(
                account_id=conversation.account_id, actor_id=user.pk, act="message.recalled", target=target, own=own
            )
    return message
