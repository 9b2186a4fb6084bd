"""Move what is taken in a chain: the only way to its counts, by conditional UPDATE."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F, Q
from django.utils.translation import gettext as _

from siyu.domains.chains.errors import NotEnoughLeft
from siyu.domains.chains.models import Chain, ChainEntry, ChainItem, ChainLine


def lines_of(entry: ChainEntry) -> dict[int, int]:
    """Item id → quantity, whether the entry stands or not."""
    rows = ChainLine.objects.of(entry.account_id).filter(entry=entry)
    return dict(rows.values_list("item_id", "quantity"))


def move_counts(chain: Chain, moved: Mapping[int, int], *, joined: int = 0) -> None:
    """Take so much more (or less) of each item, and of the chain; raises NotEnoughLeft and with it undoes everything.

    Call inside a transaction. The chain's row goes first, then the items by number, so no two wait for each other.
    """
    total = sum(moved.values())
    rows = Chain.objects.of(chain.account_id).filter(pk=chain.pk)
    if total > 0:
        rows = rows.filter(Q(cap=None) | Q(cap__gte=F("taken") + total))
    if rows.update(taken=F("taken") + total, joined=F("joined") + joined) != 1:
        raise NotEnoughLeft(_("There is not enough left. Take a little less."), item="")
    for item_id, by in sorted(moved.items()):
        items = ChainItem.objects.of(chain.account_id).filter(pk=item_id, chain=chain)
        if by > 0:
            items = items.filter(Q(cap=None) | Q(cap__gte=F("taken") + by))
        if items.update(taken=F("taken") + by) != 1:
            _refuse(chain, item_id)


def _refuse(chain: Chain, item_id: int) -> None:
    item = ChainItem.objects.of(chain.account_id).filter(pk=item_id).first()
    if item is None:
        raise NotEnoughLeft(_("This item is gone. Load the page again."), item="")
    left = max(0, (item.cap or 0) - item.taken)
    words = _("Of %(item)s only %(n)s are left. Take a little less.") % {"item": item.name, "n": left}
    raise NotEnoughLeft(words, item=item.name, left=left)
