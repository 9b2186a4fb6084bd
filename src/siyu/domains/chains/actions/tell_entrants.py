"""Tell those who are in a chain what became of it."""

from __future__ import annotations

from django.urls import reverse

from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chat.actions.say_event import redraw_card
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.people.models import User


def tell_entrants(chain: Chain, by: User, title: str, body: str = "") -> None:
    """One notice a version to each whose entry stands, but not to who did it; inside the transaction."""
    rows = ChainEntry.objects.of(chain.account_id).filter(chain=chain, state=ChainEntry.State.JOINED)
    wanted = rows.exclude(user=None).exclude(user=by).values("user_id")
    url = reverse("chains:chain", kwargs={"group": chain.group.public_id, "chain": chain.public_id})
    users = User.objects.filter(pk__in=wanted)
    notify(users, "group", title, body, url, account=chain.group.account, key=f"chain:{chain.pk}.{chain.version}")


def redraw(chain: Chain) -> None:
    """Have open pages of the talk fetch the card anew."""
    if chain.seq:
        redraw_card(chain.group.conversation, chain.seq)
