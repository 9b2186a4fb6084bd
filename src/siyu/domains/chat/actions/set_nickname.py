"""Be called differently in one conversation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.chat.models import Participant
from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid

_LENGTH = 20


def set_nickname(user: User, public_id: str, nickname: str) -> str:
    """Keep the nickname for this conversation; an empty one goes back to the user's own name.

    Raises NotFound, Invalid when it is too long or holds words that are not allowed.
    """
    seat = access_conversation(user, public_id)
    nickname = " ".join(nickname.split())
    if len(nickname) > _LENGTH or not nickname.isprintable():
        raise Invalid(_("A nickname has at most %(n)s letters.") % {"n": _LENGTH}, field="nickname")
    if nickname and screen_text(seat.conversation.account, nickname).verdict != "pass":
        raise Invalid(_("Please choose another nickname."), field="nickname")
    if seat.participant is not None:
        Participant.objects.filter(pk=seat.participant.pk).update(nickname=nickname)
    return nickname
