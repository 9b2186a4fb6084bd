"""Certification moves only along its arrows, is paid once a receipt, reminds once and lapses on its day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.decide_certification import decide_certification
from siyu.domains.accounts.actions.lapse_certifications import lapse_certifications
from siyu.domains.accounts.actions.record_fee import record_fee
from siyu.domains.accounts.actions.submit_certification import Application, submit_certification
from siyu.domains.accounts.errors import WrongState
from siyu.domains.accounts.models import Account, Certification, Document, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.outbox.models import OutboxMessage

LICENCE = "91350100M000100Y43"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
APPLICATION = Application("福州示例有限公司", LICENCE, "brand")


@pytest.fixture
def desk(db: None) -> Desk:
    account = Account.objects.create(slug="silk", name="Silk")
    user = User.objects.create_user("owner@example.com")
    Membership.objects.create(account=account, user=user, role="owner")
    return Desk(user, account, "owner")


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_superuser("staff@example.com")


def hand_in(desk: Desk) -> Certification:
    return submit_certification(desk, APPLICATION)


def with_picture(desk: Desk) -> None:
    certification = Certification.objects.of(desk.account).first() or Certification.objects.create(
        account=desk.account, state="refused", submitted_at=NOW, due_at=NOW
    )
    Document.objects.create(
        account=desk.account, certification=certification, kind="licence", name="执照.jpg", content_type="image/jpeg",
        size=1, file="x", added_at=NOW,
    )  # fmt: skip


def certified(desk: Desk, staff: User) -> Certification:
    with_picture(desk)
    hand_in(desk)
    decide_certification(staff, desk.account.pk, approve=True)
    return record_fee(staff, desk.account.pk, "R-1")


def test_the_published_example_is_a_licence_and_one_sign_off_is_not() -> None:
    assert rules.is_licence(LICENCE)
    assert not any(
        rules.is_licence(LICENCE[:place] + "7" + LICENCE[place + 1 :]) for place in range(18) if LICENCE[place] != "7"
    )
    assert not rules.is_licence(LICENCE.lower())
    assert not rules.is_licence("")


def test_from_refusal_to_mark(desk: Desk, staff: User) -> None:
    with_picture(desk)
    hand_in(desk)
    with pytest.raises(Invalid):
        decide_certification(staff, desk.account.pk, approve=False, reasons=[" "])
    assert decide_certification(staff, desk.account.pk, approve=False, reasons=["执照不清晰"]).reasons == ["执照不清晰"]
    assert hand_in(desk).state == "submitted"
    assert decide_certification(staff, desk.account.pk, approve=True).fee_fen == 60_000
    with time_machine.travel(NOW, tick=False):
        paid = record_fee(staff, desk.account.pk, "R-1")
        assert record_fee(staff, desk.account.pk, "R-1").valid_until == paid.valid_until
    assert paid.valid_until == NOW + timedelta(days=365)
    desk.account.refresh_from_db()
    assert desk.account.kind == "enterprise"
    states = [m.payload["state"] for m in OutboxMessage.objects.filter(topic="certification.moved").order_by("pk")]
    assert states == ["submitted", "refused", "submitted", "approved", "valid"]


def test_two_reviewers_decide_once(desk: Desk, staff: User) -> None:
    with_picture(desk)
    hand_in(desk)
    decide_certification(staff, desk.account.pk, approve=True)
    with pytest.raises(WrongState):
        decide_certification(staff, desk.account.pk, approve=True)


def test_it_reminds_once_lapses_and_comes_back_with_the_fee(desk: Desk, staff: User) -> None:
    with time_machine.travel(NOW, tick=False):
        end = certified(desk, staff).valid_until
    assert end is not None
    soon = OutboxMessage.objects.filter(topic="certification.ends_soon")
    assert lapse_certifications(end - timedelta(days=31)) == 0
    assert soon.count() == 0
    for _ in range(3):
        lapse_certifications(end - timedelta(days=30))
    assert soon.count() == 1
    assert lapse_certifications(end) == 1
    assert lapse_certifications(end) == 0
    assert Certification.objects.of(desk.account).get().state == "lapsed"
    with time_machine.travel(end + timedelta(days=9), tick=False):
        assert record_fee(staff, desk.account.pk, "R-2").valid_until == end + timedelta(days=9 + 365)


def test_renewing_early_loses_no_day(desk: Desk, staff: User) -> None:
    with time_machine.travel(NOW, tick=False):
        end = certified(desk, staff).valid_until
        assert end is not None
        with pytest.raises(Invalid):
            record_fee(staff, desk.account.pk, "R-2")
    with time_machine.travel(end - timedelta(days=20), tick=False):
        assert record_fee(staff, desk.account.pk, "R-2").valid_until == end + timedelta(days=365)


@pytest.mark.parametrize(
    ("application", "field"),
    [
        (Application(" ", LICENCE, "brand"), "company"),
        (Application("x", "123", "brand"), "licence"),
        (Application("x", LICENCE, "nothing"), "positioning"),
        (APPLICATION, "documents"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_written(desk: Desk, application: Application, field: str) -> None:
    with pytest.raises(Invalid) as said:
        submit_certification(desk, application)
    assert said.value.data["field"] == field
    assert not Certification.objects.of(desk.account).exists()


def test_only_owners_hand_in_and_only_platform_staff_decides(desk: Desk, staff: User) -> None:
    with pytest.raises(Forbidden):
        submit_certification(Desk(desk.user, desk.account, "operator"), APPLICATION)
    with_picture(desk)
    hand_in(desk)
    with pytest.raises(NotFound):
        decide_certification(desk.user, desk.account.pk, approve=True)
    with pytest.raises(NotFound):
        record_fee(desk.user, desk.account.pk, "R")


class Moves(RuleBasedStateMachine):
    """Random moves: whatever is tried, a mark is paid for, and its year only ever grows."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.paid, self.approved = "", 0, 0
        self.now, self.until = NOW, None

    @rule(move=st.sampled_from(sorted({move for _, move in rules.MOVES})), days=st.integers(0, 400))
    def try_to_move(self, move: str, days: int) -> None:
        self.now += timedelta(days=days)
        after = rules.moved(self.state, move)
        if after is None:
            return
        self.state = after
        self.approved += move == "approve"
        if move == "pay":
            before, self.until = self.until, rules.paid_until(self.until, self.now)
            self.paid += 1
            assert self.until >= self.now + rules.YEAR
            assert before is None or self.until >= before

    @invariant()
    def a_mark_is_approved_and_paid(self) -> None:
        if self.state in {"valid", "lapsed"}:
            assert self.approved >= 1
            assert self.paid >= 1


def test_random_moves() -> None:
    run_state_machine_as_test(Moves)
