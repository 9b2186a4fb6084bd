"""Worlds for feeds: accounts with so many followers, notes laid down by bulk, and feeds brought in line with them."""

from __future__ import annotations

from datetime import datetime, timedelta

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import FollowerCount
from siyu.domains.notes.actions import count_exposure
from siyu.domains.notes.actions.feed_notes import feed_notes
from siyu.domains.notes.actions.make_edition import make_edition
from siyu.domains.notes.models import Note
from siyu.kernel import clock


def account_of(name: str, followers: int = 0) -> Account:
    account = Account.objects.create(slug=name, name=name)
    FollowerCount.objects.create(account=account, followers=followers)
    return account


def notes_of(
    account: Account, count: int, *, likes: int = 0, city: str = "", first: int = 0, at: datetime | None = None
) -> list[Note]:
    newest = at or clock.now()
    notes = Note.objects.bulk_create(
        [
            Note(
                account=account, title=f"{account.name} {first + n}", text="旗袍", city=city, likes=likes,
                state=Note.State.PUBLISHED, published_at=newest - timedelta(minutes=n),
            )
            for n in range(count)
        ]
    )  # fmt: skip
    feed_notes([note.public_id for note in notes])
    return notes


def skewed(top_notes: int = 60, ordinary_notes: int = 60) -> tuple[Account, list[Account]]:
    """One account that has all the followers and likes, and nineteen ordinary ones."""
    star = account_of("star", 1_000_000)
    others = [account_of(f"small{n}", n) for n in range(19)]
    notes_of(star, top_notes, likes=100_000)
    for n in range(ordinary_notes):
        notes_of(others[n % 19], 1, first=n)
    make_edition()
    return star, others


def forget_counts() -> None:
    """What other tests left in this process."""
    for counts in count_exposure._gathered.values():
        counts.clear()
    count_exposure._shares.clear()
    count_exposure._written[0] = 1e12  # only when a test says so
