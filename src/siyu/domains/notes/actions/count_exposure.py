"""Count which accounts' cards were served and seen, gathered in this process and written every few seconds."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date
from typing import Any, Final, Literal

from django.db import DatabaseError, transaction
from django.db.models import F, Sum

from siyu.domains.accounts.models import Account
from siyu.domains.notes.actions.make_edition import today
from siyu.domains.notes.models import Exposure, FeedEntry
from siyu.domains.notes.ranking.lanes import ORDINARY_SHARE, Served, share_asked

log = logging.getLogger(__name__)
EVERY: Final = 5.0
"""Seconds between two writings of a process; what it gathered since is lost when it is killed."""
Key = tuple[date, str, int, bool]
Column = Literal["served", "short", "seen"]
_WHY: Final = "the public traffic rule is measured over all accounts"
_lock = threading.Lock()
_gathered: dict[Column, Counter[Key]] = {"served": Counter(), "short": Counter(), "seen": Counter()}
_shares: dict[str, float] = {}
_written = [0.0]


def count_served(surface: str, cards: Iterable[Served]) -> None:
    """Take note of cards that a page shows; written with the next writing."""
    day = today()
    with _lock:
        for card in cards:
            key = (day, surface, card.candidate.account, card.ordinary)
            _gathered["served"][key] += 1
            if card.short:
                _gathered["short"][key] += 1
    write_when_due()


def count_seen(surface: str, public_ids: Collection[str]) -> int:
    """Take note of cards that came into somebody's view; nothing is kept about whom. Answers how many were known."""
    rows = FeedEntry.objects.filter(note__public_id__in=public_ids).values_list("account_id", "ordinary")
    found, day = list(rows), today()
    with _lock:
        for account, ordinary in found:
            _gathered["seen"][day, surface, account, ordinary] += 1
    write_when_due()
    return len(found)


def share_now(surface: str) -> float:
    """The share that lists of this surface keep at the moment, as of the last writing of this process."""
    return _shares.get(surface, ORDINARY_SHARE)


def write_when_due() -> None:
    """Write when the last writing is some seconds ago. A page never fails for its counts: they wait for the next."""
    if time.monotonic() - _written[0] >= EVERY:
        _written[0] = time.monotonic()
        try:
            write_exposure()
        except DatabaseError:
            log.warning("exposure could not be written; it waits", exc_info=True)


def write_exposure() -> int:
    """Add what was gathered to the day's counters, exactly, whoever else writes; answers how many cards."""
    with _lock:
        taken = {column: dict(counts) for column, counts in _gathered.items()}
        for counts in _gathered.values():
            counts.clear()
    try:
        with transaction.atomic():
            _add(taken)
            _look_at_the_day()
    except DatabaseError:
        with _lock:
            for column, lost in taken.items():
                _gathered[column].update(lost)
        raise
    return sum(taken["served"].values())


def _add(taken: dict[Column, dict[Key, int]]) -> None:
    keys = sorted({key for counts in taken.values() for key in counts})  # one order: rivals never wait crosswise
    alive = set(Account.objects.filter(pk__in={key[2] for key in keys}).values_list("pk", flat=True))
    for key in keys:
        day, surface, account, ordinary = key
        if account not in alive:
            continue
        more = {column: counts.get(key, 0) for column, counts in taken.items()}
        names: dict[str, Any] = {"day": day, "surface": surface, "ordinary": ordinary}
        Exposure.objects.of(account).get_or_create(account_id=account, **names)
        Exposure.objects.of(account).filter(**names).update(
            served=F("served") + more["served"], short=F("short") + more["short"], seen=F("seen") + more["seen"]
        )


def _look_at_the_day() -> None:
    """Read what all processes served today: who is behind keeps more for ordinary accounts until it is made up for."""
    rows = Exposure.objects.unscoped(_WHY).filter(day=today()).order_by()
    sums: dict[str, dict[bool, int]] = {}
    for surface, ordinary, served in rows.values_list("surface", "ordinary").annotate(n=Sum("served")):
        sums.setdefault(surface, {})[ordinary] = served
    _shares.clear()
    for surface, by_class in sums.items():
        _shares[surface] = share_asked(by_class.get(True, 0), sum(by_class.values()))


@atexit.register
def _write_at_the_end() -> None:
    if any(_gathered.values()):
        with suppress(Exception):
            write_exposure()
