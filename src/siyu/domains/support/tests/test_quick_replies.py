"""Quick replies are changed, thrown away and brought back; what belongs to others stays out of reach."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.support.actions.keep_quick_reply import drop_quick_reply, keep_quick_reply, restore_quick_reply
from siyu.domains.support.models import QuickReply
from siyu.domains.support.queries.quick_replies import all_replies
from siyu.domains.support.tests.worlds import make_account, make_desk
from siyu.kernel.errors import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_account())


def test_thrown_away_and_brought_back(desk: Desk) -> None:
    reply = keep_quick_reply(desk, "发货", "48 小时内发出", shared=True)
    drop_quick_reply(desk, reply.public_id)
    assert all_replies(desk) == []
    with pytest.raises(NotFound):
        drop_quick_reply(desk, reply.public_id)
    restore_quick_reply(desk, reply.public_id)
    assert [one.shortcut for one in all_replies(desk)] == ["发货"]
    with pytest.raises(NotFound):
        restore_quick_reply(desk, reply.public_id)


def test_a_shortcut_taken_meanwhile_is_not_taken_back(desk: Desk) -> None:
    reply = keep_quick_reply(desk, "发货", "旧的", shared=True)
    drop_quick_reply(desk, reply.public_id)
    keep_quick_reply(desk, "发货", "新的", shared=True)
    with pytest.raises(Invalid):
        restore_quick_reply(desk, reply.public_id)
    assert [one.text for one in all_replies(desk)] == ["新的"]


def test_nobody_else_brings_it_back(desk: Desk) -> None:
    own = keep_quick_reply(desk, "我的", "只有我用", shared=False)
    shared = keep_quick_reply(desk, "大家", "都能用", shared=True)
    for reply in (own, shared):
        drop_quick_reply(desk, reply.public_id)
    with pytest.raises(NotFound):
        restore_quick_reply(make_desk(make_account("linen")), shared.public_id)
    colleague = make_desk(desk.account, "support")
    with pytest.raises(NotFound):
        restore_quick_reply(colleague, own.public_id)
    with pytest.raises(Forbidden):
        restore_quick_reply(colleague, shared.public_id)


def test_the_page_changes_drops_and_restores(desk: Desk) -> None:
    client = Client()
    client.force_login(desk.user, backend=BACKEND)
    page = f"/console/{desk.account.slug}/inbox/replies/"
    client.post(page, {"shortcut": "发货", "text": "三天内发出", "shared": "1"})
    reply = QuickReply.objects.of(desk.account).get()
    assert "三天内发出</textarea>" in client.get(f"{page}?id={reply.public_id}").text
    changed = {"shortcut": "发货", "text": "两天内发出", "shared": "1", "id": reply.public_id}
    assert client.post(page, changed).status_code == 302
    assert [one.text for one in all_replies(desk)] == ["两天内发出"]
    assert client.post(f"{page}{reply.public_id}/drop/").status_code == 302
    assert f"{page}{reply.public_id}/restore/" in client.get(page).text
    assert client.post(f"{page}{reply.public_id}/restore/").status_code == 302
    assert "两天内发出" in client.get(page).text
    wrong = client.post(page, {**changed, "text": ""})
    assert wrong.status_code == 422
    assert f'value="{reply.public_id}"' in wrong.text
