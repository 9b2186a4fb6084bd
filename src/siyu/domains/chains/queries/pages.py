"""Everything a page of one chain shows, to members and at the desk."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from siyu.domains.chains.actions.moving_counts import lines_of
from siyu.domains.chains.models import Chain
from siyu.domains.chains.queries.access import own_entry
from siyu.domains.chains.queries.entries import Wanted, classic_text, entry_page, items_of, sums_of
from siyu.domains.chains.rules import left, left_of_all, standing
from siyu.domains.chains.types import STATE_LABELS, Sight
from siyu.domains.media.queries.assets import assets_in_order
from siyu.kernel import clock


def chain_page(sight: Sight, wanted: Wanted, cursor: str = "") -> dict[str, Any]:
    """The chain, its items with what is left, the viewer's own entry and what they may see of the others'."""
    chain, items = sight.chain, items_of(sight)
    state = standing(chain.state, chain.deadline, clock.now())
    shows_list = sight.runs or chain.open_list
    entry = own_entry(sight)
    joined = entry is not None and entry.state == "joined"
    removed = entry is not None and entry.state == "removed"
    return {
        "group": sight.lead.group, "chain": chain, "sight": sight, "lead": sight.lead, "items": items,
        "state": state, "label": STATE_LABELS[state], "open": state == "open" and chain.held_at is None and not removed,
        "offers": [{"item": item, "left": left(item.cap, item.taken)} for item in items],
        "left": left_of_all(chain.cap, chain.taken, [(item.cap, item.taken) for item in items]),
        "priced": any(item.price_fen is not None for item in items),
        "pictures": assets_in_order(chain.pictures), "entry": entry, "joined": joined,
        "taken": lines_of(entry) if entry else {}, "shows_list": shows_list,
        "page": entry_page(sight, items, wanted, cursor), "wanted": wanted,
        "sums": sums_of(sight, items) if sight.runs else [],
        "text": classic_text(sight, items, deadline_words(chain)) if shows_list and chain.joined else "",
    }  # fmt: skip


def deadline_words(chain: Chain) -> str:
    """The deadline in the account's zone, for texts that leave the page."""
    if chain.deadline is None:
        return ""
    return chain.deadline.astimezone(ZoneInfo(chain.account.time_zone)).strftime("%Y-%m-%d %H:%M")
