"""Cross off an entry whose things were picked up, or take that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chains.models import ChainEntry
from siyu.domains.chains.types import Sight
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def hand_out(sight: Sight, number: int, *, done: bool) -> None:
    """Note that an entry was picked up (or was not). Saying it twice notes it once. Raises Forbidden, NotFound."""
    sight.require_runs()
    chain, user = sight.chain, sight.lead.user
    with transaction.atomic():
        rows = ChainEntry.objects.of(chain.account_id).filter(chain=chain, number=number, state=ChainEntry.State.JOINED)
        if not rows.exists():
            raise NotFound(_("This entry does not stand any more."))
        if done:
            moved = rows.filter(picked_up_at=None).update(picked_up_at=clock.now(), picked_up_by=user)
        else:
            moved = rows.exclude(picked_up_at=None).update(picked_up_at=None, picked_up_by=None)
        if moved:
            audit.record(
                account_id=chain.account_id, actor_id=user.pk,
                act="chain_entry.picked_up" if done else "chain_entry.not_picked_up",
                target=f"chain:{chain.public_id}", number=number,
            )  # fmt: skip
