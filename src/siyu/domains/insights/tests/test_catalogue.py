"""The catalogue's words, the metric command, and what it refuses."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.utils import translation

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.insights.commands import metric_command
from siyu.domains.insights.metrics import duckdb as dialect
from siyu.domains.insights.metrics.catalogue import METRICS
from siyu.domains.insights.metrics.metric import Metric
from siyu.domains.insights.metrics.relations import RELATIONS
from siyu.domains.insights.metrics.tree import leaves
from siyu.domains.insights.queries.metrics import show, show_many
from siyu.domains.insights.tests.stating import fact, put
from siyu.domains.insights.types import Window
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.eventstore.duck import DuckStore

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ACCOUNT = Account(pk=1, slug="x", time_zone="Asia/Shanghai")


def test_at_least_the_first_sixty() -> None:
    assert len(METRICS) >= 60


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_words_are_complete(metric: Metric) -> None:
    assert CHINESE.search(metric.zh)
    assert CHINESE.search(metric.definition_zh)
    assert metric.definition_zh.endswith("。")
    assert not CHINESE.search(metric.en + metric.definition_en + metric.formula)
    assert metric.definition_en.endswith(".")
    assert metric.formula
    with translation.override("en"):
        assert metric.title == metric.en
    with translation.override("zh-hans"):
        assert (metric.title, metric.definition) == (metric.zh, metric.definition_zh)


def test_no_two_metrics_share_words_or_tree() -> None:
    for field in ("zh", "en", "definition_zh", "definition_en", "tree"):
        values = [getattr(metric, field) for metric in METRICS.values()]
        assert len(set(values)) == len(values), field


def test_trees_only_use_what_the_dialect_has() -> None:
    for metric in METRICS.values():
        for leaf in leaves(metric.tree):
            assert RELATIONS[leaf.relation].base
            assert dialect.base(RELATIONS[leaf.relation].base)
            assert leaf.function in dialect.AGGREGATES
            assert leaf.span in dialect.SPANS
        assert set(metric.dimensions) <= set(dialect.DIMENSIONS)


def test_one_question_however_many_metrics(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    ask = event_store.query
    monkeypatch.setattr(event_store, "query", lambda *given: asked.append(given) or ask(*given))
    show_many(ACCOUNT, list(METRICS), Window())
    assert len(asked) == 1


def test_days_without_sales_are_told_as_zero(event_store: DuckStore) -> None:
    put(event_store, [fact(1, datetime(2024, 1, 2, 15, 59, 59, tzinfo=UTC), "order.paid", no="a", fen=100),
                      fact(1, datetime(2024, 1, 2, 16, 0, 0, tzinfo=UTC), "order.paid", no="b", fen=200)])  # fmt: skip
    result = show(ACCOUNT, "gmv_paid", Window(date(2024, 1, 1), date(2024, 1, 4)), "day")
    assert [(row.key, row.value) for row in result.rows] == [
        ("2024-01-01", 0), ("2024-01-02", 100), ("2024-01-03", 200), ("2024-01-04", 0),
    ]  # fmt: skip


def test_unknown_names_dimensions_and_windows_are_refused(event_store: DuckStore) -> None:
    with translation.override("en"):
        with pytest.raises(NotFound, match="metric list"):
            show(ACCOUNT, "no_such", Window())
        with pytest.raises(Invalid, match="cannot be cut by “moon”"):
            show(ACCOUNT, "buyers", Window(), "moon")
        with pytest.raises(Invalid, match="ends before"):
            show(ACCOUNT, "buyers", Window(date(2024, 2, 1), date(2024, 1, 1)))


@pytest.mark.django_db
def test_the_commands_print_the_contract(event_store: DuckStore) -> None:
    account = open_account(slug="silk", name="Silk")
    put(event_store, [fact(1, datetime(2024, 1, 2, tzinfo=UTC), "order.paid", account=account.pk, no="a", fen=12_300)])
    listed = json.loads(CliRunner().invoke(metric_command, ["list", "--json"], catch_exceptions=False).stdout)
    assert {"name", "zh", "en", "definition", "unit"} <= listed[0].keys()
    arguments = ["show", "gmv_paid", "--account=silk", "--from=2024-01-01", "--to=2024-01-31", "--json"]
    shown = json.loads(CliRunner().invoke(metric_command, arguments, catch_exceptions=False).stdout)
    assert (shown["name"], shown["value"], shown["unit"]) == ("gmv_paid", 12_300, "fen")
    assert shown["window"] == {"from": "2024-01-01", "to": "2024-01-31", "time_zone": "Asia/Shanghai"}
    by_channel = CliRunner().invoke(metric_command, [*arguments, "--by=channel"], catch_exceptions=False)
    assert json.loads(by_channel.stdout)["rows"] == [{"key": "taobao", "value": 12_300}]
