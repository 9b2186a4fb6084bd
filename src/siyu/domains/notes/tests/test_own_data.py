"""What a member left in notes can be taken along, and is forgotten without a trace and with exact counters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from siyu.domains.accounts.models import Account
from siyu.domains.media.models import Asset
from siyu.domains.notes.actions.change_comment import like_comment
from siyu.domains.notes.actions.collect_looks import collect_looks
from siyu.domains.notes.actions.forget_traces import forget_traces
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.react_to_note import react_to_note
from siyu.domains.notes.actions.rebuild_counts import rebuild_counts
from siyu.domains.notes.actions.save_draft import save_draft
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries import own_data
from siyu.domains.notes.rules import Look
from siyu.domains.notes.tests.conftest import picture_of
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User

pytestmark = pytest.mark.django_db
CANARY = "siyu-canary-7c1f"


def _everything() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith(("notes_", "media_")):
                cursor.execute(f"SELECT * FROM {table}")
                found.append(json.dumps(cursor.fetchall(), default=str, ensure_ascii=False))
    return "\n".join(found)


def _leave_traces(user: User, note: Note) -> None:
    for kind in ("like", "collect", "share"):
        react_to_note(user, note.public_id, kind)
    like_comment(user, write_comment(user, note.public_id, f"{CANARY} 说的").public_id)
    collect_looks(user, [Look("01890a5d-ac96-774b-bcce-b302099a8057", note.public_id, 9)])


def test_a_members_words_and_marks_are_forgotten_and_counters_stay_exact(note: Note, zhou: User, chen: User) -> None:
    _leave_traces(zhou, note)
    react_to_note(chen, note.public_id, "like")
    assert CANARY in _everything()
    assert forget_traces(zhou) == 6
    assert forget_traces(zhou) == 0
    assert CANARY not in _everything()
    fresh = Note.objects.of(note.account_id).get()
    assert (fresh.likes, fresh.collects, fresh.shares, fresh.comments, fresh.views) == (1, 0, 0, 0, 0)
    assert rebuild_counts() == 0


def test_a_personal_page_goes_with_its_owner(zhou: User, settings: Any) -> None:
    account = Account.objects.create(slug="zhou", name="小周", kind="personal")
    account.memberships.create(user=zhou, role="owner")
    picture = picture_of(zhou)
    publish_note(zhou, account, Content(text=CANARY, pictures=(picture.public_id,)))
    forget_traces(zhou)
    assert CANARY not in _everything()
    assert not Asset.objects.get().holdings.exists()
    assert Path(settings.MEDIA_ROOT).exists()


def test_a_brand_keeps_what_was_written_for_it_without_the_writers_name(lin: User, zhou: User, brand: Account) -> None:
    brand.memberships.create(user=zhou, role="operator")
    Account.objects.filter(pk=brand.pk).update(kind="enterprise")
    brand.refresh_from_db()
    picture = picture_of(zhou)
    publish_note(zhou, brand, Content(text="品牌的", pictures=(picture.public_id,)))
    save_draft(zhou, brand, Content(text=CANARY))
    forget_traces(zhou)
    kept = Note.objects.of(brand).get()
    assert (kept.text, kept.author) == ("品牌的", None)
    assert Asset.objects.get().owner == lin
    assert CANARY not in _everything()


def test_everything_can_be_taken_along(lin: User, note: Note, zhou: User) -> None:
    _leave_traces(zhou, note)
    assert [row["text"] for row in own_data.comments(zhou)] == [f"{CANARY} 说的"]
    assert sorted(row["kind"] for row in own_data.marks(zhou)) == ["collect", "like", "share"]
    assert [row["seconds"] for row in own_data.views(zhou)] == [9]
    assert [row["title"] for row in own_data.notes(lin)] == ["春日旗袍"]
    assert [line.value for line in own_data.known(note.account, zhou, 0)] == ["1", "3", "1"]
