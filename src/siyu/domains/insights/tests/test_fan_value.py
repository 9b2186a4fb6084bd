"""Fan value: a published formula, bounded, monotone in every part, silent while too little is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.accounts.models import Account
from siyu.domains.insights.actions.value_account import value_account
from siyu.domains.insights.metrics.fan_value import SCALES, WEIGHTS, fan_value, points
from siyu.domains.moderation.models import Case
from siyu.domains.notes.models import FeedAccount, Note
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore

BETTER_WHEN_LESS = {"reply", "refund", "complaint"}


def test_the_weights_are_a_whole() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(SCALES)


@given(st.sampled_from(sorted(WEIGHTS)), st.floats(0, 3_000), st.floats(0, 3_000))
def test_points_are_bounded_and_monotone(name: str, one: float, other: float) -> None:
    low, high = points(name, min(one, other)), points(name, max(one, other))
    assert 0 <= low <= 100
    assert (low >= high) if name in BETTER_WHEN_LESS else (low <= high)


def test_the_formula_by_hand() -> None:
    figures = {"reply": 35.0, "repurchase": 0.2, "refund": 0.06, "complaint": 0.5, "output": 0.5}
    # 85, 60, 80, 80, 50 → (25·85 + 25·60 + 20·80 + 15·80 + 15·50) / 100
    assert fan_value(figures).value == round((2125 + 1500 + 1600 + 1200 + 750) / 100)
    assert fan_value({"complaint": 0.0, "output": 1.0}).value is None
    assert fan_value({"reply": 5, "complaint": 0, "output": None, "refund": None}).value == 100


@pytest.mark.django_db
def test_an_account_is_valued_from_its_figures(event_store: DuckStore) -> None:
    account = Account.objects.create(slug="moli", name="茉莉")
    now = clock.now()
    value_account(account)
    assert FeedAccount.objects.get(pk=account.pk).value is None  # a beginner is not judged
    for week in range(4):
        Note.objects.create(
            account=account, state=Note.State.PUBLISHED, published_at=now - timedelta(weeks=week, days=1)
        )
    Case.objects.create(account=account, for_platform=True, kind="note", target="x", source="reports", outcome="hide",
                        state="decided", opened_at=now, due_at=now, decided_at=now)  # fmt: skip
    found = value_account(account)
    assert found.parts["output"] == {"figure": 0.5, "points": 50}
    assert found.parts["complaint"]["figure"] == 10.0
    assert found.parts["complaint"]["points"] == 0
    assert "reply" not in found.parts
    kept = FeedAccount.objects.get(pk=account.pk)
    assert kept.value is None
    assert kept.parts == found.parts
