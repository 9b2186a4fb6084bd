"""Any member opens a personal account in one step, at once, and not more than a few."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.open_personal_account import open_personal_account
from siyu.domains.accounts.conf import PERSONAL_MOST
from siyu.domains.accounts.errors import TooManyAccounts
from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.queries.slugs import propose_slug
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.models import Word
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.audit.models import AuditEntry

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("mia@example.com")


@pytest.fixture
def client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_one_step_and_it_is_there_with_its_mark(client: Client, user: User) -> None:
    answer = client.post("/my/accounts/open/", {"name": "小鹿的衣橱", "positioning": "outfits"})
    account = Account.objects.get()
    assert answer["Location"] == f"/a/{account.slug}/"
    assert (account.slug, account.kind, account.positioning) == ("xiaoludeyichu", "personal", "outfits")
    assert Membership.objects.get(account=account).role == "owner"
    assert AuditEntry.objects.get(account_id=account.pk).act == "account.opened"
    page = Client().get(answer["Location"]).content.decode()
    assert "小鹿的衣橱" in page
    assert "account-mark" in page


def test_the_plus_leads_through_opening_back_to_writing(client: Client) -> None:
    assert client.get("/post/")["Location"] == "/my/accounts/open/?next=/post/"
    answer = client.post("/my/accounts/open/", {"name": "小鹿", "positioning": "food", "next": "/post/"})
    assert answer["Location"] == "/post/"
    assert client.get("/post/").status_code == 200


def test_onward_never_leaves_the_house(client: Client) -> None:
    sent = {"name": "小鹿", "positioning": "food", "next": "https://evil.example/"}
    assert client.post("/my/accounts/open/", sent)["Location"].startswith("/a/")


def test_pressed_twice_it_opens_one(user: User) -> None:
    first = open_personal_account(user, name="小鹿", positioning="food")
    assert open_personal_account(user, name=" 小鹿 ", positioning="food") == first
    assert Account.objects.count() == 1


def test_not_more_than_a_few(user: User) -> None:
    for number in range(PERSONAL_MOST):
        open_personal_account(user, name=f"小鹿{number}", positioning="food")
    with pytest.raises(TooManyAccounts):
        open_personal_account(user, name="又一个", positioning="food")


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"name": "x"}, "name"),
        ({"name": "\u202e\u200b"}, "name"),
        ({"positioning": "brand"}, "positioning"),
        ({"slug": "accounts"}, "slug"),
        ({"slug": "a/b"}, "slug"),
        ({"slug": "taken"}, "slug"),
    ],
)
def test_what_is_wrong_is_named(user: User, given_: dict[str, str], field: str) -> None:
    Account.objects.create(slug="taken", name="Taken")
    with pytest.raises(Invalid) as said:
        open_personal_account(user, **{"name": "小鹿", "positioning": "food", **given_})
    assert said.value.data["field"] == field
    assert Account.objects.count() == 1


def test_a_refused_word_does_not_become_a_name(user: User) -> None:
    Word.objects.create(word="官方客服", folded="官方客服", verdict="refuse", added_at=clock.now())
    with pytest.raises(RefusedText):
        open_personal_account(user, name="官方客服小鹿", positioning="food")


def test_addresses_are_proposed_around_those_taken(db: None) -> None:
    Account.objects.create(slug="xiaolu", name="小鹿")
    assert propose_slug("小鹿") == "xiaolu-2"
    assert rules.is_slug(propose_slug("✿✿"))
    assert rules.is_slug(propose_slug("Accounts"))


@given(st.text(max_size=60))
def test_whatever_is_made_is_an_address_or_nothing(text: str) -> None:
    made = rules.slug_from(text)
    assert made == "" or rules.is_slug(made)


@given(st.lists(st.text(min_size=1, max_size=3), unique=True, min_size=1), st.integers(-5, 50), st.data())
def test_moving_keeps_every_piece(ids: list[str], place: int, data: st.DataObject) -> None:
    which = data.draw(st.sampled_from(ids))
    after = rules.moved_to(ids, which, place)
    assert sorted(after) == sorted(ids)
    assert after.index(which) == max(0, min(place, len(ids) - 1))
    assert [one for one in after if one != which] == [one for one in ids if one != which]
