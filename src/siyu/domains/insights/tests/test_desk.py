"""The pages of figures over HTTP: right sums, clear errors, the PDF, and a number of queries that does not grow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.insights.tests.stating import fact, put
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore

PAGES = ["data/", "data/repurchase/", "data/rfm/", "data/channels/", "data/refunds/", "data/prediction/", "boss/"]


@pytest.fixture
def account(db: None) -> Account:
    return open_account(slug="silk", name="云锦旗袍", owner=User.objects.create_user("boss@example.com"))


@pytest.fixture
def desk(client: Client, account: Account, event_store: DuckStore) -> Client:
    client.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    return client


def _sell(store: DuckStore, account: Account, persons: int) -> None:
    yesterday = clock.now() - timedelta(days=1)
    facts: list[dict[str, Any]] = []
    for n in range(1, persons + 1):
        facts += [
            fact(n, yesterday - timedelta(minutes=n), "order.placed", no=f"o{n}", fen=10_050, account=account.pk),
            fact(n, yesterday - timedelta(minutes=n), "order.paid", no=f"o{n}", fen=10_050, account=account.pk),
        ]
    facts.append(fact(1, yesterday, "order.refunded", no="o1", fen=10_050, account=account.pk))
    put(store, facts)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_account_gets_a_page_that_teaches(desk: Client, page: str) -> None:
    answer = desk.get(f"/console/silk/{page}")
    assert answer.status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "data/metrics/", "data/metrics/gmv_net/", "data/metrics/gmv_net/?by=channel"])
def test_pages_stand_on_facts(desk: Client, event_store: DuckStore, account: Account, page: str) -> None:
    _sell(event_store, account, 40)
    assert desk.get(f"/console/silk/{page}").status_code == 200


def test_the_overview_adds_up(desk: Client, event_store: DuckStore, account: Account) -> None:
    _sell(event_store, account, 4)
    said = desk.get("/console/silk/data/").content.decode()
    assert "¥301.50" in said  # 4 × 100.50 less one refund
    assert "25.0%" in said  # of the money went back


@pytest.mark.parametrize(
    "query", ["days=zero", "days=-1", "days=99999999", "from=2026-13-01", "from=2026-02-02&to=2026-02-01"]
)
def test_a_period_that_cannot_be_read_is_said_so(desk: Client, query: str) -> None:
    answer = desk.get(f"/console/silk/data/?{query}")
    assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()


def test_an_unknown_metric_is_not_there(desk: Client) -> None:
    assert desk.get("/console/silk/data/metrics/no_such/").status_code == 404


def test_search_finds_metrics_in_both_languages(desk: Client) -> None:
    for word in ("复购率", "repurchase"):
        assert "repurchase_rate" in desk.get("/console/silk/data/metrics/", {"q": word}).content.decode()


def test_the_boss_takes_it_home(desk: Client, event_store: DuckStore, account: Account) -> None:
    _sell(event_store, account, 40)
    answer = desk.get("/console/silk/boss/report.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert desk.get("/console/silk/boss/?days=8").status_code == 422


def test_queries_do_not_grow_with_the_fans(
    desk: Client, event_store: DuckStore, account: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _sell(event_store, account, 500)
    with translation.override("en"):
        for page in PAGES:
            # session, user, membership, accounts of the switcher; a page adds at most four of its own
            with django_assert_max_num_queries(8):
                desk.get(f"/console/silk/{page}")
