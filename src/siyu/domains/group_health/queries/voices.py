"""What the account itself said in its groups, which is no fact of any fan."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from siyu.domains.accounts.models import Account
from siyu.domains.chat.models import Message
from siyu.domains.group_health.types import Span
from siyu.domains.groups.models import Group


def account_messages_of(account: Account, span: Span) -> Counter[str]:
    """Public id of a group → messages in the account's voice in the window. One query."""
    said = Message.objects.filter(voice="account", sent_at__gte=span.start, sent_at__lt=span.end)
    rooms = Group.objects.of(account).filter(dissolved_at=None).values("conversation")
    counted = said.filter(conversation__in=rooms).values_list("conversation__public_id").annotate(n=Count("pk"))
    return Counter(dict(counted))
