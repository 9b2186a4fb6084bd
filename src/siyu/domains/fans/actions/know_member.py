"""Who a member is to an account: the fan who bears their log-in, joined with the buyer of the same phone or unionid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import merging
from siyu.domains.fans.actions.match_identities import Claim, Key, match_identities
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.domains.fans.models import Identity
from siyu.domains.fans.queries.identity_values import phone_value, plain_phone
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.text import mask_phone
from siyu.platform.outbox.statement import state

CHANNEL: Final = "siyu"
_SECOND: Final = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class KnownMember:
    """A member as one account knows them: ids of `fans.Person` and of the identity their facts are attributed to."""

    person: int
    identity: int


def know_member(account: Account, user: User) -> KnownMember:
    """Find or make the fan that a member is to an account. Call inside the transaction of the member's act.

    The log-in itself is the first evidence, then a unionid, then a confirmed phone number: so whoever bought on
    another platform under the same number is the same fan from their first act on. What does not agree opens a review.
    """
    found = _known(account, user)
    if found is not None:
        return found
    merging.lock(account)
    found = _known(account, user)  # another request may have been first
    if found is not None:
        return found
    matched = match_identities(account, [claim_of(user)], source="member")
    state(PERSONS_CHANGED, account.pk, persons=sorted(matched.new | matched.changed))
    return KnownMember(matched.persons[0], matched.identities[0])


def claim_of(user: User) -> Claim:
    """What a member's log-in proves of them, as `match_identities` takes it."""
    phone = plain_phone(user.phone or "")
    return Claim(
        keys=tuple(_keys(user, phone)),
        seen=clock.now().strftime(_SECOND),
        name=user.name,
        phone_masked=mask_phone(phone) if phone else "",
    )


def _known(account: Account, user: User) -> KnownMember | None:
    rows = Identity.objects.of(account).filter(kind=Identity.Kind.MEMBER, channel=CHANNEL, value=user.uid)
    row = rows.values_list("person_id", "pk").first()
    return KnownMember(*row) if row else None


def _keys(user: User, phone: str | None) -> list[Key]:
    keys = [Key(Identity.Kind.MEMBER.value, CHANNEL, user.uid, user.name or user.uid)]
    if user.unionid:
        keys.append(Key(Identity.Kind.UNIONID.value, "", user.unionid, user.unionid))
    if phone:
        keys.append(Key(Identity.Kind.PHONE.value, "", phone_value(phone), mask_phone(phone)))
    return keys
