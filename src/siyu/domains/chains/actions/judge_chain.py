"""Hide a chain or the remark of an entry after review, or bring it back: their doors among what can be reported."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.urls import reverse

from siyu.domains.chains.actions.make_chain import post_chain
from siyu.domains.chains.actions.pass_deadline import pass_deadline
from siyu.domains.chains.actions.tell_entrants import redraw
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.queries.access import see_chain
from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound

_WHY: Final = "a public id names one thing of one account; who reviews is checked by moderation"


def describe_chain(target: str) -> Described:
    """A chain as reviewers see it; raises NotFound."""
    chain = _chain(target)
    return Described(chain.title, chain.intro or chain.title, chain.by_id or 0, chain.account_id, _url(chain))


def check_sees_chain(user: User, target: str) -> None:
    """Raises NotFound for whoever is not in its group, and for a hidden chain."""
    see_chain(user, _chain(target).group.public_id, target)


def hide_chain(target: str, _reason: str) -> None:
    """Show it to no member any more; its entries stay."""
    chain = _chain(target)
    Chain.objects.of(chain.account_id).filter(pk=chain.pk, hidden_at=None).update(hidden_at=clock.now())
    redraw(chain)


def restore_chain(target: str) -> None:
    """Show it again, or for the first time when it was held; twice does nothing."""
    with transaction.atomic():
        chain = _chain(target)
        rows = Chain.objects.of(chain.account_id).filter(pk=chain.pk).exclude(hidden_at=None, held_at=None)
        if not rows.update(hidden_at=None, held_at=None):
            return
        chain.hidden_at = chain.held_at = None
        if chain.group.dissolved_at is not None:
            return
        if chain.seq:
            redraw(chain)
        else:
            post_chain(chain)
        pass_deadline(chain.public_id)


def describe_entry(target: str) -> Described:
    """An entry's remark as reviewers see it; raises NotFound."""
    entry = _entry(target)
    return Described(entry.chain.title, entry.remark, entry.user_id or 0, entry.account_id, _url(entry.chain))


def check_sees_entry(user: User, target: str) -> None:
    """Raises NotFound for whoever does not see the chain, and for a remark that was hidden or waits for review."""
    entry = _entry(target)
    see_chain(user, entry.chain.group.public_id, entry.chain.public_id)
    if entry.hidden_at is not None or (entry.held_at is not None and entry.user_id != user.pk):
        raise NotFound(target=target)


def hide_entry(target: str, _reason: str) -> None:
    """Show the remark to nobody but those who run the chain."""
    entry = _entry(target)
    ChainEntry.objects.of(entry.account_id).filter(pk=entry.pk, hidden_at=None).update(hidden_at=clock.now())


def restore_entry(target: str) -> None:
    """Show the remark again, or for the first time when it was held."""
    entry = _entry(target)
    ChainEntry.objects.of(entry.account_id).filter(pk=entry.pk).update(hidden_at=None, held_at=None)


def _url(chain: Chain) -> str:
    return reverse("chains:chain", kwargs={"group": chain.group.public_id, "chain": chain.public_id})


def _chain(target: str) -> Chain:
    rows = Chain.objects.unscoped(_WHY).select_related("group__conversation", "group__account", "by")
    found: Chain | None = rows.filter(public_id=target).first()
    if found is None:
        raise NotFound(target=target)
    return found


def _entry(target: str) -> ChainEntry:
    rows = ChainEntry.objects.unscoped(_WHY).select_related("chain__group")
    found: ChainEntry | None = rows.filter(public_id=target).first()
    if found is None:
        raise NotFound(target=target)
    return found
