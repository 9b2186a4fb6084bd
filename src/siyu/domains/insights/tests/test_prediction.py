"""The prediction models: published values, gradients, two ways to one expectation, and data that say too little."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from siyu.domains.insights import rules
from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.prediction import bgnbd, gamma_gamma
from siyu.domains.insights.prediction.calibration import calibrate
from siyu.domains.insights.prediction.histories import Distinct, Histories

REPO = Path(__file__).resolve().parents[5]
CDNOW = REPO.parent / "shared" / "data" / "cdnow"


@pytest.fixture(scope="module")
def cdnow() -> Histories:
    file = CDNOW / "cdnow_customers_summary_with_transactions.csv"
    if not file.exists():
        pytest.skip(f"{file} is not here")
    rows = list(csv.DictReader(file.open()))
    return Histories.of(*([float(row[name]) for row in rows] for name in ("x", "t_x", "T", "zbar")))


def simulate(persons: int, seed: int, r: float = 0.8, alpha: float = 20.0, a: float = 0.8, b: float = 3.0) -> Histories:
    chance = np.random.default_rng(seed)
    x, t_x, age = [], [], []
    for rate, leave, life in zip(
        chance.gamma(r, 1 / alpha, persons), chance.beta(a, b, persons), chance.uniform(100, 300, persons), strict=True
    ):
        at, times = 0.0, []
        while (at := at + chance.exponential(1 / rate)) <= life:
            times.append(at)
            if chance.random() < leave:
                break
        x.append(len(times))
        t_x.append(times[-1] if times else 0.0)
        age.append(life)
    return Histories.of(x, t_x, age)


@pytest.mark.real_data
def test_cdnow_gives_the_published_parameters(cdnow: Histories) -> None:
    model = bgnbd.fit(cdnow)
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=6e-4)
    assert model.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    money = gamma_gamma.fit(cdnow)
    assert (money.p, money.q, money.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)


@pytest.mark.real_data
def test_cdnow_first_customer_as_published(cdnow: Histories) -> None:
    # Fader, Hardie & Lee's own spreadsheet: E[Y(39)] of x=2, t_x=30.43, T=38.86 is 1.226.
    assert bgnbd.fit(cdnow).expected(cdnow, 39.0)[0] == pytest.approx(1.226, abs=5e-4)


def test_simulated_truth_is_found_again() -> None:
    model = bgnbd.fit(simulate(8000, seed=1))
    assert model.settled
    assert (model.r, model.alpha) == pytest.approx((0.8, 20.0), rel=0.15)
    assert model.a / (model.a + model.b) == pytest.approx(0.8 / 3.8, rel=0.2)


def test_the_future_is_foretold_on_simulated_buyers() -> None:
    """Fit on the first part of each life, count the rest: totals agree within a few per cent."""
    chance = np.random.default_rng(5)
    x, t_x, later = [], [], []
    for rate, leave in zip(chance.gamma(0.8, 1 / 20, 6000), chance.beta(0.8, 3.0, 6000), strict=True):
        at, times = 0.0, []
        while (at := at + chance.exponential(1 / rate)) <= 300:
            times.append(at)
            if chance.random() < leave:
                break
        seen = [time for time in times if time <= 200]
        x.append(len(seen))
        t_x.append(seen[-1] if seen else 0.0)
        later.append(len(times) - len(seen))
    histories = Histories.of(x, t_x, [200.0] * len(x))
    rows = calibrate(bgnbd.fit(histories), histories, np.array(later), 100.0)
    assert sum(row.persons for row in rows) == 6000
    predicted = sum(row.predicted * row.persons for row in rows)
    assert predicted == pytest.approx(sum(later), rel=0.07)
    assert rows[-1].repeats == "7+"


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.floats(-2.0, 2.0)] * 4), st.integers(0, 99))
def test_gradient_is_the_slope(logs: tuple[float, ...], seed: int) -> None:
    data = Distinct.of(simulate(40, seed))
    point = np.array(logs)
    slope = bgnbd._negative(point, data)[1]
    assert slope == pytest.approx(
        approx_fprime(point, lambda at: bgnbd._negative(at, data)[0], 1e-6), abs=2e-3, rel=1e-3
    )


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.05, 5), st.floats(0.5, 200), st.floats(0.05, 3).filter(lambda a: abs(a - 1) > 2e-3), st.floats(0.2, 9),
    st.integers(0, 60), st.floats(0.01, 0.99), st.floats(1, 700), st.floats(0.01, 3.0),
)  # fmt: skip
def test_two_ways_to_one_expectation(
    r: float, alpha: float, a: float, b: float, x: int, seen: float, age: float, horizon: float
) -> None:
    model = bgnbd.BgNbd(r, alpha, a, b, 0.0)
    one = Histories.of([x], [seen * age if x else 0.0], [age])
    closed, integrated = model._expected_alive(one, horizon * age), model._integrated(one, horizon * age)
    assert closed == pytest.approx(integrated, rel=1e-3, abs=1e-9)
    assert 0 <= model.p_alive(one)[0] <= 1


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.floats(-1.5, 2.0)] * 3), st.integers(0, 99))
def test_value_gradient_is_the_slope(logs: tuple[float, ...], seed: int) -> None:
    chance = np.random.default_rng(seed)
    x, z = chance.integers(1, 9, 30).astype(float), chance.gamma(3, 1 / 3, 30)
    point = np.array(logs)
    slope = gamma_gamma._negative(point, x, z)[1]
    assert slope == pytest.approx(
        approx_fprime(point, lambda at: gamma_gamma._negative(at, x, z)[0], 1e-6), abs=2e-3, rel=1e-3
    )


def test_folding_keeps_everybody() -> None:
    histories = simulate(500, seed=3)
    folded = Distinct.of(histories)
    assert folded.persons.sum() == folded.persons_by_repeats.sum() == 500
    assert (folded.persons * folded.x).sum() == histories.x.sum()


@pytest.mark.parametrize(
    "histories",
    [
        pytest.param(Histories.of([0] * 500, [0.0] * 500, np.linspace(10, 300, 500)), id="all one-timers"),
        pytest.param(Histories.of([3] * 10, [5.0] * 10, [30.0] * 10), id="ten customers"),
        pytest.param(Histories.of([3] * 500, [50.0] * 500, [90.0] * 500), id="zero variance"),
    ],
)
def test_too_little_is_said_so(histories: Histories) -> None:
    with pytest.raises(NotEnoughData) as found, translation.override("en"):
        rules.require_histories(histories)
    assert found.value.message.startswith("Not enough data")


def test_a_model_without_a_peak_says_so() -> None:
    """Clockwork buyers, everyone the same rate: the spread of rates has no finite estimate."""
    ages = np.arange(100.0, 400.0)
    histories = Histories.of(ages // 10, (ages // 10) * 10, ages)
    assert not bgnbd.fit(histories).settled


def test_an_impossible_history_is_refused() -> None:
    with pytest.raises(ValueError, match="t_x"):
        Histories.of([1], [9.0], [5.0])
