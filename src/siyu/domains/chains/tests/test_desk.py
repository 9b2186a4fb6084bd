"""Chains at the desk: made as the account, listed, run, exported; roles, other accounts and members find no way in."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.accounts.models import Membership
from siyu.domains.chains.actions.judge_chain import hide_chain
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.tests.test_pages import FORM, doors, entered, page
from siyu.domains.chains.tests.worlds import member_in, take, world
from siyu.domains.chat.models import Message
from siyu.domains.groups.tests.worlds import make_desk, make_member
from siyu.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_staff_make_run_and_export_a_chain() -> None:
    desk, group, _chain = world(asks=("phone",))
    staff = make_member("运营")
    Membership.objects.create(account=desk.account, user=staff, role="owner")
    client = entered(staff)
    base = f"/console/{desk.account.slug}/groups/{group.public_id}/chains/"
    assert "茶叶团购" in page(client, base)
    page(client, f"{base}new/")
    assert client.post(f"{base}new/", {**FORM, "title": ""}).status_code == 422
    way = client.post(f"{base}new/", FORM)["Location"]
    chain = Chain.objects.of(desk.account).get(title="春茶团购")
    assert way == f"{base}{chain.public_id}/"
    message = Message.objects.get(conversation=group.conversation, seq=chain.seq)
    assert message.voice == "account"
    mei = member_in(group)
    take(mei, chain, 2, phone="13800001234", pickup=chain.pickups[0]["id"])
    shown = page(client, way)
    assert "13800001234" in shown
    assert "小美" in shown
    for tail in ("?only=done", "?only=withdrawn", "?q=1380000", "?q=1", f"?pickup={chain.pickups[0]['id']}"):
        page(client, f"{way}{tail}")
    assert "小美" in page(client, f"{way}?q=1380000")
    assert client.get(f"{way}?cursor=broken").status_code == 422
    assert client.post(f"{way}picked/1/1/")["Location"] == way
    assert ChainEntry.objects.of(desk.account).get(chain=chain).picked_up_by_id == staff.pk
    for move in ("close", "reopen", "cancel", "restore"):
        assert client.post(f"{way}move/{move}/")["Location"] == way
    page(client, f"{way}edit/")
    assert "13800001234" in client.post(f"{way}export/").content.decode("utf-8-sig")
    assert AuditEntry.objects.filter(act="chain.exported", actor_id=staff.pk).count() == 1
    for state in ("open", "over", "closed", "cancelled", "nothing"):
        page(client, f"{base}?state={state}")
    assert client.get(f"{base}?cursor=broken").status_code == 422
    hide_chain(chain.public_id, "")
    assert "春茶团购" in page(client, base)
    assert entered(mei).get(f"/g/{group.public_id}/chains/{chain.public_id}/").status_code == 404


def test_other_accounts_and_members_find_nothing() -> None:
    desk, group, chain = world()
    mei = member_in(group)
    take(mei, chain, 1)
    other = make_desk("other")
    mine = f"/console/{desk.account.slug}/groups/{group.public_id}/chains/{chain.public_id}/"
    theirs = mine.replace(f"/{desk.account.slug}/", f"/{other.account.slug}/")
    tails = [(method, address.removeprefix(mine)) for method, address in doors(mine)]
    tails = [(method, tail) for method, tail in tails if tail not in {"join/", "withdraw/", "again/"}]
    for client, way in ((entered(other.user), mine), (entered(other.user), theirs), (entered(mei), mine)):
        assert {getattr(client, method)(f"{way}{tail}").status_code for method, tail in tails} == {404}
    assert {getattr(Client(), method)(f"{mine}{tail}").status_code for method, tail in tails} == {302}
