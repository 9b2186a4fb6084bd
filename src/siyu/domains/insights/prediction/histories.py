"""What BG/NBD needs to know of each buyer: repeats, recency and age, and the mean value of a repeat purchase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Histories:
    """One entry a buyer, all arrays of one length; times in the unit of the fit (days or weeks).

    `x` counts purchase days after the first one, `t_x` is the time from the first to the last of them (0 when x = 0),
    `T` from the first to the end of observation; `z` is the mean net value of the repeat purchase days in yuan.
    """

    x: Integers
    t_x: Floats
    T: Floats
    z: Floats

    def __len__(self) -> int:
        return len(self.x)

    @classmethod
    def of(cls, x: Any, t_x: Any, age: Any, z: Any = None) -> Histories:
        """From anything array-like; raises ValueError for a history that cannot be."""
        repeats, recency, ages = np.asarray(x, np.int64), np.asarray(t_x, np.float64), np.asarray(age, np.float64)
        values = np.zeros(len(repeats)) if z is None else np.asarray(z, np.float64)
        if (
            np.any(repeats < 0)
            or np.any(recency < 0)
            or np.any(recency > ages)
            or np.any((repeats == 0) & (recency > 0))
        ):
            raise ValueError("a history needs x >= 0 and 0 <= t_x <= T, and t_x = 0 where x = 0")
        return cls(repeats, recency, ages, values)

    def in_unit(self, days: int) -> Histories:
        """The same histories with times counted in units of so many days."""
        return Histories(self.x, self.t_x / days, self.T / days, self.z)


@dataclass(frozen=True)
class Distinct:
    """Histories with equal (x, t_x, T) folded into one row that carries how many there are, and the counts by x.

    Rows ascend by x; those from `came_back` on have at least one repeat.
    """

    x: Integers
    t_x: Floats
    T: Floats
    persons: Integers
    repeats: Integers
    persons_by_repeats: Integers
    came_back: int

    @classmethod
    def of(cls, histories: Histories) -> Distinct:
        """Fold; a million buyers with daily data become some ten thousand rows."""
        order = np.lexsort((histories.T, histories.t_x, histories.x))
        x, t_x, age = histories.x[order], histories.t_x[order], histories.T[order]
        fresh = np.empty(len(x), bool)
        fresh[:1] = True
        fresh[1:] = (x[1:] != x[:-1]) | (t_x[1:] != t_x[:-1]) | (age[1:] != age[:-1])
        starts = np.flatnonzero(fresh)
        persons = np.diff(np.append(starts, len(x)))
        repeats, by_repeats = np.unique(x, return_counts=True)
        came_back = int(np.searchsorted(x[starts], 1))
        return cls(x[starts], t_x[starts], age[starts], persons, repeats, by_repeats.astype(np.int64), came_back)
