"""On which channels an account knows people."""

from __future__ import annotations

from typing import Final

from django.db import connection

from siyu.domains.accounts.models import Account

# From one distinct value to the next by the index: as many seeks as channels, whatever the number of identities.
_STEP: Final = "SELECT min(channel) FROM fans_identity WHERE account_id = %s"
_SQL: Final = f"""WITH RECURSIVE known(channel) AS (
  {_STEP} UNION ALL SELECT ({_STEP} AND channel > known.channel) FROM known WHERE known.channel IS NOT NULL
) SELECT channel FROM known WHERE channel IS NOT NULL"""  # noqa: S608 - built of our own words


def channels_known(account: Account) -> list[str]:
    """Channels of the account's identities, in order; the empty one stands for identities that hold everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [account.pk, account.pk])
        return [channel for (channel,) in cursor.fetchall()]
