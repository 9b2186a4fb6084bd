"""Group health at the desk: who needs somebody first, why, and what to do next."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.group_health import conf, rules
from siyu.domains.group_health.queries.complaints import complaints_of
from siyu.domains.group_health.queries.health import health_of
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.queries.words import ACTION_LABELS, MEASURE_LABELS
from siyu.domains.group_health.types import Figures
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.moderation.actions.report_content import report_content
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_LIGHT = some.sampled_from(["good", "watch", "bad", "none"])


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    cache.clear()
    return make_desk()


def client_of(desk: Desk) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(desk.user, backend=BACKEND)
    return client


@given(some.fixed_dictionaries({one.name: _LIGHT for one in rules.MEASURES}), some.integers(0, 50), some.booleans())
def test_the_worst_comes_first_and_something_is_always_to_be_done(
    lights: dict[str, Any], members: int, full: bool
) -> None:
    actions = rules.next_actions(lights, members=members, full=full, overflow=False)
    assert actions
    assert len(set(actions)) == len(actions)
    assert set(actions) <= set(ACTION_LABELS)
    bad = [one.name for one in rules.MEASURES if lights[one.name] == "bad"]
    if members < conf.FEW_MEMBERS:
        assert actions == ["invite"]
    elif full:
        assert actions[0] == "overflow"
    elif bad:
        assert actions[0] == rules.REMEDIES[bad[0]]
    elif set(lights.values()) <= {"good", "none"}:
        assert actions == ["grow"]
    worse = {**lights, "churn": "bad"}
    assert rules.need_of(worse) >= rules.need_of(lights)


def test_every_measure_has_words_and_a_remedy() -> None:
    names = [one.name for one in rules.MEASURES]
    assert sorted(names) == sorted(MEASURE_LABELS) == sorted(rules.REMEDIES)
    assert set(rules.values_of(Figures(), 28, 0)) == set(names)


def test_the_list_puts_the_needy_first_and_the_page_says_why(desk: Desk) -> None:
    quiet, lively = make_group(desk, "冷清群"), make_group(desk, "热闹群")
    people = [make_member(f"m{n}") for n in range(8)]
    for user in people:
        join(user, quiet)
        join(user, lively)
    for n, user in enumerate(people):
        said = send_message(user, lively.public_id, Draft(text="早", nonce=str(n)))
    state_act(desk.account, people[0], "order.paid", object_type="order", object_id="o1", amount_fen=9_900)
    leave_group(people[7], quiet.public_id)
    report_content(people[1], "message", f"{lively.public_id}.{said.seq}", "spam")
    relay.deliver_all()
    span = span_until(clock.now(), desk.account.time_zone, 7)
    assert complaints_of(desk.account, span) == {lively.public_id: 1}
    quiet.refresh_from_db()
    lively.refresh_from_db()
    first, second = health_of(desk.account, [quiet, lively], 7)
    values = {reading.name: reading.value for reading in second.readings}
    assert (values["lively"], values["sales"], values["complaints"]) == (1 / 7, 1 / 8, 1 / 8)
    assert first.figures.members == 7
    client, base = client_of(desk), "/console/acme/group-health/"
    page = client.get(f"{base}?days=7").content.decode()
    assert "冷清群" in page
    assert second.need > first.need, "a report weighs more than silence"
    assert page.index("热闹群") < page.index("冷清群")
    assert "12 %" in client.get(f"{base}{lively.public_id}/?days=7").content.decode()
    assert "冷清群" not in client.get(f"{base}?q=热闹").content.decode()


def test_what_is_read_costs_the_same_for_few_and_many(desk: Desk, django_assert_max_num_queries: Any) -> None:
    groups = [make_group(desk, f"群{n}") for n in range(12)]
    with django_assert_max_num_queries(7):
        assert len(health_of(desk.account, groups, 28)) == 12


def test_others_find_nothing(desk: Desk) -> None:
    group = make_group(desk)
    other = client_of(make_desk("other"))
    for path in ("", f"{group.public_id}/"):
        assert other.get(f"/console/acme/group-health/{path}").status_code == 404
    assert other.get(f"/console/other/group-health/{group.public_id}/").status_code == 404
    assert "没有" in other.get("/console/other/group-health/").content.decode()
