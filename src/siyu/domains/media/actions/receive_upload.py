"""Receive a picture or a video: pictures are drawn anew at once, videos by a job."""

from __future__ import annotations

import shutil
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.media import conf
from siyu.domains.media.adapters import films, folders
from siyu.domains.media.adapters.pictures import draw_anew
from siyu.domains.media.errors import FileTooLarge, SpaceSpent, UnreadableFile
from siyu.domains.media.models import Asset
from siyu.domains.media.queries.assets import bytes_of
from siyu.domains.media.rules import HEAD, container, sniff
from siyu.domains.people.models import User
from siyu.kernel.ids import short_id

_MB = 1024 * 1024


def receive_upload(user: User, sent: IO[bytes], size: int, *, account: Any = None) -> Asset:
    """Take a file of `size` bytes for the user; a video comes back `processing`.

    Raises UnreadableFile, FileTooLarge, SpaceSpent. The name and the type that came along are never looked at.
    """
    sent.seek(0)
    head = sent.read(HEAD)
    kind = sniff(head)
    if kind is None:
        raise UnreadableFile(_("This is no picture or video that we know. Send a JPEG, PNG, WebP, GIF, HEIC or MP4."))
    most = conf.PICTURE_BYTES if kind == "picture" else conf.VIDEO_BYTES
    if size > most:
        words = _("This file is too large: at most %(most)s MB.") % {"most": most // _MB}
        raise FileTooLarge(words, most=most)
    _check_space(user, kind)
    asset = Asset(public_id=short_id(), owner=user, account=account, kind=kind)
    kept = folders.incoming(asset.public_id)
    try:
        sent.seek(0)
        with kept.open("wb") as file:
            shutil.copyfileobj(sent, file, 1024 * 1024)
        return _take_picture(asset) if kind == "picture" else _take_video(asset, head)
    except BaseException:
        folders.forget(asset.public_id)
        raise


def _check_space(user: User, kind: str) -> None:
    if bytes_of(user) >= conf.OWNER_BYTES:
        raise SpaceSpent(_("Your space for pictures and videos is full. Delete old notes to make room."))
    if kind == "video":
        working = Asset.objects.filter(owner=user, kind="video", state=Asset.State.PROCESSING).count()
        if working >= conf.OWNER_WORKING:
            raise SpaceSpent(_("Wait until your other videos are ready, then send this one."))


def _take_picture(asset: Asset) -> Asset:
    """Drawn before the row is written: no transaction waits for a decoder."""
    kept = folders.incoming(asset.public_id)
    drawn = draw_anew(kept, folders.folder_of(asset.public_id))
    kept.unlink()
    asset.state, asset.renditions, asset.colour = Asset.State.READY, drawn.renditions, drawn.colour
    asset.width, asset.height, asset.bytes = drawn.width, drawn.height, drawn.bytes
    asset.save(force_insert=True)
    return asset


def _take_video(asset: Asset, head: bytes) -> Asset:
    from siyu.domains.media.jobs import convert_video  # the job calls actions of this domain

    seen = films.probe(folders.incoming(asset.public_id), container(head))
    asset.width, asset.height, asset.seconds = seen.width, seen.height, seen.seconds
    with transaction.atomic():
        asset.save(force_insert=True)
        convert_video.enqueue(asset.public_id)
    return asset
