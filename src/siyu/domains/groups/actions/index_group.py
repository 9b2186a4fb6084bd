"""Let search find a group as it is now."""

from __future__ import annotations

from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.found import findable, group_entry
from siyu.platform.search import index


def index_group(group: Group) -> None:
    """Bring the index in line with a group, in the transaction that opened or changed it."""
    if findable().filter(pk=group.pk).exists():
        index.put("group", [group_entry(group)])
    else:
        index.remove("group", [group.public_id])
