"""What stands above every page of one group at the desk."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.members import open_requests
from siyu.domains.groups.types import KIND_LABELS, POLICY_LABELS, desk_tabs


def desk_head(desk: Desk, group: Group, tab: str) -> dict[str, Any]:
    """What `groups/desk/head.html` asks for; `tab` is the name of the open one, as registered in `desk_tabs`."""
    more = sorted(((name, found) for name, found in desk_tabs), key=lambda pair: pair[1].order)
    return {
        "group": group,
        "tab": tab,
        "waiting": open_requests(group),
        "kind": KIND_LABELS[group.kind],
        "policy": POLICY_LABELS[group.policy],
        "may_manage": desk.may("groups.manage"),
        "more_tabs": [
            {"name": name, "label": found.label, "url_name": found.url_name}
            for name, found in more
            if desk.may(found.permission)
        ],
    }
