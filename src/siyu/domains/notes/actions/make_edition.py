"""Make the next edition of discover and featured: who is ordinary today, and both lanes in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from siyu.domains.members.queries.following import followers_of
from siyu.domains.notes.models import Edition, FeedAccount, FeedEntry, Note, NoteTopic
from siyu.domains.notes.ranking.lanes import top_accounts
from siyu.domains.notes.ranking.order import spread
from siyu.kernel import clock

LONGEST: Final = {
    ("discover", True): 2_000,
    ("discover", False): 1_000,
    ("featured", True): 800,
    ("featured", False): 400,
}
"""How many notes a lane holds: surface, ordinary → at most."""
KEPT: Final = timedelta(hours=3)
"""So long a reader can go on in an edition."""
OLD: Final = timedelta(minutes=2)
_LOST: Final = timedelta(minutes=5)
_TOPICS_MOST: Final = 3
_CITIES: Final = 12


def make_edition() -> Edition:
    """Write the order down as it is now; editions that nobody can be in any more are dropped."""
    classify_accounts(today())
    rows = {
        (surface, ordinary): _hottest(ordinary, most, pictured=surface == "featured")
        for (surface, ordinary), most in LONGEST.items()
    }
    topics = _topics({note for lane in rows.values() for note, _account, _heat in lane})
    body: dict[str, Any] = {"cities": _cities()}
    for (surface, ordinary), lane in rows.items():
        body.setdefault(surface, {})["ordinary" if ordinary else "top"] = [
            [note, account, round(heat, 4), topics[note]] for note, account, heat in spread(lane, lambda row: row[1])
        ]
    with transaction.atomic():
        Edition.objects.filter(made_at__lt=clock.now() - KEPT).delete()
        return Edition.objects.create(made_at=clock.now(), body=body)


def renew_when_old(edition: Edition) -> bool:
    """Queue the making of the next edition when this one is old; of many who ask at once, one does."""
    now = clock.now()
    if now - edition.made_at < OLD or (edition.asked_at is not None and edition.asked_at >= now - _LOST):
        return False
    unasked = Q(asked_at=None) | Q(asked_at__lt=now - _LOST)
    with transaction.atomic():
        if not Edition.objects.filter(unasked, pk=edition.pk).update(asked_at=now):
            return False
        from siyu.domains.notes.jobs import next_edition  # the job calls actions of this domain

        next_edition.enqueue()
    return True


def classify_accounts(day: date) -> int:
    """Decide once a day which accounts are ordinary, by their followers; answers how many are not."""
    if FeedAccount.objects.filter(decided_on=day).exists():
        return 0
    accounts = list(FeedEntry.objects.order_by().values_list("account_id", flat=True).distinct())
    if not accounts:
        return 0
    followers = followers_of(accounts)
    top = top_accounts(followers)
    with transaction.atomic():
        FeedAccount.objects.bulk_create(
            [
                FeedAccount(account_id=pk, ordinary=pk not in top, followers=followers[pk], decided_on=day)
                for pk in sorted(accounts)
            ],
            update_conflicts=True,
            unique_fields=["account"],
            update_fields=["ordinary", "followers", "decided_on"],
        )
        FeedEntry.objects.filter(account_id__in=top, ordinary=True).update(ordinary=False)
        FeedEntry.objects.filter(ordinary=False).exclude(account_id__in=top).update(ordinary=True)
    return len(top)


def today() -> date:
    """The day that counts for the platform as a whole."""
    return clock.local_day(clock.now(), clock.DEFAULT_TIME_ZONE)


def _hottest(ordinary: bool, most: int, *, pictured: bool) -> list[tuple[int, int, float]]:
    rows = FeedEntry.objects.filter(ordinary=ordinary)
    rows = rows.filter(pictured=True) if pictured else rows
    return list(rows.order_by("-heat").values_list("note_id", "account_id", "heat")[:most])


def _topics(notes: set[int]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    wanted = sorted(notes)
    for start in range(0, len(wanted), 500):
        ties = NoteTopic.objects.filter(note_id__in=wanted[start : start + 500]).order_by("id")
        for note, topic in ties.values_list("note_id", "topic_id"):
            if len(found[note]) < _TOPICS_MOST:
                found[note].append(topic)
    return found


def _cities() -> list[str]:
    """The cities of the newest notes, the most told of first."""
    newest = Note.objects.unscoped("same city shows notes of all accounts").filter(state=Note.State.PUBLISHED)
    told = newest.exclude(city="").order_by("-published_at").values_list("city", flat=True)[:2_000]
    return [city for city, _count in Counter(told).most_common(_CITIES)]
