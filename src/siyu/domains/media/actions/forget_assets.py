"""Forget assets: what nothing has held for two days, and all of a member who leaves."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from siyu.domains.media import conf
from siyu.domains.media.adapters import folders
from siyu.domains.media.models import Asset
from siyu.domains.people.models import User
from siyu.kernel import clock

_AT_ONCE = 500


def forget_loose_assets() -> int:
    """Delete assets that nothing holds and that are older than two days; answers how many."""
    before = clock.now() - timedelta(hours=conf.LOOSE_HOURS)
    loose = Asset.objects.filter(created_at__lt=before, holdings__isnull=True).order_by("pk")
    gone = 0
    while some := _forget(loose):
        gone += some
    return gone


def forget_assets_of(user: User) -> int:
    """Delete all assets of a user with their files; answers how many."""
    gone = 0
    while some := _forget(Asset.objects.filter(owner=user).order_by("pk")):
        gone += some
    return gone


def _forget(assets: QuerySet[Asset]) -> int:
    """The rows first: a file without a row is only litter, a row without its file is a broken picture."""
    batch = list(assets.values_list("pk", "public_id")[:_AT_ONCE])
    Asset.objects.filter(pk__in=[pk for pk, _public_id in batch]).delete()
    for _pk, public_id in batch:
        folders.forget(public_id)
    return len(batch)
