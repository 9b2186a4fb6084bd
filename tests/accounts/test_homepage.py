"""The homepage: what is drafted is not seen, what is published is, and every version can come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from siyu.domains.accounts.actions import change_homepage as changing
from siyu.domains.accounts.actions.publish_homepage import publish_homepage, restore_version
from siyu.domains.accounts.errors import ChangedMeanwhile
from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.homepage import draft_blocks, homepage_of, published_blocks, stamp
from siyu.domains.accounts.types import Block, Desk
from siyu.domains.media.models import Asset
from siyu.domains.members.actions.block_somebody import block_account
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.models import Word
from siyu.domains.notes.models import Note
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden, Invalid, NotFound

Enter = Callable[[User | None], Client]
PAGE = "/a/silk/"


def about(desk: Desk, text: str, *, shown: bool = True) -> Block:
    made = changing.add_block(desk, "about")
    return changing.change_block(desk, made["id"], title="关于", shown=shown, options={"text": text}, was=stamp(made))


def publish(desk: Desk) -> Any:
    homepage = homepage_of(desk.account)
    return publish_homepage(desk, homepage.revision if homepage else 0)


def body(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_the_draft_is_not_seen_before_it_is_published(silk: Desk, enter: Enter) -> None:
    about(silk, "我们只做真丝")
    assert "我们只做真丝" not in body(enter(None))
    assert "我们只做真丝" in body(enter(silk.user), f"{PAGE}preview/")
    publish(silk)
    assert "我们只做真丝" in body(enter(None))


def test_hidden_pieces_stay_hidden(silk: Desk, enter: Enter) -> None:
    about(silk, "还没写完", shown=False)
    publish(silk)
    assert "还没写完" not in body(enter(None))


def test_an_untouched_account_shows_its_notes(silk: Desk, enter: Enter) -> None:
    Note.objects.create(account=silk.account, title="第一篇", state="published", published_at=timezone.now())
    Note.objects.create(account=silk.account, title="草稿箱", state="draft")
    assert "第一篇" in body(enter(None))
    assert "草稿箱" not in body(enter(None)) + body(enter(None), f"{PAGE}notes/")
    assert "第一篇" in body(enter(None), f"{PAGE}notes/")


def test_only_notes_of_this_account_are_pinned(silk: Desk, enter: Enter) -> None:
    other = Account.objects.create(slug="other", name="Other")
    foreign = Note.objects.create(account=other, title="别人家的", state="published", published_at=timezone.now())
    block = next(one for one in draft_blocks(silk.account) if one["component"] == "notes")
    options = {"notes": [foreign.public_id], "count": "6"}
    after = changing.change_block(silk, block["id"], title="", shown=True, options=options, was=stamp(block))
    assert after["options"]["notes"] == []


def test_order_is_kept_and_a_removal_undone(silk: Desk) -> None:
    first, second = about(silk, "一"), about(silk, "二")
    changing.move_block(silk, second["id"], 0)
    assert draft_blocks(silk.account)[0] == second
    before = draft_blocks(silk.account)
    token = changing.remove_block(silk, first["id"])
    assert first not in draft_blocks(silk.account)
    for _twice in range(2):
        changing.restore_block(silk, token)
    assert draft_blocks(silk.account) == before


def test_two_colleagues_do_not_save_over_each_other(silk: Desk, hire: Callable[[str], Desk]) -> None:
    block, colleague = about(silk, "一"), hire("operator")
    seen = stamp(block)
    changing.change_block(colleague, block["id"], title="", shown=True, options={"text": "二"}, was=seen)
    with pytest.raises(ChangedMeanwhile):
        changing.change_block(silk, block["id"], title="", shown=True, options={"text": "三"}, was=seen)


def test_what_is_published_is_what_was_looked_at(silk: Desk) -> None:
    about(silk, "一")
    homepage = homepage_of(silk.account)
    assert homepage is not None
    about(silk, "二")
    with pytest.raises(ChangedMeanwhile):
        publish_homepage(silk, homepage.revision)
    assert publish(silk).number == 1
    assert publish(silk).number == 1


def test_an_earlier_version_comes_back_as_a_draft(silk: Desk) -> None:
    about(silk, "旧")
    old = publish(silk)
    about(silk, "新")
    new = publish(silk)
    restore_version(silk, old.number)
    assert published_blocks(silk.account) == new.blocks
    assert draft_blocks(silk.account) == old.blocks
    assert publish(silk).number == new.number + 1
    assert published_blocks(silk.account) == old.blocks


def test_pictures_are_open_only_once_published(silk: Desk, hire: Callable[[str], Desk], enter: Enter) -> None:
    asset = Asset.objects.create(
        owner=silk.user, kind="picture", state="ready", renditions={"720.webp": [720, 360, 1], "share.jpg": [1, 1, 1]}
    )
    made = changing.add_block(silk, "banner")
    options = {"picture1": asset.public_id}
    changing.change_block(silk, made["id"], title="", shown=True, options=options, was=stamp(made))
    asset.refresh_from_db()
    assert not asset.public
    colleague = hire("operator")
    assert asset.public_id in body(enter(colleague.user), f"{PAGE}preview/")
    publish(colleague)
    asset.refresh_from_db()
    assert asset.public
    assert asset.public_id in body(enter(None))


def test_a_foreign_picture_is_refused(silk: Desk) -> None:
    stranger = User.objects.create_user("stranger@example.com")
    asset = Asset.objects.create(owner=stranger, kind="picture", state="ready")
    made = changing.add_block(silk, "banner")
    with pytest.raises(Invalid):
        changing.change_block(
            silk, made["id"], title="", shown=True, options={"picture1": asset.public_id}, was=stamp(made)
        )
    assert draft_blocks(silk.account)[-1]["options"] == {}


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"])
def test_links_stay_in_the_house(silk: Desk, link: str) -> None:
    made = changing.add_block(silk, "banner")
    with pytest.raises(Invalid):
        changing.change_block(silk, made["id"], title="", shown=True, options={"link1": link}, was=stamp(made))


def test_words_are_escaped_and_screened(silk: Desk, enter: Enter) -> None:
    about(silk, "<script>alert(1)</script>")
    publish(silk)
    assert "<script>alert" not in body(enter(None))
    Word.objects.create(word="代开发票", folded="代开发票", verdict="refuse", added_at=timezone.now())
    with pytest.raises(RefusedText):
        about(silk, "可以代开发票")


def test_only_who_may_changes_it(silk: Desk, hire: Callable[[str], Desk], enter: Enter) -> None:
    with pytest.raises(Forbidden):
        changing.add_block(hire("support"), "about")
    stranger = User.objects.create_user("stranger@example.com")
    assert enter(stranger).get(f"{PAGE}preview/").status_code == 404
    assert enter(hire("support").user).get(f"{PAGE}preview/").status_code == 403
    other = Desk(stranger, Account.objects.create(slug="other", name="Other"), "owner")
    token = changing.remove_block(silk, about(silk, "一")["id"])
    with pytest.raises(NotFound):
        changing.restore_block(other, token)


def test_whoever_blocked_the_account_sees_nothing_of_it(silk: Desk, enter: Enter) -> None:
    about(silk, "我们只做真丝")
    publish(silk)
    member = User.objects.create_user("member@example.com")
    block_account(member, silk.account)
    said = body(enter(member))
    assert "我们只做真丝" not in said
    assert "/my/blocks/account/silk/" in said


def test_the_editor_works_without_scripts(silk: Desk, enter: Enter) -> None:
    client, desk = enter(silk.user), "/console/silk/settings/homepage/"
    assert client.post(f"{desk}add/", {"component": "about"}).status_code == 302
    block = draft_blocks(silk.account)[-1]
    opened = client.get(f"{desk}?block={block['id']}").content.decode()
    assert 'name="text"' in opened
    sent = {"text": "我们只做真丝", "shown": "1", "was": stamp(block)}
    client.post(f"{desk}{block['id']}/change/", sent)
    client.post(f"{desk}{block['id']}/move/", {"place": "0"})
    assert draft_blocks(silk.account)[0]["options"] == {"text": "我们只做真丝"}
    homepage = homepage_of(silk.account)
    assert homepage is not None
    client.post(f"{desk}publish/", {"revision": homepage.revision})
    assert "我们只做真丝" in body(enter(None))


def test_the_code_leads_to_the_page(silk: Desk, enter: Enter) -> None:
    answer = enter(None).get(f"{PAGE}code.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert "/a/silk/" in body(enter(None), f"{PAGE}share/")
    assert enter(None).get("/a/nobody/").status_code == 404
