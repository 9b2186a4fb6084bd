"""Likes, collections, shares, comments and views: each counts once and is one fact; blocks are heeded."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from siyu.domains.facts.kinds import KINDS
from siyu.domains.inbox.models import Notice
from siyu.domains.members.actions.block_somebody import block_user
from siyu.domains.members.models import Profile
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.errors import Muted
from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.types import Reviewer
from siyu.domains.notes.actions import change_comment, judge_reported
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.react_to_note import react_to_note
from siyu.domains.notes.actions.rebuild_counts import rebuild_counts
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.errors import CommentsClosed
from siyu.domains.notes.models import Comment, Note, NoteView
from siyu.domains.notes.queries.comments import answers_to, comments_of
from siyu.domains.notes.tests.conftest import client_of
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http import limits
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def _facts() -> list[tuple[str, bytes]]:
    names = {kind.code: kind.name for kind in KINDS.values()}
    tables = [unpack(message.batch) for message in OutboxMessage.objects.filter(topic="facts").order_by("pk")]
    return [(names[row["kind"]], row["event_id"]) for table in tables for row in table.to_pylist()]


def _counts(note: Note) -> tuple[int, ...]:
    note = Note.objects.unscoped("test").get(pk=note.pk)
    return note.likes, note.collects, note.shares, note.comments, note.views


def test_reacting_twice_is_reacting_once_and_one_fact(note: Note, zhou: User, chen: User) -> None:
    client = client_of(zhou)
    for kind in ("like", "collect", "share"):
        for _ in range(3):
            assert client.post(f"/n/{note.public_id}/react/{kind}/", headers=JSON).status_code == 200
    react_to_note(chen, note.public_id, "like")
    assert _counts(note)[:3] == (2, 1, 1)
    told = client.post(f"/n/{note.public_id}/react/like/", {"on": "0"}, headers=JSON).json()
    assert (told["on"], told["likes"]) == (False, 1)
    client.post(f"/n/{note.public_id}/react/like/", {"on": "0"}, headers=JSON)
    react_to_note(zhou, note.public_id, "share", on=False)
    assert _counts(note)[:3] == (1, 1, 1)
    client.post(f"/n/{note.public_id}/react/like/", headers=JSON)
    facts = _facts()
    assert sorted(kind for kind, _ in set(facts)) == ["note.collected", "note.liked", "note.liked", "note.shared"]
    assert rebuild_counts() == 0


def test_what_its_own_people_do_is_no_fact_about_fans(note: Note, lin: User) -> None:
    react_to_note(lin, note.public_id, "like")
    write_comment(lin, note.public_id, "自己先说")
    assert _counts(note)[0] == 1
    assert _facts() == []


def test_what_is_not_published_cannot_be_reacted_to(lin: User, zhou: User, note: Note) -> None:
    judge_reported.hide_note(note.public_id, "x")
    for user in (lin, zhou):
        with pytest.raises(NotFound):
            react_to_note(user, note.public_id, "like")
        with pytest.raises(NotFound):
            write_comment(user, note.public_id, "x")


def test_without_javascript_reacting_leads_back(note: Note, zhou: User) -> None:
    answer = client_of(zhou).post(f"/n/{note.public_id}/react/like/")
    assert (answer.status_code, answer.headers["Location"]) == (302, note.address)
    assert client_of(None).post(f"/n/{note.public_id}/react/like/", headers=JSON).status_code == 401


def test_comments_thread_once_and_are_heard_of(note: Note, lin: User, zhou: User, chen: User) -> None:
    first = write_comment(zhou, note.public_id, "好看吗")
    answer = write_comment(lin, note.public_id, "好看", answers=first.public_id)
    deeper = write_comment(chen, note.public_id, "我也觉得", answers=answer.public_id)
    assert (answer.parent_id, deeper.parent_id) == (first.pk, first.pk)
    assert (answer.by_account, deeper.by_account) == (True, False)
    (shown,) = comments_of(chen, note).rows
    assert [(one.face.name, one.by_account, one.answers_to) for one in shown.answers] == [
        ("茉莉旗袍", True, ""),
        (shown.answers[1].face.name, False, shown.answers[1].answers_to),
    ]
    assert shown.answers[1].answers_to
    assert [notice.user for notice in Notice.objects.order_by("pk")] == [lin, zhou, lin]
    assert _counts(note)[3] == 3
    assert [kind for kind, _ in _facts()] == ["note.commented", "note.commented"]


def test_the_same_nonce_says_it_once(note: Note, zhou: User) -> None:
    client = client_of(zhou)
    for _ in range(2):
        client.post(f"/n/{note.public_id}/comments/new/", {"text": "在吗", "nonce": "n-1"})
    assert Comment.objects.of(note.account_id).count() == 1
    assert _counts(note)[3] == 1


def test_the_muted_the_blocked_and_the_refused_say_nothing(note: Note, lin: User, zhou: User, chen: User) -> None:
    Penalty.objects.create(user=chen, reason="刷屏", since=clock.now(), until=clock.now() + timedelta(days=1))
    with pytest.raises(Muted):
        write_comment(chen, note.public_id, "让我说")
    said = client_of(chen).post(f"/n/{note.public_id}/comments/new/", {"text": "x"}, headers=JSON)
    assert (said.status_code, said.json()["reason"]) == (403, "刷屏")
    block_user(lin, zhou)
    with pytest.raises(CommentsClosed):
        write_comment(zhou, note.public_id, "让我说")
    for text in ("", "   ", "字" * 501):
        with pytest.raises(Invalid):
            write_comment(lin, note.public_id, text)
    assert Comment.objects.of(note.account_id).count() == 0


def test_what_is_held_is_seen_by_its_author_until_it_is_shown(note: Note, lin: User, zhou: User, chen: User) -> None:
    add_word(Reviewer(lin, None), "加微信", "hold")
    held = write_comment(zhou, note.public_id, "加微信")
    assert [one.held for one in comments_of(zhou, note).rows] == [True]
    assert comments_of(chen, note).rows == []
    assert _counts(note)[3] == 0
    judge_reported.restore_comment(held.public_id)
    judge_reported.restore_comment(held.public_id)
    assert [one.held for one in comments_of(chen, note).rows] == [False]
    assert _counts(note)[3] == 1
    judge_reported.hide_comment(held.public_id, "x")
    assert _counts(note)[3] == 0


def test_comments_come_in_pages_with_the_pinned_one_first(note: Note, lin: User, zhou: User) -> None:
    said = []
    for number in range(23):
        limits.forget_all()
        said.append(write_comment(zhou, note.public_id, f"第 {number} 条").public_id)
    change_comment.pin_comment(lin, said[3])
    change_comment.pin_comment(lin, said[5])
    seen, cursor = [], ""
    while True:
        page = comments_of(None_user(), note, cursor)
        seen += [one.id for one in page.rows]
        if not page.next_cursor:
            break
        cursor = page.next_cursor
    assert seen[0] == said[5]
    assert seen[1:] == [one for one in reversed(said) if one != said[5]]
    with pytest.raises(NotFound):
        change_comment.pin_comment(zhou, said[1])


def None_user() -> object:  # noqa: N802 - stands in for nobody
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_answers_beyond_the_first_are_asked_for(note: Note, zhou: User) -> None:
    thread = write_comment(zhou, note.public_id, "起头")
    for number in range(13):
        limits.forget_all()
        write_comment(zhou, note.public_id, f"答 {number}", answers=thread.public_id)
    (shown,) = comments_of(None_user(), note).rows
    assert (len(shown.answers), shown.more) == (2, 11)
    page = answers_to(None_user(), thread.public_id)
    rest = answers_to(None_user(), thread.public_id, page.next_cursor or "")
    assert [one.text for one in [*page.rows, *rest.rows]] == [f"答 {number}" for number in range(13)]
    html = client_of(None).get(f"/comments/{thread.public_id}/answers/").content.decode()
    assert "答 9" in html


def test_one_deletes_ones_own_and_answers_stay(note: Note, lin: User, zhou: User, chen: User) -> None:
    first = write_comment(zhou, note.public_id, "我删")
    write_comment(chen, note.public_id, "答你", answers=first.public_id)
    assert client_of(chen).post(f"/comments/{first.public_id}/delete/").status_code == 404
    assert client_of(zhou).post(f"/comments/{first.public_id}/delete/").status_code == 302
    assert client_of(zhou).post(f"/comments/{first.public_id}/delete/").status_code == 404
    assert _counts(note)[3] == 1
    (shown,) = comments_of(chen, note).rows
    assert (shown.text, [one.text for one in shown.answers]) == ("", ["答你"])
    assert rebuild_counts() == 0
    assert client_of(zhou).post(f"/comments/{first.public_id}/hide/").status_code == 404


def test_likes_of_comments_count_once(note: Note, zhou: User, chen: User) -> None:
    said = write_comment(zhou, note.public_id, "好")
    client = client_of(chen)
    for _ in range(2):
        assert client.post(f"/comments/{said.public_id}/like/", headers=JSON).json() == {"on": True, "likes": 1}
    assert client.post(f"/comments/{said.public_id}/like/", {"on": "0"}, headers=JSON).json()["likes"] == 0


def _report(client: object, note: Note, seconds: int = 5, event: str = "") -> int:
    view = {"event": event or str(uuid4()), "note": note.public_id, "seconds": seconds}
    answer = client.post("/collect/", json.dumps({"views": [view]}), content_type="application/json")  # type: ignore[attr-defined]
    return int(answer.status_code)


def test_views_count_once_a_day_and_are_one_fact(note: Note, zhou: User) -> None:
    client = client_of(zhou)
    assert [_report(client, note, 5), _report(client, note, 9), _report(client, note, 2)] == [204, 204, 204]
    assert _counts(note)[4] == 1
    assert NoteView.objects.get().seconds == 9
    assert len(set(_facts())) == 1
    assert rebuild_counts() == 0


def test_whoever_switched_it_off_is_counted_and_not_observed(note: Note, zhou: User) -> None:
    Profile.objects.create(user=zhou, personalised=False)
    assert _report(client_of(zhou), note) == 204
    assert _counts(note)[4] == 1
    assert _facts() == []


def test_strangers_broken_reports_and_too_many(note: Note, zhou: User) -> None:
    assert _report(client_of(None), note) == 204
    assert _counts(note)[4] == 0
    client = client_of(zhou)
    for body in ("", "[]", "{", '{"views": [1]}', "[" * 5_000):
        assert client.post("/collect/", body, content_type="application/json").status_code == 422
    assert client.post("/collect/", "x" * 20_000, content_type="application/json").status_code == 413
    limits.forget_all()
    assert {_report(client, note) for _ in range(61)} == {204, 429}


def test_notes_one_liked_are_found_again(note: Note, lin: User, zhou: User, brand: object) -> None:
    react_to_note(zhou, note.public_id, "like")
    other = publish_note(lin, note.account, Content(title="另一篇"))
    react_to_note(zhou, other.public_id, "collect")
    client = client_of(zhou)
    assert "春日旗袍" in client.get("/my/likes/").content.decode()
    assert "另一篇" not in client.get("/my/likes/").content.decode()
    assert "另一篇" in client.get("/my/collects/").content.decode()
    assert "另一篇" in client_of(lin).get("/my/notes/").content.decode()
    judge_reported.hide_note(note.public_id, "x")
    assert "春日旗袍" not in client.get("/my/likes/").content.decode()


def test_the_poster_is_a_picture_with_the_address(note: Note) -> None:
    answer = client_of(None).get(f"/n/{note.public_id}/poster.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert client_of(None).get(f"/n/{note.public_id}/share/").status_code == 200
