"""What the fans list may know of segments: their names, and who is in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from siyu.domains.accounts.models import Account

_OFFERED: Final = 200


class SavedSegments:
    """Fills the slot of `fans.queries.segment_members`."""

    def names(self, account: Account) -> list[tuple[str, str]]:
        """Slug and name of the account's segments, by name."""
        from siyu.domains.segments.queries.segments import living

        return list(living(account).order_by("name", "pk").values_list("slug", "name")[:_OFFERED])

    def members(self, account: Account, slug: str) -> Sequence[int]:
        """The ids of the persons in it now. Raises NotFound, InvalidTree, StoreError."""
        from siyu.domains.segments.queries.membership import member_ids  # brings Arrow along: not for light processes
        from siyu.domains.segments.queries.segments import segment_by_slug

        return member_ids(account, segment_by_slug(account, slug).tree)


saved_segments = SavedSegments()
