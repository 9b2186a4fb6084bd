"""Keeps the pictures of reports: uploads and moderation rank side by side, so they meet here."""

from __future__ import annotations

from collections import defaultdict
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.media.models import Asset, Holding
from siyu.domains.media.types import Holder
from siyu.domains.moderation.queries.access import may_see_report
from siyu.domains.moderation.types import EvidenceKeeper
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid

KIND: Final = "report"
_WIDTH: Final = 720


def receive(user: User, sent: IO[bytes], size: int) -> str:
    """Take one picture; raises Invalid for a video, and what uploads raise."""
    asset = receive_upload(user, sent, size)
    if asset.kind != "picture":
        raise Invalid(_("Please send pictures only."), field="picture")
    return asset.public_id


def hold(user: User, report_id: int, public_ids: list[str]) -> None:
    """Tie pictures to a report; only reviewers of its case and the reporter see them."""
    hold_assets(user, KIND, str(report_id), public_ids, public=False)


def shown(report_ids: list[int]) -> dict[int, list[str]]:
    """The addresses of the pictures of each report."""
    found: dict[int, list[str]] = defaultdict(list)
    held = Holding.objects.filter(kind=KIND, object_id__in=[str(pk) for pk in report_ids]).select_related("asset")
    for holding in held.order_by("pk"):
        asset: Asset = holding.asset
        found[int(holding.object_id)].append(asset.url(_WIDTH))
    return dict(found)


def may_see(user: Any, object_id: str) -> bool:
    """Whether somebody may see the pictures of a report."""
    return object_id.isdecimal() and may_see_report(user, int(object_id))


KEEPER: Final = EvidenceKeeper(receive, hold, shown)
HOLDER: Final = Holder(may_see)
