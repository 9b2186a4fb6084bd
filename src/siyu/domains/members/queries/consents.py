"""What members allowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import Consent, Profile
from siyu.domains.people.models import User
from siyu.platform.db.prepared import Prepared

_OWN = "a member reads their own consents"
_switched_off = Prepared(lambda user: Profile.objects.filter(user_id=user, personalised=False).values_list("pk"))


def personalised(user: Any) -> bool:
    """Whether what the user is shown may depend on what they did; yes unless they switched it off.

    For whoever is not logged in the answer is no: nothing is known that could be used.
    """
    if not user.is_authenticated:
        return False
    return not _switched_off(user.pk)


def consented(account: Account, user: User, purpose: str, channel: str) -> bool:
    """Whether the user allowed the account messages of this purpose by this channel, now."""
    rows = Consent.objects.of(account).filter(user=user, purpose=purpose, channel=channel, withdrawn_at=None)
    return rows.exists()


def consented_users(account: Account, purpose: str, channel: str) -> Iterable[int]:
    """Ids of all users who allow it now; a lazy query that can stand inside another."""
    rows = Consent.objects.of(account).filter(purpose=purpose, channel=channel, withdrawn_at=None)
    return rows.values_list("user_id", flat=True)


def consents_of(user: User, account: Account | None = None) -> list[Consent]:
    """The user's consents that hold, of one account or of all, newest first."""
    rows = Consent.objects.unscoped(_OWN).filter(user=user, withdrawn_at=None).select_related("account")
    return list((rows.filter(account=account) if account else rows).order_by("-id"))
