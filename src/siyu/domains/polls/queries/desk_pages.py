"""The polls of a group as the desk lists them, removed and hidden ones too."""

from __future__ import annotations

from siyu.domains.groups.models import Group
from siyu.domains.polls.models import Poll
from siyu.domains.polls.queries.pages import PollRow, in_state, page_of
from siyu.kernel.paging import Page


def desk_page_of(group: Group, search: str = "", state: str = "", cursor: str = "") -> Page[PollRow]:
    """A page, newest first, by words of the question and state: open, over, removed. Two queries. Raises ValueError."""
    rows = Poll.objects.of(group.account_id).filter(group=group)
    rows = rows.exclude(removed_at=None) if state == "removed" else rows.filter(removed_at=None)
    if search:
        rows = rows.filter(question__icontains=search)
    return page_of(in_state(rows, state), cursor)
