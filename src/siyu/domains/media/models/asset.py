"""A picture or a video that a member sent, as we drew it anew, and what holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Account
from siyu.domains.media.adapters.folders import folder_of
from siyu.domains.media.rules import fitting
from siyu.kernel.ids import short_id


class Asset(models.Model):
    """One picture or video. `renditions`: file name → [width, height, bytes]; sizes are pixels, `bytes` their sum.

    `public` says that public content holds it: kept with the holdings, so that serving looks at one row.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture"
        VIDEO = "video"

    class State(models.TextChoices):
        PROCESSING = "processing"
        READY = "ready"
        FAILED = "failed"

    public_id = models.CharField(max_length=20, unique=True, default=short_id)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROCESSING)
    error = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    colour = models.CharField(max_length=7, default="#d8d2ca")
    renditions = models.JSONField(default=dict)
    public = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "created_at"], name="assets_of_owner"),
            models.Index(fields=["created_at"], name="assets_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    def url(self, size: int = 720) -> str:
        """The address of the picture (a video's poster) at about this width in pixels; empty until it is ready."""
        name = fitting(self.renditions, size)
        return f"/media/{self.public_id}/{name}" if name else ""

    def file(self, size: int = 720) -> Path | None:
        """The file behind `url`, for whoever draws with it; None until it is ready."""
        name = fitting(self.renditions, size)
        return folder_of(self.public_id) / name if name else None

    @property
    def share_url(self) -> str:
        """The address of a JPEG that other apps show on a share card; empty until it is ready."""
        return f"/media/{self.public_id}/share.jpg" if "share.jpg" in self.renditions else ""

    @property
    def video_url(self) -> str:
        """The address of the film; empty for pictures and until it is ready."""
        return f"/media/{self.public_id}/video.mp4" if "video.mp4" in self.renditions else ""

    def told(self) -> dict[str, Any]:
        """What programs are told of it: JSON values."""
        return {
            "id": self.public_id,
            "kind": self.kind,
            "state": self.state,
            "url": self.url(720),
            "small": self.url(360),
            "video": self.video_url,
            "width": self.width,
            "height": self.height,
            "seconds": self.seconds,
            "colour": self.colour,
            "error": self.error,
        }


class Holding(models.Model):
    """Something holds an asset: `kind` names the holder in the registry, `object_id` which of its objects."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="holdings")
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40)
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "kind", "object_id"], name="held_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="held_by")]

    def __str__(self) -> str:
        return f"{self.asset} of {self.kind} {self.object_id}"
