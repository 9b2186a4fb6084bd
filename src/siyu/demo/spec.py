"""What a generated set is made from: how many people, which seed, and the stretch of days it covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zlib import crc32

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DAY = 86_400
HOUR = 3_600
CHANNELS = ("taobao", "douyin", "xiaohongshu", "youzan")
TAOBAO, DOUYIN, XIAOHONGSHU, YOUZAN = range(4)


@dataclass(frozen=True)
class Spec:
    """The same spec gives the same files, byte for byte.

    `until` is local time of the shop: what happens later is cut off, so that a set made at noon has no evening yet.
    Inside the generator a time is whole seconds since `start`, local; China has no daylight saving time.
    """

    day: date
    people: int = 22_000
    seed: int = 20_241_111
    days: int = 730
    until: datetime | None = None

    @cached_property
    def start(self) -> datetime:
        """Local midnight at which the first day begins."""
        return datetime.combine(self.day, time.min) - timedelta(days=self.days - 1)

    @cached_property
    def end(self) -> int:
        """Seconds since `start` at which the set is cut off."""
        until = self.until or datetime.combine(self.day + timedelta(days=1), time.min)
        return int((until - self.start).total_seconds())

    def rng(self, purpose: str) -> np.random.Generator:
        """A random stream of its own for each purpose: a change in one part leaves the others as they were."""
        return np.random.default_rng([self.seed, crc32(purpose.encode())])
