"""Where files lie: renditions beneath SIYU_HOME/media by asset, sent files in `incoming` until they are drawn anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings


def folder_of(public_id: str) -> Path:
    """The folder of an asset's renditions."""
    return Path(settings.MEDIA_ROOT) / public_id[:2] / public_id


def incoming(public_id: str) -> Path:
    """Where the sent file lies until its asset is ready; nothing serves it."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / public_id


def forget(public_id: str) -> None:
    """Delete all files of an asset; nothing happens when there are none."""
    incoming(public_id).unlink(missing_ok=True)
    shutil.rmtree(folder_of(public_id), ignore_errors=True)
