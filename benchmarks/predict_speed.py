"""BG/NBD: our fit against `lifetimes` on the same histories: seconds, their ratio, and how far parameters differ.

Run: .venv/bin/python benchmarks/predict_speed.py [CDNOW_SUMMARY.csv]. Histories drawn from the model come second.
"""

from __future__ import annotations

import csv
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from siyu.domains.insights.prediction import bgnbd
from siyu.domains.insights.prediction.histories import Histories

ROUNDS = 9
FOUND = Path(__file__).resolve().parents[2] / "shared/data/cdnow/cdnow_customers_summary_with_transactions.csv"


def read(file: Path) -> Histories:
    rows = list(csv.DictReader(file.open()))
    return Histories.of(*([float(row[name]) for row in rows] for name in ("x", "t_x", "T")))


def draw(persons: int) -> Histories:
    """Daily histories of made-up buyers."""
    chance = np.random.default_rng(1)
    x, t_x, age = [], [], []
    for rate, leave, life in zip(
        chance.gamma(0.6, 1 / 40, persons),
        chance.beta(0.8, 2.5, persons),
        chance.integers(60, 730, persons),
        strict=True,
    ):
        at, times = 0, 0
        while (later := at + max(1, round(chance.exponential(1 / max(rate, 1e-9))))) <= life:
            at, times = later, times + 1
            if chance.random() < leave:
                break
        x.append(times)
        t_x.append(float(at))
        age.append(float(life))
    return Histories.of(x, t_x, age)


def seconds(fit: Callable[..., Any], *given: Any) -> float:
    """The median processor time: what else the machine does is left out."""
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        fit(*given)
        spent.append(time.process_time() - begin)
    return median(spent)


def main() -> None:
    warnings.simplefilter("ignore")
    from lifetimes import BetaGeoFitter

    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FOUND
    cases = {f"CDNOW ({file.name})": read(file)} if file.exists() else {}
    cases["20,000 made-up buyers"] = draw(20_000)
    for name, histories in cases.items():
        theirs, ours = BetaGeoFitter(penalizer_coef=0), bgnbd.fit(histories)
        given = (histories.x, histories.t_x, histories.T)
        theirs.fit(*given)
        mine, other = seconds(bgnbd.fit, histories), seconds(theirs.fit, *given)
        apart = max(abs(getattr(ours, key) / theirs.params_[key] - 1) for key in ("r", "alpha", "a", "b"))
        print(f"{name}: siyu {mine:.4f} s, lifetimes {other:.4f} s, ratio {other / mine:.1f}×")
        print(f"  parameters agree within {apart:.1e}; log-likelihood {ours.log_likelihood:.2f}")


if __name__ == "__main__":
    main()
