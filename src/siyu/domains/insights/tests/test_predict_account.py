"""Predicting an account from its facts: the published CDNOW fit end to end, storing, calibration, too little data."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from django.utils import translation

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person, Standing
from siyu.domains.insights.actions.predict_account import predict_account
from siyu.domains.insights.commands import predict_command
from siyu.domains.insights.errors import NotEnoughData
from siyu.domains.insights.queries.predictions import predictions
from siyu.domains.insights.tests.stating import fact, put
from siyu.platform.eventstore.duck import DuckStore

REPO = Path(__file__).resolve().parents[5]
CDNOW = REPO.parent / "shared" / "data" / "cdnow" / "CDNOW_sample.txt"
pytestmark = pytest.mark.django_db
NOON = datetime(2024, 1, 1, 4, tzinfo=UTC)  # midday in Shanghai


@pytest.fixture
def account() -> Account:
    return open_account(slug="silk", name="Silk")


def buyers(account: Account, store: DuckStore, count: int = 400, days: int = 300) -> None:
    """People who buy at their own rate and leave at some point; rows in both stores."""
    chance = np.random.default_rng(11)
    people = Person.objects.bulk_create(
        [Person(account=account, key=f"k{n}", name=f"n{n}", created_at=NOON) for n in range(count)]
    )
    Standing.objects.bulk_create([Standing(account=account, person=person, computed_at=NOON) for person in people])
    facts = []
    for person in people:
        rate, leave, spend, day = (
            chance.gamma(0.9, 1 / 25),
            chance.beta(0.8, 3),
            chance.gamma(6, 20),
            chance.integers(100),
        )
        while day < days:
            at, no = NOON + timedelta(days=int(day)), f"{person.pk}.{day}"
            fen = int(chance.gamma(6, spend / 6) * 100) + 1
            facts.append(fact(person.pk, at, "order.paid", account=account.pk, no=no, fen=fen))
            if chance.random() < leave:
                break
            day += max(1, round(chance.exponential(1 / rate)))
    put(store, facts)


@pytest.mark.real_data
def test_cdnow_end_to_end(event_store: DuckStore, account: Account) -> None:
    if not CDNOW.exists():
        pytest.skip(f"{CDNOW} is not here")
    facts = []
    for number, line in enumerate(CDNOW.read_text().splitlines()):
        _, customer, day, _, dollars = line.split()
        at = datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC) - timedelta(hours=8)  # local midnight in Shanghai
        facts.append(fact(int(customer), at, "order.paid", account=account.pk, no=f"o{number}",
                          fen=round(float(dollars) * 100)))  # fmt: skip
    put(event_store, facts)
    said = CliRunner().invoke(
        predict_command,
        ["--account=silk", "--calibration-end=1997-09-30", "--unit=week", "--json"],
        catch_exceptions=False,
    )
    document = json.loads(said.stdout)
    fitted = document["bgnbd"]
    assert document["customers"] == 2357
    assert [fitted[name] for name in ("r", "alpha", "a", "b")] == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=6e-4)
    assert fitted["log_likelihood"] == pytest.approx(-9582.4, abs=0.05)
    money = document["gamma_gamma"]
    assert [money[name] for name in ("p", "q", "gamma")] == pytest.approx([6.25, 3.74, 15.44], abs=0.02)
    rows = document["calibration"]
    assert sum(row["persons"] for row in rows) == 2357
    one_timers = rows[0]
    assert one_timers["predicted"] == pytest.approx(one_timers["actual"], abs=0.06)  # as in figure 4 of the paper


def test_predictions_stand_beside_the_persons(event_store: DuckStore, account: Account) -> None:
    buyers(account, event_store)
    report = predict_account(account)
    stored = Standing.objects.of(account).filter(p_alive__isnull=False)
    assert stored.count() == report.customers == 400
    assert sum(standing.expected_orders for standing in stored) == pytest.approx(report.expected_orders)
    assert all(0 <= standing.p_alive <= 1 and standing.expected_value_fen >= 0 for standing in stored)
    shown = predictions(account, top=5)
    assert [buyer.expected_orders for buyer in shown.top] == sorted(
        (standing.expected_orders for standing in stored), reverse=True
    )[:5]
    assert shown.calibration == report.calibration
    assert report.calibration_end < report.observed_until


def test_a_test_against_the_past_leaves_the_persons_alone(event_store: DuckStore, account: Account) -> None:
    buyers(account, event_store)
    report = predict_account(account, calibration_end=date(2024, 8, 1))
    assert report.observed_until == report.calibration_end == date(2024, 8, 1)
    assert report.calibration
    assert not Standing.objects.of(account).filter(p_alive__isnull=False).exists()


def test_weeks_and_days_tell_the_same(event_store: DuckStore, account: Account) -> None:
    buyers(account, event_store)
    days, weeks = predict_account(account), predict_account(account, unit="week")
    assert weeks.bgnbd["alpha"] * 7 == pytest.approx(days.bgnbd["alpha"], rel=1e-3)
    assert weeks.expected_orders == pytest.approx(days.expected_orders, rel=1e-3)


def test_several_orders_of_one_local_day_are_one_purchase(event_store: DuckStore, account: Account) -> None:
    from siyu.domains.insights.queries.purchases import purchases

    evening = datetime(2024, 1, 1, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    put(
        event_store,
        [
            fact(1, NOON, "order.paid", account=account.pk, no="a", fen=100),
            fact(1, evening, "order.paid", account=account.pk, no="b", fen=100),
            fact(1, evening + timedelta(minutes=1), "order.paid", account=account.pk, no="c", fen=500),
            fact(1, evening + timedelta(minutes=2), "order.paid", account=account.pk, no="d", fen=300),
            fact(1, evening + timedelta(days=1), "order.refunded", account=account.pk, no="d", fen=200),
            fact(0, NOON, "order.paid", account=account.pk, no="nobody", fen=100),
        ],
    )
    known = purchases(account, end=date(2024, 1, 11), observed_until=date(2024, 1, 11))
    assert known.persons.tolist() == [1]
    history = known.histories
    assert (history.x[0], history.t_x[0], history.T[0], history.z[0]) == (1, 1.0, 10.0, 6.0)


def test_too_little_is_said_and_kept(event_store: DuckStore, account: Account) -> None:
    with pytest.raises(NotEnoughData) as nothing:
        predict_account(account)
    assert nothing.value.data["lack"] == "orders"
    buyers(account, event_store, count=10)
    with pytest.raises(NotEnoughData) as few:
        predict_account(account)
    assert few.value.data == {"lack": "customers", "has": 10, "needs": 50}
    with translation.override("en"):
        assert "10 buyers" in predictions(account).problem
    assert predictions(account).bgnbd == {}
