"""Silent members at the desk: who they are by what they really did, and a word to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.group_health import conf
from siyu.domains.group_health.queries.health import health_of
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.inbox.models import Notice
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORDS = "好久不见，周三开壶，来坐坐。"


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    cache.clear()
    return make_desk()


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def since(group: Group, name: str, days: int = 60) -> User:
    user = make_member(name)
    with clock.replaying(clock.now() - timedelta(days=days)):
        join(user, group)
    return user


def at(group: Group, more: str = "") -> str:
    return f"/console/acme/group-health/{group.public_id}/silent/{more}"


def test_leaders_and_growth_are_read_from_what_happened(desk: Desk) -> None:
    group = make_group(desk)
    people = [since(group, f"m{n}") for n in range(4)]
    since(group, "新", 3)
    for n, user in enumerate((people[0], people[1], desk.user)):
        send_message(user, group.public_id, Draft(text="早", nonce=str(n)))
    send_message(desk.user, group.public_id, Draft(text="品牌说", nonce="a", voice="account"))
    relay.deliver_all()
    (health,) = health_of(desk.account, [group], 28)
    values = {one.name: one.value for one in health.readings}
    assert values["leaders"] == 2 / 4, "the owner and the account, of four messages"
    assert values["growth"] == 1 / 4
    assert (health.figures.growth, health.figures.joined, health.figures.left) == (1, 1, 0)


def test_the_list_is_searched_narrowed_and_turned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    group = make_group(desk)
    old, young, before = since(group, "阿旧", 90), since(group, "阿新", 40), since(group, "阿曾", 95)
    with clock.replaying(clock.now() - timedelta(days=50)):
        send_message(before, group.public_id, Draft(text="早", nonce="1"))
    since(group, "刚来", 2)
    relay.deliver_all()
    client = client_of(desk.user)

    def shown(query: str = "") -> list[str]:
        page = client.get(at(group) + query).content.decode()
        names = {user.name: page.find(f'aria-label="{user.name}"') for user in (old, young, before)}
        assert "刚来" not in page
        return sorted((name for name, place in names.items() if place >= 0), key=lambda name: names[name])

    assert shown() == ["阿旧", "阿曾", "阿新"]
    assert shown("?sort=shortest") == ["阿新", "阿曾", "阿旧"]
    assert shown("?kind=never") == ["阿旧", "阿新"]
    assert shown("?kind=before") == ["阿曾"]
    assert shown("?q=新") == ["阿新"]
    monkeypatch.setattr(conf, "PAGE", 2)
    assert shown() == ["阿旧", "阿曾"]
    following = client.get(at(group)).context["page"].next_cursor
    assert shown(f"?cursor={following}") == ["阿新"]
    assert client.get(at(group) + "?cursor=nonsense").status_code == 422


def test_a_word_to_the_silent_goes_out_once_a_week(desk: Desk) -> None:
    group = make_group(desk)
    first, second, awake = since(group, "一"), since(group, "二"), since(group, "醒", 2)
    relay.deliver_all()
    client, stranger = client_of(desk.user), make_member("外")
    assert client.post(at(group, "nudge/"), {"words": WORDS}).status_code == 422, "nobody is ticked"
    assert client.post(at(group, "nudge/"), {"words": " ", "uid": first.uid}).status_code == 422
    sent = {"words": WORDS, "uid": [first.uid, awake.uid, stranger.uid]}
    for _ in range(2):
        assert client.post(at(group, "nudge/"), sent).status_code == 302
    client.post(at(group, "nudge/"), {**sent, "uid": [first.uid, second.uid]})
    told = Notice.objects.filter(key__startswith=f"nudge:{group.public_id}")
    assert sorted(told.values_list("user_id", flat=True)) == sorted([first.pk, second.pk])
    assert {(one.body, one.url) for one in told} == {(WORDS, f"/g/{group.public_id}/")}
    entries = AuditEntry.objects.filter(act="group.silent_nudged")
    assert [one.data["users"] for one in entries.order_by("pk")] == [1, 1]


def test_thresholds_are_tuned_refused_and_reset(desk: Desk) -> None:
    group = make_group(desk)
    for n in range(6):
        since(group, f"m{n}", 20)
    relay.deliver_all()
    client, address = client_of(desk.user), "/console/acme/settings/numbers/group_health/"
    page = client.get(address)
    sent: dict[str, Any] = {
        field.number.name: field.text for _section, fields in page.context["sections"] for field in fields
    }
    assert (sent["silent_days"], sent["churn_bad"], sent["uneven_bad"]) == ("28", "15", "2")
    assert health_of(desk.account, [group], 28)[0].figures.silent == 0
    for wrong in ({"silent_days": "3"}, {"churn_bad": "x"}, {"silent_days": "9.5"}, {"churn_good": "40"}):
        refused = client.post(address, {**sent, **wrong})
        assert refused.status_code == 422, wrong
        assert f'value="{next(iter(wrong.values()))}"' in refused.content.decode()
    desk.account.refresh_from_db()
    assert "group_health" not in desk.account.settings
    assert client.post(address, {**sent, "silent_days": "14", "silent_bad": "100"}).status_code == 302
    desk.account.refresh_from_db()
    assert desk.account.settings["group_health"] == {"silent_days": 14, "silent_bad": 1.0}
    (health,) = health_of(desk.account, [group], 28)
    assert health.figures.silent == 6
    assert "14" in str(next(one.meaning for one in health.readings if one.name == "silent"))
    entry = AuditEntry.objects.filter(act="account.tuned").latest("pk")
    assert entry.data["after"] == {"silent_days": 14, "silent_bad": 1.0}
    assert client.post(address, {"reset": "1"}).status_code == 302
    desk.account.refresh_from_db()
    assert health_of(desk.account, [group], 28)[0].figures.silent == 0
    operator = User.objects.create_user("operator@example.com")
    Membership.objects.create(account=desk.account, user=operator, role="operator")
    assert client_of(operator).get(address).status_code == 403
    assert client.get("/console/acme/settings/numbers/nonsense/").status_code == 404


def test_others_find_nothing(desk: Desk) -> None:
    group, other = make_group(desk), client_of(make_desk("other").user)
    for path in (at(group), at(group).replace("acme", "other")):
        assert other.get(path).status_code == 404
        assert other.post(f"{path}nudge/", {"words": WORDS}).status_code == 404
