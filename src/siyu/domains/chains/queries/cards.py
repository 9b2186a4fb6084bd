"""A chain in the talk of its group, and its row on the group's page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.chains.models import Chain, ChainEntry, ChainItem
from siyu.domains.chains.queries.access import see_chain, shown_chains
from siyu.domains.chains.rules import left_of_all, standing
from siyu.domains.chains.types import STATE_LABELS
from siyu.domains.chat.models import Message
from siyu.domains.groups.models import Group
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound

_SHOWN = 4


def start_url(group: Group) -> str:
    """Where a chain is made."""
    return reverse("chains:new", kwargs={"group": group.public_id})


def list_url(group: Group) -> str:
    """The chains of a group."""
    return reverse("chains:list", kwargs={"group": group.public_id})


def note_of(group: Group, user: User) -> str:
    """How many chains take entries now, in words."""
    now = clock.now()
    running = shown_chains(group, user).filter(state=Chain.State.OPEN).exclude(deadline__lte=now).count()
    return ngettext("%(n)s is open", "%(n)s are open", running) % {"n": running} if running else _("None is open")


def render_chain_card(user: Any, message: Message) -> tuple[str, dict[str, Any]] | None:
    """Template and context of the card; None when the chain is gone or hidden. Three queries."""
    rows = Chain.objects.of(message.conversation.account_id).select_related("group")
    wanted = rows.filter(group__conversation_id=message.conversation_id, hidden_at=None, held_at=None)
    chain: Chain | None = wanted.filter(public_id=str(message.body.get("id", ""))).first()
    if chain is None:
        return None
    items = list(ChainItem.objects.of(chain.account_id).filter(chain=chain))
    mine = ChainEntry.objects.of(chain.account_id).filter(chain=chain, user_id=user.pk, state=ChainEntry.State.JOINED)
    state = standing(chain.state, chain.deadline, clock.now())
    return "chains/card.html", {
        "chain": chain, "group_id": chain.group.public_id, "items": items[:_SHOWN], "more": len(items) > _SHOWN,
        "left": left_of_all(chain.cap, chain.taken, [(item.cap, item.taken) for item in items]), "state": state,
        "label": STATE_LABELS[state], "number": mine.values_list("number", flat=True).first(),
    }  # fmt: skip


def may_see_pictures(user: Any, public_id: str) -> bool:
    """Whether somebody is in the group whose chain it is, or works for its account."""
    rows = Chain.objects.unscoped("a public id names one chain; whether the asker may see it is checked here")
    found = rows.filter(public_id=public_id).values_list("group__public_id", "account_id").first()
    if found is None or not user.is_authenticated:
        return False
    if user.memberships.filter(account_id=found[1]).exists():
        return True
    try:
        see_chain(user, found[0], public_id)
    except NotFound:
        return False
    return True
