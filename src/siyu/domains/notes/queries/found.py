"""Notes, accounts and topics as search finds them: what is indexed, and what somebody may see of the hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.members.queries.blocking import hidden_accounts
from siyu.domains.members.queries.following import followed_accounts, followers_of
from siyu.domains.notes.models import FeedEntry, Note, Topic
from siyu.domains.notes.queries.cards import cards_of
from siyu.domains.notes.types import FeedCard, FoundAccount
from siyu.platform.search.index import Entry

_WHY: Final = "search finds notes of all accounts"
_AT_ONCE: Final = 500


def note_entry(note: Note, heat: float = 0.0) -> Entry:
    """A published note in the index; its account's name and its place are looked for as well."""
    text = " ".join(filter(None, (note.text, note.account.name, note.city, note.place)))
    return Entry(note.public_id, note.title, text, account_id=note.account_id, heat=heat)


def account_entry(account: Account, followers: int = 0) -> Entry:
    """An account in the index: by its name, and by its short name."""
    return Entry(account.slug, account.name, account.slug, heat=float(followers))


def topic_entries(notes: Iterable[Note]) -> list[Entry]:
    """The topics of these notes."""
    rows = Topic.objects.filter(entries__note__in=list(notes)).distinct()
    return [_topic_entry(topic) for topic in rows]


def every_note() -> Iterator[Entry]:
    """All published notes, with the heat that feeds know."""
    last = 0
    while rows := list(
        FeedEntry.objects.select_related("note__account")
        .filter(pk__gt=last, note__state=Note.State.PUBLISHED)
        .order_by("pk")[:_AT_ONCE]
    ):
        yield from (note_entry(row.note, row.heat) for row in rows)
        last = rows[-1].pk


def every_account() -> Iterator[Entry]:
    """All accounts, with their followers as heat."""
    last = 0
    while rows := list(Account.objects.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        counts = followers_of([row.pk for row in rows])
        yield from (account_entry(row, counts[row.pk]) for row in rows)
        last = rows[-1].pk


def every_topic() -> Iterator[Entry]:
    """All topics that have notes."""
    return (_topic_entry(topic) for topic in Topic.objects.filter(notes__gt=0).iterator(_AT_ONCE))


def show_notes(user: Any, public_ids: Sequence[str]) -> list[FeedCard]:
    """The notes among these that are published, without accounts the asker blocked, in the same order."""
    rows = Note.objects.unscoped(_WHY).filter(public_id__in=public_ids, state=Note.State.PUBLISHED)
    found = {card.public_id: card for card in cards_of(rows.exclude(account_id__in=hidden_accounts(user)))}
    return [found[public_id] for public_id in public_ids if public_id in found]


def show_accounts(user: Any, slugs: Sequence[str]) -> list[FoundAccount]:
    """The accounts among these that the asker did not block, in the same order."""
    rows = Account.objects.filter(slug__in=slugs).exclude(pk__in=hidden_accounts(user))
    found = {account.slug: account for account in rows}
    followers = followers_of([account.pk for account in found.values()])
    mine = set(followed_accounts(user))
    return [
        FoundAccount(found[slug], followers[found[slug].pk], found[slug].pk in mine) for slug in slugs if slug in found
    ]


def show_topics(_user: Any, keys: Sequence[str]) -> list[Topic]:
    """The topics among these that still have notes, in the same order."""
    found = {topic.key: topic for topic in Topic.objects.filter(key__in=keys, notes__gt=0)}
    return [found[key] for key in keys if key in found]


def _topic_entry(topic: Topic) -> Entry:
    return Entry(topic.key[:40], topic.name, heat=float(topic.notes))
