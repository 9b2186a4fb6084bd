"""Background work of media: converting videos, forgetting what nobody used."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.media.actions import convert_video as converting
from siyu.domains.media.actions.forget_assets import forget_loose_assets


@task()
def convert_video(public_id: str) -> None:
    """Convert one video; safe to begin again."""
    converting.convert_video(public_id)


@task()
def forget_loose() -> int:
    """Forget assets that nothing holds; every night."""
    return forget_loose_assets()
