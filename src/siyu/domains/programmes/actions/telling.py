"""Tell those who wished a reminder what became of an entry, wake its reminder, draw its card anew."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from siyu.domains.chat.actions.say_event import redraw_card
from siyu.domains.groups.models import GroupMember
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.members.queries.blocking import users_blocking
from siyu.domains.people.models import User
from siyu.domains.programmes.models import Entry, Wish
from siyu.domains.programmes.rules import remind_at
from siyu.kernel import clock


def tell_wishers(entry: Entry, key: str, words: Callable[[], tuple[str, str]], *, but: User | None = None) -> int:
    """One notice under `key` to each who wished it, is in the group still and has not blocked the account.

    `words()` gives title and body, in the language of whoever reads. In a transaction; answers how many are meant.
    """
    wished = Wish.objects.of(entry.account_id).filter(entry=entry).values("user_id")
    inside = GroupMember.objects.of(entry.account_id).filter(group=entry.group_id, state=GroupMember.State.ACTIVE)
    users = User.objects.filter(pk__in=wished, is_active=True).filter(pk__in=inside.values("user_id"))
    away = users_blocking(entry.group.account) | ({but.pk} if but else set())
    url = reverse("programmes:entry", kwargs={"group": entry.group.public_id, "entry": entry.public_id})
    meant = 0
    for readers in by_language(users.exclude(pk__in=away)):
        with in_words_of(readers[0]):
            title, body = words()
        meant += notify(readers, "group", title, body, url, account=entry.group.account, key=key)
    return meant


def key_of(entry: Entry) -> str:
    """Of notices about a change; one for each version."""
    return f"programme:{entry.public_id}:v{entry.version}"


def wake(entry: Entry) -> None:
    """Queue the reminder in the transaction of the change; a begin that moves makes an older waking find nothing."""
    from siyu.domains.programmes.jobs import remind_when_due  # the job calls actions of this domain

    if entry.cancelled_at is None and entry.reminded_at is None and clock.now() < entry.starts_at:
        due = remind_at(entry.starts_at, entry.remind_minutes)
        remind_when_due.using(run_after=due).enqueue(entry.public_id, clock.to_ms(entry.starts_at))


def redraw(entry: Entry) -> None:
    """Have open pages of the chat fetch its card anew."""
    if entry.seq is not None:
        redraw_card(entry.group.conversation, entry.seq)
