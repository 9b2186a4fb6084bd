"""The homepage of an account: the draft, what was published, and what visitors are shown of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from siyu.domains.accounts.models import Account, Homepage, HomepageVersion
from siyu.domains.accounts.types import Block, Component, Shown, homepage_components
from siyu.kernel.errors import NotFound

HISTORY = 20


@dataclass(frozen=True)
class ShownBlock:
    """A block as a visitor sees it."""

    id: str
    component: str
    title: str
    template: str
    context: dict[str, Any]


def homepage_of(account: Account) -> Homepage | None:
    """The account's homepage with its published version; None while nobody has touched it."""
    found: Homepage | None = Homepage.objects.of(account).select_related("version", "changed_by").first()
    return found


def first_blocks() -> list[Block]:
    """What stands on a homepage before anybody makes one: the components that start there, in order."""
    starting = [(name, one) for name, one in in_order() if one.starts]
    return [Block(id=f"first-{name}", component=name, title="", shown=True, options={}) for name, one in starting]


def draft_blocks(account: Account) -> list[Block]:
    """The draft, or what a homepage starts with."""
    homepage = homepage_of(account)
    return list(homepage.draft) if homepage else first_blocks()


def published_blocks(account: Account) -> list[Block]:
    """What visitors see: the published version, or what a homepage starts with."""
    homepage = homepage_of(account)
    return list(homepage.version.blocks) if homepage and homepage.version else first_blocks()


def version_of(account: Account, number: int) -> HomepageVersion:
    """One published version; raises NotFound."""
    found: HomepageVersion | None = HomepageVersion.objects.of(account).filter(number=number).first()
    if found is None:
        raise NotFound(version=number)
    return found


def history_of(account: Account) -> list[HomepageVersion]:
    """The versions published last, newest first."""
    rows = HomepageVersion.objects.of(account).select_related("published_by")
    return list(rows.order_by("-number")[:HISTORY])


def shown_blocks(account: Account, blocks: Iterable[Block], viewer: Any) -> list[ShownBlock]:
    """The blocks that have something to show this viewer; one that fails is left out, so that the rest is seen."""
    found = []
    for block in blocks:
        name = block["component"]
        if not block["shown"] or name not in homepage_components:
            continue
        shown = _rendered(account, homepage_components[name], block, viewer)
        if shown is not None:
            title = block["title"] or str(homepage_components[name].title)
            found.append(ShownBlock(block["id"], name, title, shown.template, shown.context))
    return found


def _rendered(account: Account, component: Component, block: Block, viewer: Any) -> Shown | None:
    options = {option.name: option.default for option in component.options} | block["options"]
    try:
        return component.render(account, options, viewer)
    except NotFound:
        return None


def in_order() -> list[tuple[str, Component]]:
    """Every component, in the order of the list to choose from."""
    return sorted(homepage_components, key=lambda pair: pair[1].order)


def stamp(block: Block) -> str:
    """A short sign of what a block says: whoever saves over another's change is told."""
    text = json.dumps([block["title"], block["shown"], block["options"]], sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def pictures_in(blocks: Iterable[Block]) -> list[str]:
    """Public ids of the pictures that the blocks show."""
    found = []
    for block in blocks:
        if block["component"] in homepage_components:
            kinds = {option.name: option.kind for option in homepage_components[block["component"]].options}
            found += [str(value) for name, value in block["options"].items() if kinds.get(name) == "picture" and value]
    return found
