"""The content desk: lists, bulk acts with a way back, the calendar, the queue of comments, nobody else's notes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.save_draft import save_draft
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.tests.conftest import client_of
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http import limits

pytestmark = pytest.mark.django_db
DESK = "/console/moli/content/"


def _states(brand: Account) -> list[str]:
    return list(Note.objects.of(brand).order_by("pk").values_list("state", flat=True))


def _undo_of(answer: object, client: object) -> str:
    page = client.get(answer.headers["Location"]).content.decode()  # type: ignore[attr-defined]
    return page.split('data-undo="')[1].split('"')[0].replace("&amp;", "&")


def test_the_list_finds_by_state_words_and_order(lin: User, brand: Account) -> None:
    publish_note(lin, brand, Content(title="旗袍怎么选", text="看肩线"))
    publish_note(lin, brand, Content(title="喝茶", text="平江路"))
    save_draft(lin, brand, Content(title="草稿一篇"))
    Note.objects.of(brand).filter(title="旗袍怎么选").update(likes=9)
    client = client_of(lin)
    everything = client.get(DESK).content.decode()
    assert all(word in everything for word in ("旗袍怎么选", "喝茶", "草稿一篇"))
    found = client.get(DESK, {"q": "肩线"}).content.decode()
    assert "旗袍怎么选" in found
    assert "喝茶" not in found
    drafts = client.get(DESK, {"state": "draft"}).content.decode()
    assert "草稿一篇" in drafts
    assert "平江路" not in drafts
    by_likes = client.get(DESK, {"sort": "likes"}).content.decode()
    assert by_likes.index("旗袍怎么选") < by_likes.index("喝茶")


@pytest.mark.parametrize("sort", ["changed", "likes", "views", "comments"])
def test_pages_miss_and_double_nothing(lin: User, brand: Account, sort: str) -> None:
    now = clock.now()
    Note.objects.bulk_create(
        [
            Note(account=brand, author=lin, title=f"篇{n:03}", state="published", likes=n % 4, views=n % 3,
                 updated_at=now - timedelta(minutes=n % 7))
            for n in range(60)
        ]
    )  # fmt: skip
    client, seen, address = client_of(lin), [], f"{DESK}?sort={sort}"
    while address:
        page = client.get(address).content.decode()
        seen += [part.split("<")[0] for part in page.split('main-link truncate" href="')[1:]]
        more = page.split('rel="next" href="')[1:]
        address = DESK + more[0].split('"')[0].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 60


def test_hiding_and_deleting_many_can_be_taken_back(lin: User, brand: Account) -> None:
    ids = []
    for number in range(3):
        limits.forget_all()
        ids.append(publish_note(lin, brand, Content(title=f"篇{number}", text="#话题#")).public_id)
    client = client_of(lin)
    answer = client.post(f"{DESK}act/", {"act": "hide", "note": ids[:2]})
    assert _states(brand) == ["hidden", "hidden", "published"]
    assert client.post(_undo_of(answer, client)).status_code == 204
    assert _states(brand) == ["published"] * 3
    answer = client.post(f"{DESK}act/", {"act": "delete", "note": ids})
    assert _states(brand) == ["deleted"] * 3
    client.post(_undo_of(answer, client))
    assert _states(brand) == ["published"] * 3
    assert client.post(f"{DESK}act/", {"act": "explode", "note": ids}).status_code == 422


def test_a_desk_touches_no_other_accounts_notes(lin: User, zhou: User, brand: Account) -> None:
    other = Account.objects.create(slug="cha", name="茶友")
    Membership.objects.create(account=other, user=zhou, role="owner")
    Membership.objects.create(account=other, user=lin, role="owner")
    theirs = publish_note(zhou, other, Content(text="别人的"))
    said = write_comment(lin, theirs.public_id, "你好")
    client = client_of(lin)
    client.post(f"{DESK}act/", {"act": "delete", "note": [theirs.public_id]})
    client.post(f"{DESK}comments/act/", {"act": "hide", "comment": [said.public_id]})
    assert _states(other) == ["published"]
    assert Comment.objects.of(other).get().state == "shown"
    assert "别人的" not in client.get(DESK).content.decode()
    assert "你好" not in client.get(f"{DESK}comments/").content.decode()


def test_the_calendar_shows_each_note_on_its_day_by_the_accounts_clock(lin: User, brand: Account) -> None:
    from datetime import UTC, datetime

    published = publish_note(lin, brand, Content(title="月底", text="x"))
    Note.objects.of(brand).filter(pk=published.pk).update(published_at=datetime(2026, 10, 31, 16, 30, tzinfo=UTC))
    page = client_of(lin).get(f"{DESK}calendar/", {"month": "2026-11"}).content.decode()
    day = page.split('datetime="2026-11-01"')[1].split("</li>")[0]
    assert "月底" in day
    assert "月底" not in client_of(lin).get(f"{DESK}calendar/", {"month": "2026-10"}).content.decode()
    for asked in ("", "x", "9999-99", "2026-13", "0001-01"):
        assert client_of(lin).get(f"{DESK}calendar/", {"month": asked}).status_code == 200


def test_the_queue_of_comments_shows_and_hides_with_a_way_back(lin: User, zhou: User, note: Note) -> None:
    said = write_comment(zhou, note.public_id, "等人看")
    Comment.objects.of(note.account_id).filter(pk=said.pk).update(state="held")
    Note.objects.of(note.account_id).update(comments=0)
    client = client_of(lin)
    assert "等人看" in client.get(f"{DESK}comments/", {"state": "held"}).content.decode()
    answer = client.post(f"{DESK}comments/act/", {"act": "show", "comment": [said.public_id]})
    assert Note.objects.of(note.account_id).get().comments == 1
    client.post(_undo_of(answer, client))
    assert Comment.objects.of(note.account_id).get().state == "hidden"
    assert Note.objects.of(note.account_id).get().comments == 0
