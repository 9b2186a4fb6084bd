"""Tell those who are in a chain what became of it, or of their entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chat.actions.say_event import redraw_card
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.people.models import User
from siyu.kernel import clock

Words = Callable[[], tuple[str, str]]
"""Title and text of a notice, asked in the words of each reader."""


def tell_entrants(chain: Chain, by: User, title: str, body: str = "") -> None:
    """One notice a version to each whose entry stands, but not to who did it; inside the transaction."""
    users = entrants(chain).exclude(pk=by.pk)
    notify(
        users, "group", title, body, _url(chain), account=chain.group.account, key=f"chain:{chain.pk}.{chain.version}"
    )


def tell_entrant(chain: Chain, entry: ChainEntry, words: Words, what: str) -> None:
    """Tell the owner of one entry what was done with it, once for each time; inside the transaction."""
    if entry.user_id is not None:
        key = f"chain:{chain.pk}.{what}.{entry.pk}.{clock.to_ms(entry.changed_at)}"
        _tell(User.objects.filter(pk=entry.user_id), chain, words, key)


def tell_deadline(chain: Chain) -> None:
    """Tell who made the chain and who is in it, one notice each and deadline, that it has passed."""
    key = f"chain:{chain.pk}.over.{clock.to_ms(chain.deadline) if chain.deadline else 0}"
    makers = User.objects.filter(pk=chain.by_id) if chain.by_id else User.objects.none()
    _tell(makers, chain, lambda: (_over(chain), _see_who(chain.joined)), key)
    others = entrants(chain).exclude(pk__in=makers.values("pk"))
    _tell(others, chain, lambda: (_over(chain), _("See what you took, and where to fetch it.")), key)


def _over(chain: Chain) -> str:
    return _("“%(title)s”: the deadline has passed") % {"title": chain.title}


def _see_who(joined: int) -> str:
    return ngettext("%(n)s joined. See who takes what.", "%(n)s joined. See who takes what.", joined) % {"n": joined}


def entrants(chain: Chain) -> QuerySet[User]:
    """Whose entry stands."""
    rows = ChainEntry.objects.of(chain.account_id).filter(chain=chain, state=ChainEntry.State.JOINED)
    return User.objects.filter(pk__in=rows.exclude(user=None).values("user_id"))


def redraw(chain: Chain) -> None:
    """Have open pages of the talk fetch the card anew."""
    if chain.seq:
        redraw_card(chain.group.conversation, chain.seq)


def _tell(users: Iterable[User], chain: Chain, words: Words, key: str) -> None:
    for readers in by_language(users):
        with in_words_of(readers[0]):
            title, body = words()
        notify(readers, "group", title, body, _url(chain), account=chain.group.account, key=key)


def _url(chain: Chain) -> str:
    return reverse("chains:chain", kwargs={"group": chain.group.public_id, "chain": chain.public_id})
