"""Convert a video that was received; begun again after a crash it comes to the same end."""

from __future__ import annotations

from siyu.domains.media.adapters import films, folders
from siyu.domains.media.errors import FileTooLarge, UnreadableFile
from siyu.domains.media.models import Asset
from siyu.domains.media.rules import HEAD, container
from siyu.platform.jobs.progress import Progress


def progress_key(public_id: str) -> str:
    """Under which name the progress of a video's conversion is kept."""
    return f"media:{public_id}"


def convert_video(public_id: str) -> None:
    """Draw it anew, tell how far it is, and delete what was sent. Nothing happens when that is done already."""
    asset = Asset.objects.filter(public_id=public_id, state=Asset.State.PROCESSING).first()
    kept = folders.incoming(public_id)
    if asset is None:
        return
    if not kept.exists():
        _settle(asset, state=Asset.State.FAILED, error="unreadable_file")
        return
    progress = Progress(progress_key(public_id), asset.account_id or 0)
    progress.start(total=max(asset.seconds, 1))
    with kept.open("rb") as file:
        demuxer = container(file.read(HEAD))
    try:
        drawn, seconds = films.draw_film_anew(kept, folders.folder_of(public_id), demuxer, progress.advance)
    except (UnreadableFile, FileTooLarge) as refused:
        kept.unlink(missing_ok=True)
        _settle(asset, state=Asset.State.FAILED, error=refused.code)
        progress.fail(refused.message)
        return
    settled = _settle(
        asset,
        state=Asset.State.READY,
        width=drawn.width,
        height=drawn.height,
        seconds=seconds,
        bytes=drawn.bytes,
        colour=drawn.colour,
        renditions=drawn.renditions,
    )
    if not settled:  # deleted meanwhile
        folders.forget(public_id)
    kept.unlink(missing_ok=True)
    progress.finish()


def _settle(asset: Asset, **fields: object) -> bool:
    return bool(Asset.objects.filter(pk=asset.pk, state=Asset.State.PROCESSING).update(**fields))
