"""Searching pages: what is public is found at once, what is not never; ideas, every kind, indexing anew."""

from __future__ import annotations

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.members.actions.block_somebody import block_account
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.remove_note import hide_note
from siyu.domains.notes.queries.searching import ideas, search_all, search_kind
from siyu.domains.notes.subscribers import follow_notes
from siyu.domains.notes.tests.conftest import client_of
from siyu.domains.notes.tests.feed_worlds import account_of, notes_of
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.search.kinds import kinds, ordered
from siyu.platform.search.models import SearchEntry
from siyu.platform.search.reindex import reindex

pytestmark = pytest.mark.django_db


def hear() -> None:
    follow_notes(list(OutboxMessage.objects.filter(topic="note.changed")))


def names(user: object, words: str) -> dict[str, int]:
    return {shelf.name: len(shelf.found) for shelf in search_all(user, words)}


def test_a_note_its_account_and_its_topic_are_found(lin: User, brand: Account, zhou: User) -> None:
    note = publish_note(lin, brand, Content(title="春日穿搭", text="第一件 #旗袍# 送给自己", city="杭州"))
    hear()
    assert names(zhou, "旗袍") == {"topic": 1, "account": 1, "note": 1}
    assert names(zhou, "春") == {"note": 1}
    assert names(None_user(), "杭州") == {"note": 1}
    assert names(zhou, "茉莉")["account"] == 1
    hide_note(lin, note.public_id)
    assert "note" not in names(zhou, "春")  # even before the index hears of it
    hear()
    assert not SearchEntry.objects.filter(kind="note").exists()
    assert "topic" not in names(zhou, "旗袍")


def None_user() -> object:  # noqa: N802 - reads like the value it stands for
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_blocked_accounts_are_not_found(zhou: User) -> None:
    account = account_of("好茶")
    notes_of(account, 3)
    assert names(zhou, "好茶") == {"account": 1, "note": 3}
    block_account(zhou, account)
    assert names(zhou, "好茶") == {}


def test_pages_of_one_kind_and_ideas(zhou: User) -> None:
    notes_of(account_of("好茶"), 45)
    first = search_kind(zhou, "好茶", "note")
    second = search_kind(zhou, "好茶", "note", first.next_offset)
    third = search_kind(zhou, "好茶", "note", second.next_offset)
    assert [len(shelf.found) for shelf in (first, second, third)] == [20, 20, 5]
    assert third.next_offset == 0
    assert len({card.pk for shelf in (first, second, third) for card in shelf.found}) == 45
    assert ideas("好")[0] == "好茶"
    assert ideas("没有") == []


def test_the_pages(zhou: User) -> None:
    notes_of(account_of("tea"), 25)
    client = client_of(zhou)
    for address in ("/search/", "/search/?q=tea", "/search/?q=tea&kind=note", "/search/?q=没有", "/search/ideas/?q=t"):
        assert client.get(address).status_code == 200, address
    more = client.get("/search/?q=tea&kind=note&offset=20", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in more
    assert more.count("waterfall-card") == 5
    nothing = client.get("/search/", {"q": "<b>没有</b>"}).content.decode()
    assert "<b>没有" not in nothing


def test_indexing_anew_brings_in_and_takes_out() -> None:
    notes_of(account_of("tea"), 7)
    SearchEntry.objects.filter(kind="note").delete()
    SearchEntry.objects.create(kind="account", object_id="gone", title="gone")
    found = reindex()
    assert found["note"] == 7
    assert found["account"] == 1
    assert not SearchEntry.objects.filter(object_id="gone").exists()
    assert set(found) == {name for name, _kind in ordered()} == {name for name, _kind in kinds}
