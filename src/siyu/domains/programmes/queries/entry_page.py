"""Everything a page of one entry shows, to members and at the desk."""

from __future__ import annotations

from typing import Any

from siyu.domains.programmes import conf
from siyu.domains.programmes.queries.attendance import comers
from siyu.domains.programmes.queries.rows import rows_of
from siyu.domains.programmes.rules import fault_to_attend
from siyu.domains.programmes.types import FAULTS, Sight
from siyu.kernel import clock
from siyu.kernel.ids import short_id


def entry_page(sight: Sight, only: str = "came", search: str = "", cursor: str = "") -> dict[str, Any]:
    """The entry with the viewer's own part; who came for those who lead. Raises ValueError."""
    lead, entry = sight.lead, sight.entry
    (row,) = rows_of(lead.group, lead.user, [entry])
    account, off = lead.group.account, entry.cancelled_at is not None
    why = fault_to_attend(entry.starts_at, entry.ends_at, clock.now(), conf.open_minutes(account), cancelled=off)
    return {
        "group": lead.group, "entry": entry, "row": row, "leads": sight.runs, "nonce": short_id(),
        "not_yet": str(FAULTS[why]) if why == "early" else "", "open_minutes": conf.open_minutes(account),
        "only": only, "search": search,
        "page": comers(lead.group, entry, only, search, cursor) if sight.runs else None,
    }  # fmt: skip
