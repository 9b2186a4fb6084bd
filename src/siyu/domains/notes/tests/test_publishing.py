"""Publishing, scheduling, changing, deleting: what appears, what follows, who may."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from PIL import Image

from siyu.domains.accounts.models import Account
from siyu.domains.inbox.models import Notice
from siyu.domains.media.models import Asset
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.errors import Muted, RefusedText
from siyu.domains.moderation.models import Case, Penalty
from siyu.domains.moderation.types import Reviewer
from siyu.domains.notes.actions import judge_reported
from siyu.domains.notes.actions.publish_due import publish_due
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.rebuild_counts import rebuild_counts
from siyu.domains.notes.actions.remove_note import delete_note, forget_deleted_notes, hide_note, restore_note
from siyu.domains.notes.actions.save_draft import save_draft
from siyu.domains.notes.errors import NoteFaulty
from siyu.domains.notes.models import Note, NoteMention, NoteTopic, Topic
from siyu.domains.notes.tests.conftest import client_of, picture_of
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db


def _again(note: Note) -> Note:
    return Note.objects.unscoped("test").get(pk=note.pk)


def test_what_is_published_has_topics_mentions_and_a_revision(lin: User, zhou: User, brand: Account) -> None:
    friend = Account.objects.create(slug="cha", name="茶友")
    friend.memberships.create(user=zhou, role="owner")
    note = publish_note(lin, brand, Content(title="喝茶", text="和 @茶友 一起 #旗袍# #Tea#"))
    assert set(NoteTopic.objects.values_list("topic__key", "note")) == {("旗袍", note.pk), ("tea", note.pk)}
    assert list(NoteMention.objects.values_list("account", flat=True)) == [friend.pk]
    told = Notice.objects.get(user=zhou)
    assert (told.kind, told.url) == ("note.mention", note.address)
    changed = publish_note(lin, brand, Content(title="喝茶", text="和 @茶友 一起 #旗袍#"), public_id=note.public_id)
    assert changed.published_at == note.published_at
    assert list(Topic.objects.order_by("key").values_list("key", "notes")) == [("tea", 0), ("旗袍", 1)]
    assert [one.number for one in note.revisions.order_by("number")] == [1, 2]
    assert Notice.objects.count() == 1
    publish_note(lin, brand, Content(title="喝茶", text="和 @茶友 一起 #旗袍#"), public_id=note.public_id)
    assert note.revisions.count() == 2


def test_deleting_and_bringing_back_moves_topics_along(lin: User, note: Note) -> None:
    delete_note(lin, note.public_id)
    delete_note(lin, note.public_id)
    assert Topic.objects.get().notes == 0
    assert not NoteTopic.objects.exists()
    restore_note(lin, note.public_id)
    assert Topic.objects.get().notes == 1
    assert rebuild_counts() == 0


def test_a_scheduled_note_appears_once_at_its_time(lin: User, brand: Account) -> None:
    at = clock.now() + timedelta(hours=2)
    note = publish_note(lin, brand, Content(text="晚上见"), at=at)
    assert note.state == Note.State.SCHEDULED
    assert DBTaskResult.objects.get(task_path__endswith="publish_when_due").run_after == at
    assert client_of(None).get(note.address).status_code == 404
    assert publish_due(note.public_id) is False
    Note.objects.of(brand).update(publish_at=clock.now())
    assert [publish_due(note.public_id), publish_due(note.public_id)] == [True, False]
    assert client_of(None).get(note.address).status_code == 200
    assert OutboxMessage.objects.filter(topic="note.changed", payload__state="published").count() == 1


def test_a_time_that_is_past_or_far_is_refused(lin: User, brand: Account) -> None:
    for at in (clock.now() - timedelta(minutes=1), clock.now() + timedelta(days=91)):
        with pytest.raises(Invalid):
            publish_note(lin, brand, Content(text="x"), at=at)
    assert not Note.objects.of(brand).exists()


def test_what_is_held_waits_and_what_is_refused_never_comes(lin: User, brand: Account) -> None:
    add_word(Reviewer(lin, None), "加微信", "hold")
    add_word(Reviewer(lin, None), "赌博", "refuse")
    with pytest.raises(RefusedText):
        publish_note(lin, brand, Content(text="来赌博"))
    note = publish_note(lin, brand, Content(text="加微信聊"))
    assert (note.state, note.awaits_review) == (Note.State.HIDDEN, True)
    assert client_of(None).get(note.address).status_code == 404
    restore_note(lin, note.public_id)
    assert _again(note).state == Note.State.HIDDEN  # its own people do not lift what reviewers hold
    assert Case.objects.get().target == note.public_id
    judge_reported.restore_note(note.public_id)
    assert _again(note).state == Note.State.PUBLISHED


def test_reviewers_hide_and_bring_back_twice_over(note: Note) -> None:
    for _ in range(2):
        judge_reported.hide_note(note.public_id, "广告")
        assert _again(note).state == Note.State.HIDDEN
    for _ in range(2):
        judge_reported.restore_note(note.public_id)
        assert _again(note).state == Note.State.PUBLISHED
    assert Topic.objects.get().notes == 1


def test_the_muted_and_strangers_publish_nothing(lin: User, zhou: User, brand: Account, note: Note) -> None:
    with pytest.raises(NotFound):
        publish_note(zhou, brand, Content(text="不是我的"), public_id=note.public_id)
    with pytest.raises(NotFound):
        delete_note(zhou, note.public_id)
    answer = client_of(zhou).post(f"/post/{note.public_id}/", {"text": "x"})
    assert answer.status_code == 404
    Penalty.objects.create(user=lin, reason="刷屏", since=clock.now(), until=clock.now() + timedelta(days=1))
    with pytest.raises(Muted):
        publish_note(lin, brand, Content(text="还想说"))


def test_faults_come_back_in_the_form_with_what_was_typed(lin: User, brand: Account) -> None:
    answer = client_of(lin).post("/post/", {"title": "题" * 25, "text": "字" * 1_200})
    assert answer.status_code == 422
    assert "题" * 25 in answer.content.decode()
    assert not Note.objects.of(brand).exists()
    with pytest.raises(NoteFaulty):
        publish_note(lin, brand, Content())


def test_a_draft_is_kept_as_it_is_typed_and_published_from_there(lin: User, zhou: User, brand: Account) -> None:
    client = client_of(lin)
    first = client.post("/post/draft/", {"text": "还在"}, headers={"accept": "application/json"}).json()
    client.post("/post/draft/", {"text": "还在写", "note": first["id"]}, headers={"accept": "application/json"})
    (draft,) = Note.objects.of(brand)
    assert (draft.text, draft.state) == ("还在写", "draft")
    stolen = client_of(zhou).post(
        "/post/draft/", {"text": "改", "note": first["id"]}, headers={"accept": "application/json"}
    )
    assert stolen.status_code == 404
    answer = client.post("/post/", {"text": "写好了", "note": first["id"]})
    assert answer.headers["Location"] == draft.address
    assert Note.objects.of(brand).get().state == "published"
    late = client.post("/post/draft/", {"text": "迟到", "note": first["id"]}, headers={"accept": "application/json"})
    assert late.status_code == 422
    assert Note.objects.of(brand).get().text == "写好了"


def test_pictures_keep_their_order_and_are_the_authors_own(lin: User, zhou: User, brand: Account) -> None:
    mine = [picture_of(lin, (20 + n, 20)).public_id for n in range(3)]
    note = publish_note(lin, brand, Content(pictures=(mine[2], mine[0], mine[1])))
    assert note.pictures == [mine[2], mine[0], mine[1]]
    assert note.cover is not None
    assert note.cover.public_id == mine[2]
    with pytest.raises(Invalid):
        publish_note(lin, brand, Content(pictures=(picture_of(zhou).public_id,)))


def test_without_javascript_pictures_come_with_the_form(lin: User, brand: Account) -> None:
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(file, "PNG")
    file.seek(0)
    file.name = "a.png"
    answer = client_of(lin).post("/post/", {"text": "看", "files": file})
    assert answer.status_code == 302
    assert Note.objects.of(brand).get().pictures == [Asset.objects.get().public_id]


def test_deleted_notes_are_erased_after_a_month(lin: User, brand: Account) -> None:
    note = publish_note(lin, brand, Content(pictures=(picture_of(lin).public_id,)))
    delete_note(lin, note.public_id)
    assert forget_deleted_notes() == 0
    Note.objects.of(brand).update(updated_at=clock.now() - timedelta(days=31))
    assert forget_deleted_notes() == 1
    assert not Asset.objects.get().holdings.exists()


def test_whoever_has_no_account_is_led_to_opening_one(zhou: User) -> None:
    answer = client_of(zhou).get("/post/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my/accounts/open/?next=/post/")


def test_a_draft_too_many_is_refused(lin: User, brand: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyu.domains.notes.conf.DRAFTS_MOST", 1)
    save_draft(lin, brand, Content(text="一"))
    with pytest.raises(Invalid):
        save_draft(lin, brand, Content(text="二"))


def test_hiding_then_deleting_then_bringing_back_ends_where_it_began(lin: User, note: Note) -> None:
    hide_note(lin, note.public_id)
    delete_note(lin, note.public_id)
    restore_note(lin, note.public_id)
    assert _again(note).state == Note.State.HIDDEN
    restore_note(lin, note.public_id)
    assert _again(note).state == Note.State.PUBLISHED
