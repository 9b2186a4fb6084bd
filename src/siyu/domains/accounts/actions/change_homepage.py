"""Change the draft of the homepage: add, change, move and remove its blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.actions.keep_pictures import keep_pictures
from siyu.domains.accounts.conf import BLOCKS_MOST
from siyu.domains.accounts.errors import ChangedMeanwhile
from siyu.domains.accounts.models import Account, Homepage
from siyu.domains.accounts.queries.homepage import first_blocks, stamp
from siyu.domains.accounts.types import Block, Desk, homepage_components, screening
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.kernel.ids import short_id

_SALT = "accounts.remove_block"
_UNDO_SECONDS = 3600
_TITLE_MOST = 20


def add_block(desk: Desk, component: str) -> Block:
    """Put a new block at the end. Raises Invalid for an unknown component, one too many, or the second of its kind."""
    if component not in homepage_components:
        raise Invalid(_("There is no such component."), field="component")
    made = Block(id=short_id(), component=component, title="", shown=True, options={})

    def change(blocks: list[Block]) -> list[Block]:
        if len(blocks) >= BLOCKS_MOST:
            raise Invalid(_("A homepage has at most %(most)d pieces.") % {"most": BLOCKS_MOST}, field="component")
        if homepage_components[component].once and any(one["component"] == component for one in blocks):
            raise Invalid(_("This piece stands on the page already."), field="component")
        return [*blocks, made]

    change_draft(desk, change)
    return made


def change_block(desk: Desk, block_id: str, *, title: str, shown: bool, options: dict[str, Any], was: str) -> Block:
    """Save what one block says; `was` is the stamp of the block as the editor saw it.

    Raises NotFound, ChangedMeanwhile, Invalid naming the field, what screening says, and what the picture keeper says.
    """
    changed: list[Block] = []

    def change(blocks: list[Block]) -> list[Block]:
        found = _one(blocks, block_id)
        if stamp(found) != was:
            raise ChangedMeanwhile(_("A colleague has changed this piece meanwhile. Look at it anew, then save."))
        after = Block(
            id=block_id, component=found["component"], title=rules.clean_line(title)[:_TITLE_MOST], shown=shown,
            options=cleaned(desk.account, found["component"], options),
        )  # fmt: skip
        changed.append(after)
        return [after if one["id"] == block_id else one for one in blocks]

    change_draft(desk, change)
    return changed[0]


def move_block(desk: Desk, block_id: str, place: int) -> None:
    """Put a block at a place (0 is the top). Raises NotFound."""

    def change(blocks: list[Block]) -> list[Block]:
        _one(blocks, block_id)
        order = rules.moved_to([one["id"] for one in blocks], block_id, place)
        return sorted(blocks, key=lambda one: order.index(one["id"]))

    change_draft(desk, change)


def remove_block(desk: Desk, block_id: str) -> str:
    """Take a block away; answers a token by which `restore_block` brings it back within an hour. Raises NotFound."""
    token = ""

    def change(blocks: list[Block]) -> list[Block]:
        nonlocal token
        found = _one(blocks, block_id)
        token = signing.dumps([desk.account.pk, blocks.index(found), found], salt=_SALT)
        return [one for one in blocks if one["id"] != block_id]

    change_draft(desk, change)
    return token


def restore_block(desk: Desk, token: str) -> None:
    """Undo a removal; once more does nothing. Raises NotFound for a token too old, broken or of another account."""
    try:
        account_id, place, block = signing.loads(token, salt=_SALT, max_age=_UNDO_SECONDS)
    except signing.BadSignature as broken:
        raise NotFound(token=token[:12]) from broken
    if account_id != desk.account.pk:
        raise NotFound(token=token[:12])

    def change(blocks: list[Block]) -> list[Block]:
        if any(one["id"] == block["id"] for one in blocks) or len(blocks) >= BLOCKS_MOST:
            return blocks
        return [*blocks[:place], block, *blocks[place:]]

    change_draft(desk, change)


def change_draft(desk: Desk, change: Callable[[list[Block]], list[Block]]) -> Homepage:
    """Let `change` make the new draft of the one that stands, under the lock of the account; keeps its pictures."""
    desk.require("homepage.edit")
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=desk.account.pk)
        now = clock.now()
        homepage: Homepage = Homepage.objects.of(desk.account).first() or Homepage(
            account=desk.account, draft=first_blocks(), changed_at=now
        )
        after = change(list(homepage.draft))
        if after == homepage.draft:
            if not homepage.pk:
                homepage.save()
            return homepage
        homepage.draft, homepage.revision = after, homepage.revision + 1
        homepage.changed_at, homepage.changed_by = now, desk.user
        homepage.save()
        keep_pictures(desk.user, homepage)
    return homepage


def cleaned(account: Account, component: str, given: dict[str, Any]) -> dict[str, Any]:
    """The options that a component knows, each as its field keeps it. Raises Invalid, and what screening says."""
    kept: dict[str, Any] = {}
    for option in homepage_components[component].options:
        value = given.get(option.name, option.default)
        if option.kind == "choices":
            known = {key for key, _label in option.choices(account)} if option.choices else set()
            kept[option.name] = [one for one in dict.fromkeys(value or ()) if one in known][: option.most]
        elif option.kind == "number":
            kept[option.name] = max(1, min(int(value), option.most)) if str(value).isdigit() else option.default
        elif option.kind == "link":
            kept[option.name] = _own_path(str(value).strip()[:200], option.name)
        else:
            kept[option.name] = _words(str(value), option.kind, option.most)
    screening.get()("\n".join(value for value in kept.values() if isinstance(value, str)))
    return kept


def _words(value: str, kind: str, most: int) -> str:
    if kind == "text":
        return "\n".join(map(rules.clean_line, value.strip().splitlines()))[:most]
    return rules.clean_line(value)[:most]


def _own_path(value: str, field: str) -> str:
    """Links stay on this installation: a path of ours, or nothing."""
    if value and (not value.startswith("/") or value.startswith(("//", "/\\"))):
        raise Invalid(_("A link leads to a page here: it begins with / , like /n/…"), field=field)
    return value


def _one(blocks: list[Block], block_id: str) -> Block:
    for one in blocks:
        if one["id"] == block_id:
            return one
    raise NotFound(block=block_id)
