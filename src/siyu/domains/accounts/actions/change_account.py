"""Change what an account is called and where its days begin."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.platform import audit


def change_account(desk: Desk, *, name: str, time_zone: str) -> None:
    """Keep the new name and time zone. A new time zone moves the borders of days in every later figure."""
    desk.require("account.settings")
    account = desk.account
    before = {"name": account.name, "time_zone": account.time_zone}
    after = {"name": name, "time_zone": time_zone}
    if before == after:
        return
    account.name, account.time_zone = name, time_zone
    with transaction.atomic():
        account.save(update_fields=["name", "time_zone"])
        audit.record(
            account_id=account.pk,
            actor_id=desk.user.pk,
            act="account.changed",
            target=f"account:{account.pk}",
            before=before,
            after=after,
        )
