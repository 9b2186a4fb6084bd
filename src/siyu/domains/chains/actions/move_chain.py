"""Close a chain, open it again, cancel it, bring it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chains.actions.tell_entrants import redraw, tell_entrants
from siyu.domains.chains.errors import ChainOver
from siyu.domains.chains.models import Chain
from siyu.domains.chains.queries.access import lock_chain
from siyu.domains.chains.rules import MOVES
from siyu.domains.chains.types import Sight
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def move_chain(sight: Sight, move: str) -> Chain:
    """Bring the chain to where the move leads and tell its entrants; already there, nothing happens.

    Raises Forbidden, Invalid for no such move, ChainOver when it cannot follow.
    """
    sight.require_runs()
    if move not in MOVES:
        raise Invalid("There is no such move.", field="move")
    sources, target = MOVES[move]
    with transaction.atomic():
        chain = lock_chain(sight)
        if chain.state == target or (move == "restore" and chain.state != "cancelled"):
            return chain
        if chain.state not in sources:
            raise ChainOver(_("This is not possible any more. Please load the page again."), state=chain.state)
        before, chain.state = chain.state, (chain.state_before or target) if move == "restore" else target
        chain.state_before, chain.version = before, chain.version + 1
        chain.save(update_fields=["state", "state_before", "version"])
        tell_entrants(chain, sight.lead.user, _words(move) % {"title": chain.title}, sight.lead.group.name)
        redraw(chain)
        audit.record(
            account_id=chain.account_id, actor_id=sight.lead.user.pk, act=f"chain.{move}",
            target=f"chain:{chain.public_id}",
        )  # fmt: skip
    return chain


def _words(move: str) -> str:
    return {
        "close": _("The chain “%(title)s” is closed"),
        "reopen": _("The chain “%(title)s” is open again"),
        "cancel": _("The chain “%(title)s” is cancelled"),
        "restore": _("The chain “%(title)s” takes place after all"),
    }[move]
