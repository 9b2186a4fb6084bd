"""The page of a note: who reads it, what stands on it, in how many queries."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.members.models import UserBlock
from siyu.domains.notes.actions import change_comment
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.remove_note import delete_note, hide_note, restore_note
from siyu.domains.notes.actions.save_draft import save_draft
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.tests.conftest import client_of, picture_of
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http import limits

pytestmark = pytest.mark.django_db


def _status(user: User | None, note: Note) -> int:
    return client_of(user).get(note.address).status_code


def test_everyone_reads_what_is_published(note: Note, zhou: User) -> None:
    page = client_of(None).get(note.address)
    assert page.status_code == 200
    words = page.content.decode()
    assert "春日旗袍" in words
    assert 'property="og:title" content="春日旗袍"' in words
    assert ">#旗袍</a>" in words
    assert _status(zhou, note) == 200


def test_drafts_hidden_and_deleted_notes_are_the_accounts_alone(lin: User, zhou: User, brand: Account) -> None:
    draft = save_draft(lin, brand, Content(text="还没写完"))
    assert [_status(who, draft) for who in (lin, zhou, None)] == [200, 404, 404]
    note = publish_note(lin, brand, Content(text="写完了"), public_id=draft.public_id)
    assert [_status(who, note) for who in (lin, zhou, None)] == [200, 200, 200]
    hide_note(lin, note.public_id, "先收起来")
    assert [_status(who, note) for who in (lin, zhou, None)] == [200, 404, 404]
    delete_note(lin, note.public_id)
    assert [_status(who, note) for who in (lin, zhou, None)] == [404, 404, 404]
    restore_note(lin, note.public_id)
    restore_note(lin, note.public_id)
    assert _status(None, note) == 200


def test_pictures_are_seen_by_whom_the_note_is_seen(lin: User, zhou: User, brand: Account) -> None:
    picture = picture_of(lin)
    draft = save_draft(lin, brand, Content(pictures=(picture.public_id,)))
    colleague = User.objects.create_member(phone="+8613800000009")
    brand.memberships.create(user=colleague, role="operator")
    seen = [client_of(who).get(picture.url()).status_code for who in (lin, colleague, zhou, None)]
    assert seen == [200, 200, 404, 404]
    publish_note(lin, brand, Content(pictures=(picture.public_id,)), public_id=draft.public_id)
    assert client_of(None).get(picture.url()).status_code == 200
    delete_note(lin, draft.public_id)
    assert client_of(zhou).get(picture.url()).status_code == 404


def test_strangers_see_a_new_comment_at_once_and_markup_stays_words(note: Note, zhou: User) -> None:
    stranger = client_of(None)
    stranger.get(note.address)
    write_comment(zhou, note.public_id, "<b>好看</b>")
    assert "&lt;b&gt;好看&lt;/b&gt;" in stranger.get(note.address).content.decode()
    with CaptureQueriesContext(connection) as seen:
        assert "&lt;b&gt;好看" in stranger.get(note.address).content.decode()
    assert len(seen) <= 2  # the note with its account · its pictures


def test_a_full_page_takes_few_queries_however_much_is_said(lin: User, zhou: User, chen: User, brand: Account) -> None:
    pictures = tuple(picture_of(lin, (40, 30)).public_id for _ in range(3))
    note = publish_note(lin, brand, Content(title="三张", text="#旗袍# 好看", pictures=pictures))
    anonymous, member = client_of(None), client_of(zhou)

    def queries(client: object) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(note.address).status_code == 200  # type: ignore[attr-defined]
        return len(seen)

    first = write_comment(zhou, note.public_id, "好看")
    queries(member)
    few = queries(anonymous), queries(member)
    for number in range(9):
        limits.forget_all()
        thread = write_comment(chen, note.public_id, f"第 {number} 条")
        write_comment(zhou, note.public_id, "同意", answers=thread.public_id)
        write_comment(lin, note.public_id, "谢谢", answers=first.public_id)
    many = queries(anonymous), queries(member)
    # note with account · pictures · comments (pinned, newest) · answers · faces
    assert many[0] <= 6
    # and besides: session · user · my reactions · my role; then again, because a comment is mine: whom I blocked ·
    # comments (pinned, newest) · answers · faces · my likes · my role
    assert many[1] <= 17
    assert many[0] - few[0] <= 2
    assert many[1] - few[1] <= 3
    plain = client_of(User.objects.create_member(phone="+8613800000007"))
    with CaptureQueriesContext(connection) as seen:
        plain.get(note.address)
    # session · user · note · reactions · pictures · role · whom I blocked · what of mine waits · my likes
    assert len(seen) <= 9


def test_members_see_in_the_shared_comments_what_is_theirs(note: Note, zhou: User, chen: User) -> None:
    said = write_comment(chen, note.public_id, "好看")
    client_of(None).get(note.address)

    def page(user: User | None) -> str:
        return client_of(user).get(note.address).content.decode()

    pressed = 'aria-pressed="true"'
    assert "好看" in page(zhou)
    assert "hx-confirm" not in page(zhou)
    assert "hx-confirm" in page(chen)  # one's own can be deleted
    change_comment.like_comment(zhou, said.public_id, on=True)
    assert pressed in page(zhou).split('class="comments"')[1]
    assert pressed not in page(None).split('class="comments"')[1]
    Comment.objects.create(account=note.account, note=note, user=zhou, text="等着看", state=Comment.State.HELD)
    assert "等着看" in page(zhou)
    assert "等着看" not in page(chen)
    assert "等着看" not in page(None)
    UserBlock.objects.create(blocker=zhou, blocked=chen, at=clock.now())
    assert "好看" not in page(zhou)
    assert "好看" in page(None)


def test_only_links_of_our_own_lead_somewhere(lin: User, brand: Account) -> None:
    text = "看 http://testserver/n/abcdef/ 和 http://evil.example/x 和 http://testserver@evil.example/ "
    text += "和 http://testserver//evil.example"
    note = publish_note(lin, brand, Content(text=text))
    words = client_of(None).get(note.address).content.decode()
    assert '<a href="/n/abcdef/">' in words
    assert 'href="/evil.example"' in words
    assert 'href="http://evil' not in words
    assert 'href="//evil' not in words
