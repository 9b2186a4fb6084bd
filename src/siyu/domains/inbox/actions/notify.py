"""Tell people something: one notice each, once for each key, at once to those who look on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from siyu.domains.accounts.models import Account
from siyu.domains.inbox.conf import ALWAYS_LIT, FAMILIES
from siyu.domains.inbox.models import Device, Notice, Preference
from siyu.domains.inbox.rules import family_of
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.ids import new_id
from siyu.platform.realtime import publish_many

AT_ONCE = 1_000


def notify(
    users: Iterable[User],
    kind: str,
    title: str,
    body: str = "",
    url: str = "",
    *,
    account: Account | None = None,
    key: str = "",
) -> int:
    """Write the notice for each user; answers how many are meant. Saying it twice under the same `key` says it once.

    Texts are in the words of whoever reads them (longer ones are cut); `url` is a path of ours. Costs a handful of
    queries and one message to the gateway for each 1,000 users; pushes to devices are left to a job.
    """
    key, meant = (key or str(new_id()))[:80], 0
    seed = Notice(account=account, kind=kind[:24], title=title[:80], body=body[:200], url=url[:200], key=key)
    with transaction.atomic():
        pushes = False
        for some in _batches(users):
            meant += len(some)
            pushes = _write(some, seed) or pushes
        if pushes:
            from siyu.domains.inbox.jobs import push_notices  # the job calls actions of this domain

            push_notices.enqueue(key)
    return meant


def _write(users: list[User], seed: Notice) -> bool:
    """Keep the notices of one batch and tell those who look on; answers whether one of them may be pushed.

    Whoever silenced the family finds it read: no red dot, no word while they look at something else.
    """
    family, now = family_of(seed.kind, FAMILIES), clock.now()
    told = set(Notice.objects.filter(key=seed.key, user__in=[u.pk for u in users]).values_list("user_id", flat=True))
    new = {user.pk: user.uid for user in users if user.pk not in told}
    ways = dict(Preference.objects.filter(user__in=list(new), family=family).values_list("user_id", "way"))
    silent = {pk for pk, way in ways.items() if way == Preference.Way.QUIET and family not in ALWAYS_LIT}
    _insert([pk for pk in new if pk not in silent], seed, now, None)
    _insert(list(silent), seed, now, now)
    heard = [f"user.{uid}" for pk, uid in new.items() if pk not in silent]
    publish_many(heard, "notice", {"kind": seed.kind, "title": seed.title, "url": seed.url})
    wanted = [pk for pk in new if ways.get(pk, Preference.Way.ALL) == Preference.Way.ALL]
    return Device.objects.filter(user__in=wanted).exists()


def _insert(user_ids: list[int], seed: Notice, at: datetime, read_at: datetime | None) -> None:
    """One statement for all: the notice is sent to the database once, beside the list of its readers."""
    if not user_ids:
        return
    instant = connection.ops.adapt_datetimefield_value
    same = {
        "account_id": seed.account_id, "kind": seed.kind, "title": seed.title, "body": seed.body, "url": seed.url,
        "key": seed.key, "at": instant(at), "read_at": instant(read_at) if read_at else None,
    }  # fmt: skip
    names, marks = ", ".join(f'"{name}"' for name in ("user_id", *same)), ", ".join(["%s"] * len(same))
    given: list[int] | str = user_ids
    if connection.vendor == "postgresql":
        readers = "SELECT reader, {} FROM unnest(%s::bigint[]) AS reader"
    else:
        readers, given = "SELECT value, {} FROM json_each(%s)", json.dumps(user_ids)
    insert = f"INSERT INTO inbox_notice ({names}) {readers.format(marks)} WHERE true ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(insert, [*same.values(), given])


def _batches(users: Iterable[User]) -> Iterator[list[User]]:
    """The users in lists of at most 1,000."""
    rest = iter(users)
    while some := list(islice(rest, AT_ONCE)):
        yield some
