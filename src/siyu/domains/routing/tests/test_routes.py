"""From rule to invitation to the group: whole, over HTTP, once each, and back."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.match_identities import Claim, Key, match_identities
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.family import family_of
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.inbox.models import Notice
from siyu.domains.members.actions.block_somebody import block_account
from siyu.domains.members.actions.follow_account import follow_account
from siyu.domains.people.models import User
from siyu.domains.routing.actions.run_routes import begin_run, run_routes
from siyu.domains.routing.actions.save_route import save_route, switch_route
from siyu.domains.routing.models import Route, Routed, RouteRun
from siyu.domains.routing.queries.plan import plan, samples
from siyu.domains.routing.types import RouteForm
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.segments.models import Segment
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.testing.rivals import all_succeed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def followers(desk: Desk, number: int) -> list[User]:
    people = [make_member(f"粉{n}") for n in range(number)]
    for user in people:
        follow_account(user, desk.account)
    return people


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


def test_a_route_invites_and_the_rules_let_in(desk: Desk) -> None:
    group = make_group(desk, "迎新群", policy="invite", rules="友善")
    people = followers(desk, 3)
    route = save_route(desk, RouteForm(group=group.public_id, words="来坐坐"))
    run = run_routes(begin_run(desk.account))
    assert run.invited == 3
    assert run.counts == {route.public_id: {"invite": 3, "strangers": 0}}
    notice = Notice.objects.get(user=people[0], kind="group")
    assert notice.body == "来坐坐"
    assert "迎新群" in notice.title
    client = client_of(people[0])
    assert "友善" in client.get(notice.url).content.decode()
    token = notice.url.partition("invite=")[2]
    sent = {"invite": token, "accepted": group.rules_version, "consent": "on"}
    assert client.post(f"/g/{group.public_id}/join/", sent).status_code == 302
    assert GroupMember.objects.of(desk.account).get(user=people[0]).state == "active"
    again = run_routes(begin_run(desk.account))
    assert again.invited == 0
    assert again.counts[route.public_id] == {"there": 1, "invited": 2, "strangers": 0}
    assert Notice.objects.filter(kind="group").exclude(user=desk.user).count() == 3


def test_who_left_was_put_out_or_blocks_is_let_be(desk: Desk) -> None:
    group = make_group(desk, "群")
    gone, blocks, stays = followers(desk, 3)
    join(gone, group)
    leave_group(gone, group.public_id)
    save_route(desk, RouteForm(group=group.public_id))
    block_account(blocks, desk.account)
    verdicts = plan(desk.account)[0].verdicts
    assert verdicts[gone.pk] == "out"
    assert verdicts.get(blocks.pk, "blocked") == "blocked"
    assert verdicts[stays.pk] == "invite"


def test_the_first_route_that_fits_counts(desk: Desk) -> None:
    buyers, everyone = make_group(desk, "买家群"), make_group(desk, "大家群", kind="standard", capacity=50)
    buyer, other = followers(desk, 2)
    state_act(desk.account, buyer, "order.paid", object_type="order", object_id="o1", amount_fen=9_900)
    stranger = Claim((Key("nick", "taobao", "路人", "路人"),), "2026-01-01 00:00:00")
    with transaction.atomic():
        person = match_identities(desk.account, [stranger], source="test").persons[0]
    relay.deliver_all()
    mirror_persons(desk.account)
    save_segment(desk, name="买过", tree={"attr": "orders", "gte": 1}, slug=None)
    bought = Segment.objects.of(desk.account).get()
    one = save_route(desk, RouteForm(group=buyers.public_id, segment=bought.slug))
    two = save_route(desk, RouteForm(group=everyone.public_id))
    legs = {leg.route.pk: leg for leg in plan(desk.account)}
    assert (legs[one.pk].users, legs[two.pk].users) == ([buyer.pk], [other.pk])
    (why,) = samples(legs[one.pk])
    assert (why.user, bool(why.because)) == (buyer, True)
    switch_route(desk, one.public_id, on=False)
    (leg,) = plan(desk.account)
    assert sorted(leg.users) == sorted([buyer.pk, other.pk])
    save_segment(desk, name="买过", tree={"not": {"attr": "orders", "gte": 1}}, slug=bought.slug)
    switch_route(desk, one.public_id, on=True)
    leg = plan(desk.account)[0]
    assert leg.users == [other.pk]
    assert leg.strangers == 1, f"person {person} has no log-in"


def test_a_full_group_opens_the_next_for_them(desk: Desk) -> None:
    group = make_group(desk, "群", capacity=2, overflow=True)
    join(make_member("占"), group)
    full = make_group(desk, "满", capacity=2)
    join(make_member("占"), full)
    followers(desk, 5)
    save_route(desk, RouteForm(group=full.public_id))
    assert set(plan(desk.account)[0].verdicts.values()) == {"full"}
    Route.objects.of(desk.account).delete()
    save_route(desk, RouteForm(group=group.public_id))
    run = run_routes(begin_run(desk.account))
    assert run.invited == 5
    people = User.objects.filter(pk__in=Routed.objects.of(desk.account).values("user_id"))
    for user in people:
        url = Notice.objects.get(user=user, kind="group").url
        target = Group.objects.of(desk.account).get(public_id=url.split("/")[2])
        while target.members >= target.capacity:  # the door leads on
            target = family_of(group).filter(number=target.number + 1).get()
        assert join(user, target, invite=url.partition("invite=")[2]).state == "active"
        group.refresh_from_db()
    sizes = list(family_of(group).values_list("members", flat=True))
    assert sum(sizes) == 2 + 5 + (len(sizes) - 1)
    assert max(sizes) <= 2


def test_a_run_is_undone(desk: Desk) -> None:
    group = make_group(desk, "群", policy="invite")
    came, waits = followers(desk, 2)
    save_route(desk, RouteForm(group=group.public_id))
    run = run_routes(begin_run(desk.account, desk.user))
    url = Notice.objects.get(user=came, kind="group").url
    join(came, group, invite=url.partition("invite=")[2])
    client = client_of(desk.user)
    address = f"/console/acme/routing/runs/{run.public_id}/undo/"
    assert client.post(address).status_code == 302
    assert client_of(waits).get(url).status_code == 404
    assert GroupMember.objects.of(desk.account).get(user=came).state == "active"
    assert plan(desk.account)[0].verdicts == {came.pk: "there", waits.pk: "invite"}
    client.post(address)
    assert RouteRun.objects.of(desk.account).get().undone_at is not None


def test_the_desk_from_first_route_to_run(desk: Desk) -> None:
    client, base = client_of(desk.user), "/console/acme/routing/"
    assert "迎新群</a>" not in client.get(base).content.decode()
    group, other = make_group(desk, "迎新群"), make_group(desk, "另一群")
    followers(desk, 2)
    assert client.post(f"{base}new/", {"group": "nothing"}).status_code == 422
    assert client.post(f"{base}new/", {"group": group.public_id, "segment": "gone"}).status_code == 422
    client.post(f"{base}new/", {"group": group.public_id, "words": "来"})
    client.post(f"{base}new/", {"group": other.public_id})
    one, two = Route.objects.of(desk.account).order_by("position")
    page = client.get(f"{base}preview/").content.decode()
    assert "迎新群" in page
    assert "关注了本店" in page
    client.post(f"{base}{two.public_id}/act/", {"act": "up"})
    assert list(Route.objects.of(desk.account).order_by("position")) == [two, one]
    client.post(f"{base}{one.public_id}/act/", {"act": "remove"})
    assert client.get(f"{base}{one.public_id}/").status_code == 404
    assert client.post(f"{base}{one.public_id}/act/?act=restore").status_code == 204
    client.post(f"{base}{two.public_id}/act/", {"act": "remove"})
    begun = client.post(f"{base}run/")
    run = RouteRun.objects.of(desk.account).get()
    assert begun["Location"].endswith(f"?run={run.public_id}")
    run_routes(run)
    assert "2" in client.get(f"{base}runs/{run.public_id}/").content.decode()
    assert "来" in Notice.objects.filter(kind="group", account=desk.account).first().body  # type: ignore[union-attr]
    assert client.get(base).status_code == 200


def test_routes_of_others_are_not_there(desk: Desk) -> None:
    route = save_route(desk, RouteForm(group=make_group(desk, "群").public_id))
    run = run_routes(begin_run(desk.account))
    other = client_of(make_desk("other").user)
    for path in ("", "preview/", f"{route.public_id}/", f"runs/{run.public_id}/"):
        assert other.get(f"/console/acme/routing/{path}").status_code == 404
    theirs = f"/console/other/routing/{route.public_id}/"
    assert other.get(theirs).status_code == 404
    assert other.post(f"{theirs}act/", {"act": "off"}).status_code == 404
    assert other.post(f"/console/other/routing/runs/{run.public_id}/undo/").status_code == 404
    assert other.post("/console/other/routing/new/", {"group": route.group.public_id}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_invite_each_once(event_store: DuckStore) -> None:
    desk = make_desk()
    group = make_group(desk, "群")
    people = followers(desk, 6)
    save_route(desk, RouteForm(group=group.public_id))
    runs = [begin_run(desk.account) for _ in range(2)]
    all_succeed([lambda run=run: run_routes(run) for run in runs])
    assert Routed.objects.of(desk.account).count() == 6
    assert Notice.objects.filter(user__in=people, kind="group").count() == 6
    assert sum(RouteRun.objects.of(desk.account).values_list("invited", flat=True)) == 6
