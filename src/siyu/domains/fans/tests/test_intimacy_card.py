"""Intimacy on the fan page is what the rule says of this one fan, and says how it is reckoned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from siyu.domains.fans import rules
from siyu.domains.fans.queries.person_intimacy import person_intimacy
from siyu.domains.fans.tests.worlds import NOW, Fact, make_account, make_desk, make_person, tell
from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import StoreUnavailableError

pytestmark = pytest.mark.django_db


def test_it_is_the_rule_as_of_now(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account()
    person, other = make_person(account, "a"), make_person(account, "b")
    ages = {"order.paid": 30.0, "note.shared": 60.0, "order.refunded": 0.5, "note.liked": 0.0}
    facts = [Fact(person.pk, kind, NOW - timedelta(days=age)) for kind, age in ages.items()]
    facts += [Fact(other.pk, "order.paid", NOW), Fact(person.pk, "order.paid", NOW + timedelta(days=1))]
    tell(account, facts)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    why = person_intimacy(account, person.pk)
    points = dict((*why.giving, *why.taking))
    expected = rules.intimacy([(points[kind], age) for kind, age in ages.items()], why.half_life_days)
    assert why.value == expected > 0
    assert (why.giving[0], why.taking[0]) == (("order.paid", 20), ("order.refunded", -10))
    assert person_intimacy(account, make_person(account, "c").pk).value == 0.0


def test_the_card_says_the_formula_in_both_languages(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account(half_life_days=10, points={"order.paid": 7, "account.unfollowed": -2})
    person = make_person(account, "a")
    tell(account, [Fact(person.pk, "order.paid", clock.now())])
    client = Client()
    client.force_login(make_desk(account).user)
    url = reverse("console:fans:intimacy", kwargs={"slug": account.slug, "person_id": person.pk})
    english = client.get(url, headers={"accept-language": "en"}).content.decode()
    chinese = client.get(url, headers={"accept-language": "zh-hans"}).content.decode()
    for body in (english, chinese):
        assert ">7.0</span>" in body
        assert "+7" in body
        assert "-2" in body
    assert "÷ 10)" in english
    assert "付款" in chinese
    page = client.get(reverse("console:fans:person", kwargs={"slug": account.slug, "person_id": person.pk}))
    assert f'hx-get="{url}"' in page.content.decode()
    stranger = Client()
    stranger.force_login(make_desk(make_account("other")).user)
    assert stranger.get(url).status_code == 404


def test_without_an_event_store_the_card_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nobody:
        def query(self, *_: Any, **__: Any) -> None:
            raise StoreUnavailableError("nobody answers")

    monkeypatch.setattr(eventstore, "connect", Nobody)
    account = make_account()
    client = Client()
    client.force_login(make_desk(account).user)
    url = reverse("console:fans:intimacy", kwargs={"slug": account.slug, "person_id": make_person(account, "a").pk})
    answer = client.get(url, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "does not answer" in answer.content.decode()
