"""Take an entry out of a chain and say why, and bring it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chains.actions.moving_counts import lines_of, move_counts
from siyu.domains.chains.actions.tell_entrants import redraw, tell_entrant
from siyu.domains.chains.actions.withdraw_entry import release
from siyu.domains.chains.errors import PickedUp
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.models.entry import REASON_LENGTH
from siyu.domains.chains.queries.access import lock_chain
from siyu.domains.chains.rules import one_line
from siyu.domains.chains.types import Sight
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit

_State = ChainEntry.State


def remove_entry(sight: Sight, number: int, reason: str) -> ChainEntry:
    """Give back what the entry holds, keep its number, tell its owner why. Twice does nothing more.

    Whatever state the chain is in; whoever was taken out cannot join it again by themselves.
    Raises Forbidden, NotFound, PickedUp, Invalid (reason).
    """
    sight.require_leads()
    reason = one_line(reason)
    if not 0 < len(reason) <= REASON_LENGTH:
        raise Invalid(
            _("Say why, in at most %(n)s characters: its owner reads it.") % {"n": REASON_LENGTH}, field="reason"
        )
    with transaction.atomic():
        chain, entry = _locked(sight, number)
        if entry.state == _State.REMOVED:
            return entry
        if entry.state != _State.JOINED:
            raise NotFound(_("This entry does not stand any more."))
        if entry.picked_up_at is not None:
            raise PickedUp(_("This was picked up. Take that back first."))
        release(chain, entry, _State.REMOVED)
        entry.reason = reason
        entry.save(update_fields=["reason"])
        _told(sight, chain, entry, "removed")
        tell_entrant(
            chain, entry, lambda: (_("You were taken out of “%(title)s”") % {"title": chain.title}, reason), "removed"
        )
    return entry


def restore_entry(sight: Sight, number: int) -> ChainEntry:
    """Let a removed entry stand again as it was, as far as enough is left. Twice does nothing more.

    Raises Forbidden, NotFound, NotEnoughLeft.
    """
    sight.require_leads()
    with transaction.atomic():
        chain, entry = _locked(sight, number)
        if entry.state == _State.JOINED:
            return entry
        if entry.state != _State.REMOVED or entry.user_id is None:
            raise NotFound(_("There is no such entry to bring back."))
        move_counts(chain, lines_of(entry), joined=1)
        entry.state, entry.reason, entry.changed_at = _State.JOINED, "", clock.now()
        entry.save(update_fields=["state", "reason", "changed_at"])
        _told(sight, chain, entry, "restored")
        tell_entrant(
            chain, entry,
            lambda: (_("You are in “%(title)s” again") % {"title": chain.title}, _("Number %(n)s") % {"n": number}),
            "restored",
        )  # fmt: skip
    return entry


def _locked(sight: Sight, number: int) -> tuple[Chain, ChainEntry]:
    chain = lock_chain(sight)
    entry = ChainEntry.objects.of(chain.account_id).filter(chain=chain, number=number).first()
    if entry is None:
        raise NotFound(_("This entry does not stand any more."))
    return chain, entry


def _told(sight: Sight, chain: Chain, entry: ChainEntry, act: str) -> None:
    redraw(chain)
    audit.record(
        account_id=chain.account_id, actor_id=sight.lead.user.pk, act=f"chain_entry.{act}",
        target=f"chain:{chain.public_id}", number=entry.number, reason=entry.reason,
    )  # fmt: skip
