"""Say what holds which assets: a list replaces the earlier one; what is public follows from all holders."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from siyu.domains.media.models import Asset, Holding
from siyu.domains.media.types import holders
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid


def hold_assets(user: User, kind: str, object_id: str, public_ids: Sequence[str], *, public: bool) -> list[Asset]:
    """Let the object hold exactly these assets, in this order; answers them. An empty list lets go of all.

    Each must be the user's own and not have failed, or be held by this object already (a colleague edits a note).
    `public` shows them to everyone; else the holder's `may_see` is asked. Raises Invalid.
    """
    if kind not in holders:
        raise LookupError(f"no holder {kind} is registered")
    wanted = list(dict.fromkeys(public_ids))
    with transaction.atomic():
        held = set(Holding.objects.filter(kind=kind, object_id=object_id).values_list("asset_id", flat=True))
        found = {asset.public_id: asset for asset in Asset.objects.filter(public_id__in=wanted)} if wanted else {}
        for public_id in wanted:
            asset = found.get(public_id)
            if asset is None or not (asset.owner_id == user.pk or asset.pk in held):
                raise Invalid(_("One of the pictures is gone. Add it again."), field="assets", id=public_id)
            if asset.state == Asset.State.FAILED:
                raise Invalid(_("One of the videos could not be converted. Remove it."), field="assets", id=public_id)
        keep = [found[public_id] for public_id in wanted]
        replace_holdings(kind, object_id, {asset.pk for asset in keep}, held, public=public)
    for asset in keep:
        asset.public = asset.public or public
    return keep


def show_held(kind: str, object_id: str, *, public: bool) -> None:
    """Show what an object holds to everyone, or to those again whom its holder lets see it."""
    with transaction.atomic():
        Holding.objects.filter(kind=kind, object_id=object_id).update(public=public)
        _retell(set(Holding.objects.filter(kind=kind, object_id=object_id).values_list("asset_id", flat=True)))


def replace_holdings(kind: str, object_id: str, wanted: set[int], held: set[int], *, public: bool) -> None:
    """Let the object hold the assets (row ids) that `wanted` names instead of `held`; asks no rights."""
    mine = Holding.objects.filter(kind=kind, object_id=object_id)
    mine.exclude(asset_id__in=wanted).delete()
    mine.filter(asset_id__in=wanted).exclude(public=public).update(public=public)
    fresh = [Holding(asset_id=pk, kind=kind, object_id=object_id, public=public) for pk in wanted - held]
    Holding.objects.bulk_create(fresh, ignore_conflicts=True)
    _retell(wanted | held)


def _retell(asset_ids: set[int]) -> None:
    """Bring `Asset.public` in line with the holdings."""
    if asset_ids:
        shown = Holding.objects.filter(asset_id=OuterRef("pk"), public=True)
        Asset.objects.filter(pk__in=asset_ids).update(public=Exists(shown))
