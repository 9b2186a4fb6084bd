"""Pin a message to the top, or take it down."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat import conf
from siyu.domains.chat.actions.tell_room import tell_change
from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import access_conversation, access_message
from siyu.domains.chat.rules import reference
from siyu.domains.chat.types import kinds
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform import audit


def pin_message(user: User, public_id: str, seq: int, *, pinned: bool = True) -> Message:
    """Pin or unpin, for those who lead. Raises NotFound, Forbidden, Invalid when ten are pinned. Idempotent."""
    seat = access_conversation(user, public_id)
    conversation = seat.conversation
    if not kinds[conversation.kind].may_lead(conversation, user):
        raise Forbidden(_("Only those who lead this group can pin messages."))
    with transaction.atomic():
        message = access_message(seat, seq)
        if (message.pinned_at is not None) == pinned:
            return message
        others = Message.objects.filter(conversation=conversation, pinned_at__isnull=False)
        if pinned and message.state != "shown":
            raise Invalid(_("This message cannot be pinned."))
        if pinned and others.count() >= conf.PINS_MOST:
            raise Invalid(_("At most %(n)s messages can be pinned. Take one down first.") % {"n": conf.PINS_MOST})
        message.pinned_at = clock.now() if pinned else None
        message.save(update_fields=["pinned_at"])
        tell_change(conversation, message)
        audit.record(
            account_id=conversation.account_id, actor_id=user.pk,
            act="message.pinned" if pinned else "message.unpinned", target=f"message:{reference(public_id, seq)}",
        )  # fmt: skip
    return message
