"""What only one may have: a link for staff, a code of a matrix, the next version of a homepage."""

from __future__ import annotations

from functools import partial

import pytest

from siyu.domains.accounts.actions.accept_invitation import accept_invitation
from siyu.domains.accounts.actions.change_homepage import change_draft
from siyu.domains.accounts.actions.invite_staff import invite_staff
from siyu.domains.accounts.actions.join_matrix import join_matrix, make_matrix
from siyu.domains.accounts.actions.publish_homepage import publish_homepage
from siyu.domains.accounts.models import Account, HomepageVersion, Membership, Organisation, Seat
from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User
from siyu.platform.testing.rivals import all_succeed, at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)
_RIVALS = 6


def _owners(number: int) -> list[Desk]:
    desks = []
    for each in range(number):
        account = Account.objects.create(slug=f"rival{each}", name=f"Rival {each}")
        user = User.objects.create_user(f"rival{each}@example.com")
        Membership.objects.create(account=account, user=user, role="owner")
        desks.append(Desk(user, account, "owner"))
    return desks


def test_a_staff_link_is_taken_once(silk: Desk) -> None:
    token = invite_staff(silk, "support").token
    users = [User.objects.create_user(f"rival{each}@example.com") for each in range(_RIVALS)]
    answers = at_once([partial(accept_invitation, user, token) for user in users])
    assert refusals(answers) == ["", *["not_found"] * (_RIVALS - 1)]
    assert Membership.objects.filter(account=silk.account, role="support").count() == 1


def test_a_code_brings_one_account_in(silk: Desk) -> None:
    code = make_matrix(silk, "四季集团").join_code
    answers = at_once([partial(join_matrix, desk, code) for desk in _owners(_RIVALS)])
    assert refusals(answers) == ["", *["invalid"] * (_RIVALS - 1)]
    assert Seat.objects.unscoped("a test counts").count() == 2
    assert Organisation.objects.get().join_code != code


def test_an_account_sits_in_one_matrix_only(silk: Desk) -> None:
    codes = [make_matrix(desk, "集团").join_code for desk in _owners(_RIVALS)]
    refused = refusals(at_once([partial(join_matrix, silk, code) for code in codes]))
    assert refused.count("") == 1
    assert Seat.objects.of(silk.account).count() == 1


def test_a_draft_becomes_one_version_whoever_presses(silk: Desk) -> None:
    revision = change_draft(silk, lambda blocks: blocks).revision
    made = all_succeed([partial(publish_homepage, silk, revision) for _ in range(_RIVALS)])
    assert {version.number for version in made} == {1}
    assert HomepageVersion.objects.of(silk.account).count() == 1
