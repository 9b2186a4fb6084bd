"""Matrix accounts: one organisation, figures together only by choice, and never a right that was not given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from siyu.domains.accounts.actions.join_matrix import join_matrix, leave_matrix, make_matrix, share_in_matrix
from siyu.domains.accounts.errors import WrongState
from siyu.domains.accounts.models import Account, Membership, Organisation
from siyu.domains.accounts.queries.matrix import combined_accounts, matrix_of
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.tests.worlds import Fact, make_person, tell
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform.eventstore.duck import DuckStore


@pytest.fixture
def wool(silk: Desk) -> Desk:
    """A second account of another owner."""
    account = Account.objects.create(slug="wool", name="Wool")
    user = User.objects.create_user("wool-owner@example.com")
    Membership.objects.create(account=account, user=user, role="owner")
    return Desk(user, account, "owner")


def together(silk: Desk, wool: Desk) -> None:
    join_matrix(wool, make_matrix(silk, "四季集团").join_code)


def shown(desk: Desk) -> list[str]:
    matrix = matrix_of(desk.user, desk.account)
    return [account.slug for account in combined_accounts(matrix)] if matrix else []


def test_joining_shares_nothing_by_itself(silk: Desk, wool: Desk) -> None:
    together(silk, wool)
    assert shown(silk) == shown(wool) == []


def test_a_seat_gives_no_right_in_another_account(silk: Desk, wool: Desk) -> None:
    together(silk, wool)
    for desk in (silk, wool):
        share_in_matrix(desk, shares=True)
    assert (shown(silk), shown(wool)) == (["silk"], ["wool"])
    Membership.objects.create(account=wool.account, user=silk.user, role="reviewer")
    assert shown(silk) == ["silk"]
    Membership.objects.filter(account=wool.account, user=silk.user).update(role="finance")
    assert shown(silk) == ["silk", "wool"]
    share_in_matrix(wool, shares=False)
    assert shown(silk) == ["silk"]


def test_a_code_is_good_for_one_account(silk: Desk, wool: Desk) -> None:
    code = make_matrix(silk, "四季集团").join_code
    join_matrix(wool, code)
    third = Desk(wool.user, Account.objects.create(slug="third", name="Third"), "owner")
    with pytest.raises(Invalid):
        join_matrix(third, code)
    with pytest.raises(WrongState):
        join_matrix(wool, Organisation.objects.get().join_code)


def test_leaving_keeps_everything_and_the_last_one_ends_it(silk: Desk, wool: Desk) -> None:
    together(silk, wool)
    leave_matrix(silk)
    assert matrix_of(silk.user, silk.account) is None
    leave_matrix(wool)
    assert not Organisation.objects.exists()
    assert Account.objects.count() == 2


def test_only_owners(silk: Desk, hire: Callable[[str], Desk]) -> None:
    with pytest.raises(Forbidden):
        make_matrix(hire("operator"), "四季集团")


def test_the_page_tells_what_shared_means(silk: Desk, enter: Callable[[User], Client]) -> None:
    client, desk = enter(silk.user), "/console/silk/settings/matrix/"
    client.post(f"{desk}make/", {"name": "四季集团"})
    client.post(f"{desk}share/", {"shares": "1"})
    said = client.get(desk, headers={"accept-language": "en"}).content.decode()
    assert "四季集团" in said
    assert "Shared never means persons" in said
    assert shown(silk) == ["silk"]


def test_the_combined_report_adds_up_what_each_shares(
    silk: Desk, wool: Desk, event_store: DuckStore, enter: Callable[[User | None], Client]
) -> None:
    together(silk, wool)
    Membership.objects.create(account=wool.account, user=silk.user, role="finance")
    told = {"silk": [12_300, 45_600, 700], "wool": [99_900, 1]}
    at = clock.now() - timedelta(days=3)
    for desk in (silk, wool):
        share_in_matrix(desk, shares=True)
        amounts = told[desk.account.slug]
        people = [make_person(desk.account, f"{desk.account.slug}{n}") for n in range(len(amounts))]
        facts = [
            Fact(one.pk, "order.paid", at, amount, f"{desk.account.slug}-o{n}")
            for n, (one, amount) in enumerate(zip(people, amounts, strict=True))
        ]
        tell(desk.account, facts)
    page = enter(silk.user).get("/console/silk/matrix/")
    sums = {metric.name: value for metric, value in page.context["sums"]}
    by_hand = {slug: (sum(amounts), len(amounts)) for slug, amounts in told.items()}
    assert (sums["gmv_net"], sums["orders_paid"]) == tuple(map(sum, zip(*by_hand.values(), strict=True)))
    assert sums["buyers"] == 5
    share_in_matrix(wool, shares=False)
    page = enter(silk.user).get("/console/silk/matrix/")
    assert {metric.name: value for metric, value in page.context["sums"]}["gmv_net"] == by_hand["silk"][0]
