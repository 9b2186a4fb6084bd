"""A number or a WeChat came to a member's log-in: each account that knows the member learns it at once."""

from __future__ import annotations

from typing import Final

from siyu.domains.fans.actions import merging
from siyu.domains.fans.actions.know_member import CHANNEL, claim_of
from siyu.domains.fans.actions.match_identities import match_identities
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.domains.fans.models import Identity
from siyu.domains.people.models import User
from siyu.platform.outbox.statement import state

_WHY: Final = "a log-in belongs to no account"


def relearn_member(user: User) -> None:
    """Match the member anew at each account, inside the transaction of the change; doubts open a review as ever."""
    rows = Identity.objects.unscoped(_WHY).filter(kind=Identity.Kind.MEMBER, channel=CHANNEL, value=user.uid)
    for row in rows.select_related("account").order_by("account_id"):
        merging.lock(row.account)
        matched = match_identities(row.account, [claim_of(user)], source="member")
        state(PERSONS_CHANGED, row.account_id, persons=sorted(matched.new | matched.changed))
