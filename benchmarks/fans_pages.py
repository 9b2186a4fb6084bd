"""The fans list and the data of the fan page at ten thousand and at a million fans: milliseconds and queries.

Run: python benchmarks/fans_pages.py [PERSONS ...]   (default 10,000 1,000,000)
In this process on the configured database (SQLite in a folder of its own unless SIYU_DATABASE_URL is set; such a
database is migrated and gets accounts bench-N). The median of several runs counts; target: 50 ms each.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-bench-"))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from siyu.domains.accounts.actions.open_account import open_account  # noqa: E402
from siyu.domains.accounts.models import Account  # noqa: E402
from siyu.domains.fans.actions.mirror_persons import mirror_persons  # noqa: E402
from siyu.domains.fans.models import Person, Standing  # noqa: E402
from siyu.domains.fans.queries.identity_values import phone_value  # noqa: E402
from siyu.domains.fans.queries.person_list import PersonFilters, count, page  # noqa: E402
from siyu.domains.fans.queries.person_page import person_page  # noqa: E402
from siyu.kernel.paging import encode_cursor  # noqa: E402

ROUNDS = 7
TARGET_MS = 50
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {size})"
DAY = {
    "sqlite": "datetime('2026-11-01', '-' || ({days}) || ' days')",
    "postgresql": "timestamptz '2026-11-01' - ({days}) * interval '1 day'",
}
PERSONS = """INSERT INTO fans_person (id, account_id, key, name, phone_masked, city, birthday_md, remark, created_at)
{numbers} SELECT {base} + n, {account}, 'k' || n, substr('王李张刘陈杨赵黄周吴', n % 10 + 1, 1) || '小' || n,
'138****' || (n % 10000), '杭州', '', CASE WHEN n % 1000 = 0 THEN '爱旗袍' ELSE '' END, {arrived} FROM numbers"""
IDENTITIES = """INSERT INTO fans_identity (account_id, person_id, channel, kind, value, shown, evidence, first_seen_at)
{numbers} SELECT {account}, {base} + n, {channel}, '{kind}', {value}, 'shown', '{{}}', {arrived}
FROM numbers WHERE n % {every} = 0"""
STANDINGS = """INSERT INTO fans_standing (person_id, account_id, orders, paid_fen, refunded_fen, net_paid_fen,
first_order_at, last_order_at, rfm_r, rfm_f, rfm_m, stage, tier, tier_base_fen, computed_at)
{numbers} SELECT {base} + n, {account}, n % 7, paid, 0, paid, {last}, CASE WHEN n % 7 > 0 THEN {last} END,
CASE WHEN n % 7 > 0 THEN 1 + n % 5 END, CASE WHEN n % 7 > 0 THEN 1 + n / 5 % 5 END,
CASE WHEN n % 7 > 0 THEN 1 + n / 25 % 5 END,
CASE n % 5 WHEN 0 THEN 'new' WHEN 1 THEN 'active' WHEN 2 THEN 'loyal' WHEN 3 THEN 'lapsing' ELSE 'lost' END,
CASE WHEN paid >= 300000 THEN 'super' WHEN paid >= 100000 THEN 'gold' WHEN paid > 0 THEN 'member' ELSE '' END,
paid, {last} FROM (SELECT n, CASE WHEN n % 7 > 0 THEN (n * 7919 % 1000003) * (n * 7919 % 1000003) / 2500000 ELSE 0 END
AS paid FROM numbers) AS drawn"""
TAGS = """INSERT INTO fans_persontag (account_id, person_id, tag_id, tagged_at, inherited)
{numbers} SELECT {account}, {base} + n, {tag}, {arrived}, {no} FROM numbers WHERE n % {every} = 0"""


def seed(size: int) -> tuple[Account, int]:
    """An account of so many persons, made by a few statements; answers it and the id before its first person."""
    account = open_account(slug=f"bench-{size}", name=f"Bench {size}")
    base = (Person.objects.unscoped("benchmark").order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    vendor = connection.vendor
    words = {
        "account": account.pk, "base": base, "numbers": NUMBERS.format(size=size), "no": "false",
        "arrived": DAY[vendor].format(days=f"({size} - n) * 700 / {size}"),
        "last": DAY[vendor].format(days="(n * 31 % 720)"),
    }  # fmt: skip
    phone = phone_value("13800138000")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PERSONS.format(**words))
        nick = {"channel": "CASE n % 3 WHEN 0 THEN 'taobao' WHEN 1 THEN 'douyin' ELSE 'xiaohongshu' END"}
        cursor.execute(IDENTITIES.format(**words, **nick, kind="nick", value="'nick' || n", every=1))
        rare = {"channel": "'jd'", "kind": "nick", "value": "'jd' || n", "every": 5000}
        cursor.execute(IDENTITIES.format(**words, **rare))
        last = f"CASE WHEN n = {size} THEN '{phone}' ELSE 'phone' || n END"
        cursor.execute(IDENTITIES.format(**words, channel="''", kind="phone", value=last, every=2))
        cursor.execute(STANDINGS.format(**words))
        for name, every in (("老客", 4), ("旗袍", 3000)):
            cursor.execute(
                "INSERT INTO fans_tag (account_id, name, created_at) VALUES (%s, %s, CURRENT_TIMESTAMP) RETURNING id",
                [account.pk, name],
            )
            cursor.execute(TAGS.format(**words, tag=cursor.fetchone()[0], every=every))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")
    mirror_persons(account)
    return account, base


def cases(account: Account, base: int, size: int) -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    middle = Standing.objects.of(account).order_by("-net_paid_fen", "-pk").values_list("net_paid_fen", "pk")[size // 2]
    deep = encode_cursor("n", *middle)
    lists = {
        "by value": PersonFilters(),
        "by last order": PersonFilters(sort="-last_order"),
        "newest": PersonFilters(sort="-newest"),
        "tier super": PersonFilters(tier="super"),
        "tier member by last order": PersonFilters(tier="member", sort="-last_order"),
        "stage lapsing": PersonFilters(stage="lapsing"),
        "tag of a quarter": PersonFilters(tags=("老客",)),
        "tag of few": PersonFilters(tags=("旗袍",)),
        "channel of a third": PersonFilters(channel="douyin"),
        "channel of few": PersonFilters(channel="jd", sort="-last_order"),
        "RFM 5-5-5": PersonFilters(rfm_r=(5,), rfm_f=(5,), rfm_m=(5,)),
        "net paid above 3,900 yuan by orders": PersonFilters(net_paid_min=390_000, sort="-orders"),
        "tier + tag + channel": PersonFilters(tier="gold", tags=("老客",), channel="taobao"),
        "search name": PersonFilters(search="王小77"),
        "search inside": PersonFilters(search="小7713"),
        "search inside, a hundredth": PersonFilters(search="99"),
        "search one sign of a tenth": PersonFilters(search="王"),
        "search one sign of all, super": PersonFilters(search="小", tier="super"),
        "search phone": PersonFilters(search="13800138000"),
        "search nothing": PersonFilters(search="没有这个人"),
    }
    found: dict[str, Callable[[], object]] = {"page in the middle": lambda: page(account, PersonFilters(), deep)}
    for name, filters in lists.items():
        found[f"{name}"] = lambda filters=filters: page(account, filters)
        found[f"{name} · count"] = lambda filters=filters: count(account, filters)
    found["fan page"] = lambda: person_page(account, base + size // 2)
    return found


def timed(act: Callable[[], object]) -> tuple[float, int]:
    """Median milliseconds, and the number of queries."""
    with CaptureQueriesContext(connection) as seen:
        act()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), len(seen)


def main(sizes: list[int]) -> None:
    """Seed each size and print one line for each case."""
    call_command("migrate", verbosity=0)
    worlds = []
    for size in sizes:
        began = time.perf_counter()
        worlds.append((size, *seed(size)))
        print(f"seeded {size:,} persons in {time.perf_counter() - began:.1f} s on {connection.vendor}", file=sys.stderr)
    results = [{name: timed(act) for name, act in cases(account, base, size).items()} for size, account, base in worlds]
    print(f"{'ms (queries)':38}" + "".join(f"{size:>16,}" for size, *_ in worlds) + "     ratio")
    slow = 0
    for name in results[-1]:
        cells = "".join(f"{found[name][0]:>10.1f} ({found[name][1]:2})" for found in results)
        ratio = results[-1][name][0] / results[0][name][0]
        late = results[-1][name][0] > TARGET_MS
        slow += late
        print(f"{name:38}{cells}{ratio:>10.1f}×{'  > 50 ms' if late else ''}")
    print(f"{len(results[-1]) - slow} of {len(results[-1])} within {TARGET_MS} ms")


if __name__ == "__main__":
    main([int(number.replace(",", "")) for number in sys.argv[1:]] or [10_000, 1_000_000])
