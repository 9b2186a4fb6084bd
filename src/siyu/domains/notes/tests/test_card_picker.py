"""The card a note carries is chosen from what its account has to show."""

from __future__ import annotations

import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.models import Note
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User

from .conftest import client_of


@pytest.fixture
def other(zhou: User) -> Account:
    account = Account.objects.create(slug="lanting", name="兰亭")
    Membership.objects.create(account=account, user=zhou, role="owner")
    return account


def test_the_sheet_offers_what_the_account_can_show(lin: User, zhou: User, brand: Account, other: Account) -> None:
    publish_note(lin, brand, Content(title="春日旗袍", text="一"))
    publish_note(zhou, other, Content(title="别家的笔记", text="二"))
    ours = client_of(lin)
    notes = ours.get("/post/cards/?kind=note").content.decode()
    assert "春日旗袍" in notes
    assert "别家的笔记" not in notes
    assert "春日旗袍" in ours.get("/post/cards/?kind=note&q=春日").content.decode()
    assert "换几个词试试" in ours.get("/post/cards/?kind=note&q=没有这个").content.decode()
    assert client_of(zhou).get(f"/post/cards/?account={brand.slug}").status_code == 404


def test_the_one_taken_is_shown_and_published(lin: User, brand: Account, note: Note) -> None:
    taken = client_of(lin).get(f"/post/card/?card=note:{note.public_id}")
    assert f'value="note:{note.public_id}"' in taken.content.decode()
    assert "close-dialogs" in taken["HX-Trigger"]
    client_of(lin).post("/post/", {"text": "看这一篇", "card": f"note:{note.public_id}", "act": "publish"})
    assert Note.objects.of(brand).get(text="看这一篇").card == {"card": "note", "id": note.public_id}


def test_taking_none_empties_the_place_and_a_foreign_one_is_not_found(lin: User, brand: Account) -> None:
    empty = client_of(lin).get("/post/card/").content.decode()
    assert 'name="card" value=""' in empty
    for wrong in ("note:none", "nonsense:1", "group:none"):
        assert client_of(lin).get(f"/post/card/?card={wrong}").status_code == 404
