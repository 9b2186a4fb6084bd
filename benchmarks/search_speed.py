"""Searching at a hundred thousand notes: median and slowest milliseconds by length of the query.

Run: python benchmarks/search_speed.py [NOTES]   (default 100,000)
In this process on the configured database (SQLite in a folder of its own unless SIYU_DATABASE_URL is set).
Target: 30 ms.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-bench-"))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from siyu.platform.search.find import find  # noqa: E402
from siyu.platform.search.index import Entry, put  # noqa: E402

TARGET_MS = 30
STEMS = [
    "旗袍", "真丝", "显瘦", "穿搭", "精华", "妆容", "茶席", "换季", "防晒", "口红", "盘扣", "园林",
    "新中式", "手作", "露营", "拍照", "通勤", "苏州", "杭州", "周末", "读书", "咖啡", "面包", "亲子",
    "香水", "护肤", "发型", "运动", "瑜伽", "跑步", "旅行", "酒店", "民宿", "火锅", "甜品", "猫咪",
    "绿植", "收纳", "家居", "灯光", "陶瓷", "书法", "国画", "古筝", "汉服", "簪花", "团扇", "刺绣",
]  # fmt: skip


def seed(size: int) -> None:
    """So many notes of a few words each, some words in half of them."""
    dice = random.Random(7)
    for start in range(0, size, 1_000):
        with transaction.atomic():
            put(
                "note",
                [
                    Entry(
                        f"n{n}",
                        "".join(dice.choices(STEMS, k=3)),
                        "，".join(dice.choices(STEMS, k=12)) + "的",
                        heat=n % 97,
                    )
                    for n in range(start, min(start + 1_000, size))
                ],
            )


def main(size: int) -> None:
    """Seed, ask fifty queries of each length, print one line each."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    seed(size)
    print(f"indexed {size:,} in {time.perf_counter() - began:.0f} s on {connection.vendor}", file=sys.stderr)
    dice, slow = random.Random(8), 0
    print(f"{'letters':>8}{'median ms':>12}{'slowest ms':>12}")
    for length in range(1, 7):
        took = []
        for _ in range(50):
            text = "".join(dice.choices(STEMS, k=4))
            query = "的" if length == 1 and len(took) < 5 else text[:length]
            began = time.perf_counter()
            find(query, "note")
            took.append((time.perf_counter() - began) * 1_000)
        slow += statistics.median(took) > TARGET_MS
        print(f"{length:>8}{statistics.median(took):>12.1f}{max(took):>12.1f}")
    print(f"{6 - slow} of 6 within {TARGET_MS} ms by median")


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000)
