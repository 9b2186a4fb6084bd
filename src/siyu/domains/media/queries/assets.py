"""Fetch assets with the asker's rights checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Sum

from siyu.domains.media.models import Asset
from siyu.domains.media.types import holders
from siyu.kernel.errors import NotFound


def asset_of(user: Any, public_id: str) -> Asset:
    """The user's own asset; NotFound for everyone else's and for none alike."""
    found = Asset.objects.filter(public_id=public_id, owner_id=user.pk).first()
    if found is None:
        raise NotFound("There is no such picture or video.")
    return found


def visible_asset(user: Any, public_id: str) -> Asset:
    """An asset that the asker (anonymous included) may see now; NotFound otherwise."""
    found = Asset.objects.filter(public_id=public_id).first()
    if found is None or not may_see(user, found):
        raise NotFound("There is no such picture or video.")
    return found


def may_see(user: Any, asset: Asset) -> bool:
    """Everyone sees what public content holds, the owner all of theirs, others what one of its holders shows them."""
    if asset.public or (user.is_authenticated and asset.owner_id == user.pk):
        return True
    held = asset.holdings.values_list("kind", "object_id")
    return any(kind in holders and holders[kind].may_see(user, object_id) for kind, object_id in held)


def assets_in_order(public_ids: Iterable[str]) -> list[Asset]:
    """The assets with these ids, in this order; ids of none are passed over. One query; asks no rights."""
    wanted = list(public_ids)
    found = {asset.public_id: asset for asset in Asset.objects.filter(public_id__in=wanted)} if wanted else {}
    return [found[public_id] for public_id in wanted if public_id in found]


def bytes_of(user: Any) -> int:
    """Bytes that the renditions of a user's assets take."""
    return int(Asset.objects.filter(owner_id=user.pk).aggregate(all=Sum("bytes"))["all"] or 0)
