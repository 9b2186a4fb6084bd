"""The gate over HTTP: answers, refusals, the clone, the invitations, the override, who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.html import escape

from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.set_nickname import set_nickname
from siyu.domains.groups.actions.announce import announce
from siyu.domains.groups.actions.ask_to_join import ask_to_join
from siyu.domains.groups.models import Group, GroupMember, Invitation
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member, staff_lead
from siyu.domains.inbox.models import Notice
from siyu.domains.people.models import User
from siyu.domains.replication.models import GateAnswer, Replication
from siyu.domains.replication.rules.gate import QUESTIONS
from siyu.domains.replication.tests.worlds import ANSWER, answer_all, lively, other_talk, settle
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REASON = "新城市下周开店，老群的核心成员已经在那边，等不到数据达标。"


@pytest.fixture
def desk(event_store: DuckStore) -> Desk:
    cache.clear()
    return make_desk()


def client_of(desk: Desk) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(desk.user, backend=BACKEND)
    return client


def colleague(desk: Desk, role: str) -> Desk:
    user = User.objects.create_user(f"{role}@example.com")
    Membership.objects.create(account=desk.account, user=user, role=role)
    return Desk(user=user, account=desk.account, role=role)


@pytest.fixture
def living(desk: Desk) -> tuple[Group, list[User]]:
    """A group that meets every threshold, beside one to compare with."""
    group = make_group(desk, "茶友群", rules="守时", intro="喝茶")
    people = lively(group)
    Group.objects.of(desk.account).filter(pk=group.pk).update(policy="apply", questions=["喝什么茶？"])
    for n, user in enumerate(people):
        set_nickname(user, group.public_id, f"壶主{n}")
    announce(staff_lead(desk, group), "周三开壶")
    other_talk(make_group(desk, "杂货群"))
    settle()
    return group, people


def at(group: Group, *rest: str) -> str:
    return "/".join(["/console/acme/groups", group.public_id, "replication", *rest, ""])


def form(**fields: Any) -> dict[str, Any]:
    return {"name": "茶友群二号", "nonce": "n1", "leader": "", **fields}


def test_answers_open_the_gate_and_the_clone_invites_its_seeds(desk: Desk, living: tuple[Group, list[User]]) -> None:
    (group, people), client = living, client_of(desk)
    page = client.get(at(group)).content.decode()
    for shown in ("茶友0", "壶主0", "清香会", "10 / 28"):
        assert shown in page, shown
    assert 'name="nonce"' not in page, "no clone before the answers"
    refused = client.post(at(group, "clone"), form(seed=[people[0].uid]))
    assert refused.status_code == 409
    short = client.post(at(group, "answers", "core"), {"text": "太短了"})
    assert short.status_code == 422
    assert "太短了" in short.content.decode()
    for question in QUESTIONS:
        assert client.post(at(group, "answers", question), {"text": ANSWER}).status_code == 302
    assert 'name="nonce"' in client.get(at(group)).content.decode()
    assert Group.objects.of(desk.account).count() == 2

    sent = form(seed=[people[0].uid, people[1].uid], leader=people[0].uid)
    made = client.post(at(group, "clone"), sent)
    clone = Group.objects.of(desk.account).get(cloned_from=group)
    assert made["Location"] == f"/console/acme/groups/{clone.public_id}/"
    assert client.post(at(group, "clone"), sent)["Location"] == made["Location"], "the same form again, the same clone"
    assert Group.objects.of(desk.account).count() == 3
    group.refresh_from_db()
    same = ("kind", "capacity", "policy", "questions", "rules", "intro", "listed", "announcement")
    assert [getattr(clone, name) for name in same] == [getattr(group, name) for name in same]
    assert (clone.first_id, clone.number, clone.announcement_version) == (None, 1, 1)
    members = GroupMember.objects.of(desk.account).filter(group=clone)
    assert [(one.user_id, one.role, one.state) for one in members] == [(people[0].pk, "owner", "active")]
    seat = clone.conversation.participants.get()
    assert (seat.user_id, seat.nickname) == (people[0].pk, "壶主0")
    _check_invited(desk, clone, people)
    entry = AuditEntry.objects.get(act="group.replicated")
    assert (entry.data["source"], entry.data["reason"], entry.data["users"]) == (group.public_id, "", 1)
    kept = Replication.objects.of(desk.account).get()
    assert (kept.answers["core"], kept.reason, kept.figures["seeds"]) == (ANSWER, "", [3, 3])
    assert "茶友群二号" in client.get(at(group)).content.decode()
    assert "茶友群" in client.get(at(clone)).content.decode()


def _check_invited(desk: Desk, clone: Group, people: list[User]) -> None:
    told = Notice.objects.filter(key=f"replication:{clone.public_id}")
    assert [one.user_id for one in told] == [people[1].pk], "the leader is in, the third was not chosen"
    invitation = Invitation.objects.of(desk.account).get(group=clone)
    assert (invitation.most, invitation.token in told[0].url) == (1, True)
    invited = people[1]
    member = ask_to_join(invited, clone.public_id, invite=invitation.token, consent=True, accepted=clone.rules_version)
    assert member.state == "active", "an invitation stands for the application"
    assert Notice.objects.filter(user=people[0], url=f"/g/{clone.public_id}/").exists()


def test_only_an_owner_goes_over_missing_evidence_and_says_why(desk: Desk) -> None:
    group = make_group(desk)
    operator = colleague(desk, "operator")
    answer_all(operator, group)
    theirs, ours = client_of(operator), client_of(desk)
    assert theirs.post(at(group, "clone"), form()).status_code == 409
    assert theirs.post(at(group, "clone"), form(reason=REASON)).status_code == 403
    assert 'name="nonce"' not in theirs.get(at(group)).content.decode()
    assert ours.post(at(group, "clone"), form()).status_code == 409
    short = ours.post(at(group, "clone"), form(reason="就要"))
    assert short.status_code == 422
    assert "就要" in short.content.decode(), "what was written stays"
    assert Group.objects.of(desk.account).count() == 1
    assert ours.post(at(group, "clone"), form(reason=REASON)).status_code == 302
    entry = AuditEntry.objects.get(act="group.replicated")
    assert (entry.actor_id, entry.data["reason"]) == (desk.user.pk, REASON)
    assert escape(REASON) in ours.get(at(group)).content.decode()


def test_an_override_does_not_stand_for_answers(desk: Desk) -> None:
    group = make_group(desk)
    assert client_of(desk).post(at(group, "clone"), form(reason=REASON)).status_code == 409
    assert Group.objects.of(desk.account).count() == 1


def test_what_does_not_fit_is_refused_and_kept_in_the_form(desk: Desk, living: tuple[Group, list[User]]) -> None:
    (group, people), client = living, client_of(desk)
    answer_all(desk, group)
    stranger = make_member("外人")
    wrong = [
        form(seed=[people[0].uid], name=" "), form(seed=[people[0].uid], name="长" * 31), form(seed=[stranger.uid]),
        form(seed=[]), form(seed=[people[0].uid], leader=stranger.uid), form(seed=[people[0].uid], nonce=""),
    ]  # fmt: skip
    for sent in wrong:
        answer = client.post(at(group, "clone"), sent)
        assert answer.status_code == 422, sent
    assert Group.objects.of(desk.account).count() == 2
    page = client.post(at(group, "clone"), form(seed=[people[1].uid], name="长" * 31)).content.decode()
    assert "长" * 31 in page
    assert f'value="{people[1].uid}" checked' in page
    assert f'value="{people[0].uid}" checked' not in page


def test_a_changed_answer_is_audited_and_the_same_says_nothing(desk: Desk) -> None:
    group, client = make_group(desk), client_of(desk)
    for text in (ANSWER, ANSWER, ANSWER + "还有别的"):
        client.post(at(group, "answers", "culture"), {"text": text})
    entries = AuditEntry.objects.filter(act="replication.answered").order_by("pk")
    assert [(one.data["before"], one.data["after"]) for one in entries] == [
        ("", ANSWER), (ANSWER, ANSWER + "还有别的"),
    ]  # fmt: skip
    assert GateAnswer.objects.of(desk.account).get().text == ANSWER + "还有别的"
    assert client.post(at(group, "answers", "weather"), {"text": ANSWER}).status_code == 404


def test_who_may_and_who_finds_nothing(desk: Desk) -> None:
    group, other = make_group(desk), client_of(make_desk("other"))
    support = client_of(colleague(desk, "support"))
    assert support.get(at(group)).status_code == 200
    assert "textarea" not in support.get(at(group)).content.decode()
    assert support.post(at(group, "answers", "core"), {"text": ANSWER}).status_code == 403
    assert support.post(at(group, "clone"), form()).status_code == 403
    assert client_of(colleague(desk, "finance")).get(at(group)).status_code == 403
    for path in (at(group), at(group).replace("acme", "other")):
        assert other.get(path).status_code == 404
        assert other.post(f"{path}clone/", form()).status_code == 404
        assert other.post(f"{path}answers/core/", {"text": ANSWER}).status_code == 404
    assert not Replication.objects.of(desk.account).exists()


def test_tuned_thresholds_decide(desk: Desk, living: tuple[Group, list[User]]) -> None:
    (group, people), client = living, client_of(desk)
    answer_all(desk, group)
    desk.account.settings = {**desk.account.settings, "replication": {"seeds": 4}}
    desk.account.save()
    assert client.post(at(group, "clone"), form(seed=[people[0].uid])).status_code == 409
    desk.account.settings = {**desk.account.settings, "replication": {"seeds": 3}}
    desk.account.save()
    assert client.post(at(group, "clone"), form(seed=[people[0].uid])).status_code == 302


def test_the_page_costs_the_same_for_few_and_many(desk: Desk, django_assert_max_num_queries: Any) -> None:
    group = make_group(desk)
    lively(group, core=8, days=9)
    settle()
    client = client_of(desk)
    client.get(at(group))
    cache.clear()
    with django_assert_max_num_queries(45):
        assert client.get(at(group)).status_code == 200
