"""Who is in a saved segment, for the fans list: fans know no segments, the domain that does fills the slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.fans.errors import BadFilters, SegmentUnreachable
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.eventstore.errors import StoreError
from siyu.platform.registry import Slot


class SegmentSource(Protocol):
    """What a domain with segments can tell."""

    def names(self, account: Account) -> list[tuple[str, str]]:
        """Slug and name of the account's segments, by name."""

    def members(self, account: Account, slug: str) -> Sequence[int]:
        """The ids of the persons in it now. Raises NotFound, Invalid for a broken tree, StoreError."""


segment_source: Slot[SegmentSource] = Slot("fans_segment_source")


def segment_names(account: Account) -> list[tuple[str, str]]:
    """Slug and name of the account's segments, by name."""
    return segment_source.get().names(account)


def segment_members(account: Account, slug: str) -> Sequence[int]:
    """The ids of the persons who are in the segment now. Raises BadFilters, SegmentUnreachable."""
    try:
        return segment_source.get().members(account, slug)
    except (NotFound, Invalid) as gone:
        raise BadFilters(_("the segment is gone or broken"), field="segment", value=slug) from gone
    except StoreError as silent:
        raise SegmentUnreachable(
            _("The event store does not answer just now. Try again in a moment."), segment=slug
        ) from silent
