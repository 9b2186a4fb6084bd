"""Give or withdraw consent, per account, purpose and channel; switch personalisation on or off."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import Consent, Profile
from siyu.domains.members.types import CHANNELS, PURPOSES
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def give_consent(user: User, account: Account, purpose: str, channel: str) -> None:
    """Yes from now on; said twice it is one row. Raises Invalid for a purpose or channel that is none."""
    _check(purpose, channel)
    words = f"{PURPOSES[purpose]} · {CHANNELS[channel]}"
    with transaction.atomic():
        rows = Consent.objects.of(account)
        rows.get_or_create(
            account=account, user=user, purpose=purpose, channel=channel, withdrawn_at=None,
            defaults={"words": words, "given_at": clock.now()},
        )  # fmt: skip


def withdraw_consent(user: User, account: Account, purpose: str, channel: str) -> None:
    """No from now on; that it held until now stays on record."""
    _check(purpose, channel)
    rows = Consent.objects.of(account).filter(user=user, purpose=purpose, channel=channel, withdrawn_at=None)
    rows.update(withdrawn_at=clock.now())


def set_personalised(user: User, *, on: bool) -> None:
    """Let what the user is shown depend on what they did, or not."""
    Profile.objects.update_or_create(user=user, defaults={"personalised": on})


def _check(purpose: str, channel: str) -> None:
    if purpose not in PURPOSES or channel not in CHANNELS:
        raise Invalid("There is no such purpose or channel.", purpose=purpose, channel=channel)
