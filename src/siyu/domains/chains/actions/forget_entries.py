"""Forget a member in chains: what was not picked up is given back, names and phone numbers go."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.chains.actions.withdraw_entry import release
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chat.actions.say_event import orphan_card
from siyu.domains.people.models import User

_OWN: Final = "a member is forgotten everywhere"


def forget_entries(user: User) -> int:
    """Empty every entry of the member; the number stays, so that the others keep theirs. Answers how many."""
    gone = 0
    for entry in list(ChainEntry.objects.unscoped(_OWN).filter(user=user).order_by("pk")):
        with transaction.atomic():
            rows = Chain.objects.of(entry.account_id).select_for_update()
            chain = rows.get(pk=entry.chain_id)
            fresh = ChainEntry.objects.of(entry.account_id).get(pk=entry.pk)
            if fresh.state == ChainEntry.State.JOINED and fresh.picked_up_at is None:
                release(chain, fresh)
            fresh.user, fresh.name, fresh.phone, fresh.remark, fresh.reason = None, "", "", "", ""
            fresh.save(update_fields=["user", "name", "phone", "remark", "reason"])
            gone += 1
    made = Chain.objects.unscoped(_OWN).filter(by=user)
    for chain in list(made.filter(numbered__gt=0).select_related("group__conversation__account")):
        with transaction.atomic():
            orphan_card(chain.group.conversation, chain.seq)  # others are in it
    made.update(by=None, nonce="")
    return gone
