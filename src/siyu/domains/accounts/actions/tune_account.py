"""Keep what an owner tuned for one domain."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.platform import audit


def tune_account(desk: Desk, part: str, tuned: dict[str, Any]) -> None:
    """Put `tuned` over the account's settings of `part` (a domain's name); the domain checks the values before."""
    desk.require("account.settings")
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=desk.account.pk)
        before = account.settings.get(part) or {}
        after = {**before, **tuned}
        account.settings = {**account.settings, part: after}
        account.save(update_fields=["settings"])
        desk.account.settings = account.settings
        audit.record(
            account_id=account.pk,
            actor_id=desk.user.pk,
            act="account.tuned",
            target=f"account:{account.pk}",
            part=part,
            before={key: before.get(key) for key in tuned},
            after=tuned,
        )
