"""Whoever follows or becomes known is led within seconds, each once; a segment that routes stand on stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member
from siyu.domains.groups.types import Conditions
from siyu.domains.inbox.models import Notice
from siyu.domains.members.actions.block_somebody import block_account
from siyu.domains.members.actions.follow_account import follow_account, unfollow_account
from siyu.domains.people.models import User
from siyu.domains.routing import conf
from siyu.domains.routing.actions import lead_newcomers as leading
from siyu.domains.routing.actions.lead_newcomers import await_newcomers, lead_newcomers
from siyu.domains.routing.actions.run_routes import begin_run, run_routes
from siyu.domains.routing.actions.save_route import remove_route, save_route, switch_route
from siyu.domains.routing.actions.undo_run import undo_run
from siyu.domains.routing.models import Newcomer, Routed, RouteRun
from siyu.domains.routing.types import RouteForm
from siyu.domains.segments.actions.delete_segment import delete_segment
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.segments.errors import SegmentInUse
from siyu.domains.segments.models import Segment
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.testing.rivals import all_succeed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def queued() -> int:
    return DBTaskResult.objects.filter(task_path__endswith="lead_newcomers").count()


def invited(user: User) -> int:
    return Notice.objects.filter(user=user, kind="group").count()


def test_a_follow_leads_within_seconds_once(desk: Desk) -> None:
    save_route(desk, RouteForm(group=make_group(desk, "迎新群").public_id))
    mei, bo = make_member("小美"), make_member("阿波")
    follow_account(mei, desk.account)
    assert queued() == 0  # nothing before the fact is delivered
    relay.deliver_all()
    assert (queued(), Newcomer.objects.of(desk.account).get().user) == (1, mei)
    job = DBTaskResult.objects.get(task_path__endswith="lead_newcomers")
    assert job.run_after <= clock.now() + timedelta(seconds=conf.NEWCOMERS_AFTER)
    follow_account(bo, desk.account)
    relay.deliver_all()
    assert queued() == 1  # who comes meanwhile rides along
    assert lead_newcomers(desk.account) == 2
    assert lead_newcomers(desk.account) == 0
    unfollow_account(mei, desk.account)
    follow_account(mei, desk.account)
    relay.deliver_all()
    assert Newcomer.objects.of(desk.account).get().user == mei  # known for long, and follows anew
    assert lead_newcomers(desk.account) == 0
    run_routes(begin_run(desk.account))
    assert (invited(mei), invited(bo)) == (1, 1)
    assert not Newcomer.objects.of(desk.account).exists()
    run = RouteRun.objects.of(desk.account).exclude(newcomers_on=None).get()
    assert (run.invited, run.ended_at is not None) == (2, True)
    assert "当天新来的人" in client_of(desk.user).get("/console/acme/routing/").content.decode()
    assert undo_run(desk, run.public_id) == 2
    late = make_member("晚来")
    follow_account(late, desk.account)
    relay.deliver_all()
    assert lead_newcomers(desk.account) == 1
    assert RouteRun.objects.of(desk.account).exclude(newcomers_on=None).count() == 2


def test_who_becomes_known_is_led_by_segments_without_following(desk: Desk) -> None:
    save_segment(desk, name="买过", tree={"attr": "orders", "gte": 1}, slug=None)
    bought = Segment.objects.of(desk.account).get()
    save_route(desk, RouteForm(group=make_group(desk, "买家群").public_id, segment=bought.slug))
    buyer, looker = make_member("买家"), make_member("看客")
    with transaction.atomic():
        state_act(desk.account, buyer, "order.paid", object_type="order", object_id="o1", amount_fen=9_900)
        state_act(desk.account, looker, "note.viewed", object_type="note", object_id="n1")
    relay.deliver_all()
    mirror_persons(desk.account)
    assert {row.user for row in Newcomer.objects.of(desk.account)} == {buyer, looker}
    assert lead_newcomers(desk.account) == 1
    assert (invited(buyer), invited(looker)) == (1, 0)


def test_without_live_routes_nobody_waits_and_blocks_are_respected(desk: Desk) -> None:
    group = make_group(desk, "群")
    route = save_route(desk, RouteForm(group=group.public_id))
    switch_route(desk, route.public_id, on=False)
    follow_account(make_member(), desk.account)
    relay.deliver_all()
    assert (queued(), Newcomer.objects.of(desk.account).count()) == (0, 0)
    switch_route(desk, route.public_id, on=True)
    mei = make_member("拉黑")
    follow_account(mei, desk.account)
    relay.deliver_all()
    block_account(mei, desk.account)
    assert lead_newcomers(desk.account) == 0
    assert invited(mei) == 0


def test_a_crash_loses_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    save_route(desk, RouteForm(group=make_group(desk, "群").public_id))
    mei = make_member()
    follow_account(mei, desk.account)
    relay.deliver_all()

    def broken(*_args: object) -> int:
        raise RuntimeError("the engine is away")

    with monkeypatch.context() as patch:
        patch.setattr(leading, "invite_newcomers", broken)
        with pytest.raises(RuntimeError):
            lead_newcomers(desk.account)
    assert lead_newcomers(desk.account) == 1
    bo = make_member()
    follow_account(bo, desk.account)
    relay.deliver_all()
    Newcomer.objects.of(desk.account).update(claim="killed", claimed_at=clock.now())
    assert lead_newcomers(desk.account) == 0  # somebody is at it
    with time_machine.travel(clock.now() + timedelta(seconds=conf.CLAIM_SECONDS + 1), tick=False):
        assert lead_newcomers(desk.account) == 1


def test_a_segment_in_use_says_by_what_and_stays(desk: Desk) -> None:
    save_segment(desk, name="买过", tree={"attr": "orders", "gte": 1}, slug=None)
    segment = Segment.objects.of(desk.account).get()
    door = make_group(desk, "门槛群", policy="conditions", conditions=Conditions(segment=segment.slug))
    route = save_route(desk, RouteForm(group=make_group(desk, "买家群").public_id, segment=segment.slug))
    switch_route(desk, route.public_id, on=False)  # resting, but one press away
    client, page = client_of(desk.user), f"/console/acme/segments/of/{segment.slug}/"
    body = client.get(page).content.decode()
    for named in ("买家群", "门槛群", f"/console/acme/routing/{route.public_id}/"):
        assert named in body
    assert 'class="button danger">' not in body
    told = client.post(f"{page}delete/", follow=True).content.decode()
    assert "买家群" in told
    with pytest.raises(SegmentInUse) as refused:
        delete_segment(desk, segment.slug)
    assert set(refused.value.data["used_by"]) == {"买家群", "门槛群"}
    remove_route(desk, route.public_id)
    door.conditions = {}
    door.save()
    assert 'class="button danger">' in client.get(page).content.decode()
    assert client.post(f"{page}delete/").status_code == 302
    segment.refresh_from_db()
    assert segment.deleted_at is not None


@pytest.mark.django_db(transaction=True)
def test_rivals_lead_each_newcomer_once(event_store: DuckStore) -> None:
    desk = make_desk()
    save_route(desk, RouteForm(group=make_group(desk, "群").public_id))
    people = [make_member(f"粉{n}") for n in range(6)]
    for user in people:
        follow_account(user, desk.account)
    with transaction.atomic():
        await_newcomers(desk.account, {user.pk for user in people})
    all_succeed([lambda: lead_newcomers(desk.account)] * 3 + [lambda: run_routes(begin_run(desk.account))])
    assert Routed.objects.of(desk.account).count() == 6
    assert Notice.objects.filter(user__in=people, kind="group").count() == 6
    assert sum(RouteRun.objects.of(desk.account).values_list("invited", flat=True)) == 6
    assert not Newcomer.objects.of(desk.account).exists()
