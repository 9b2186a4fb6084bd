"""What a member tells about themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.media.models import Asset


class Profile(models.Model):
    """A member's profile; whoever has none shows under a default name. Everything in it is up to the member.

    `birthday_md` is MM-DD, never a year. `personalised` off: what feeds and messages show does not depend on what the
    member did. `hidden` by a reviewer: others see the default name and no picture.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    nickname = models.CharField(max_length=20, blank=True)
    bio = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=20, blank=True)
    birthday_md = models.CharField(max_length=5, blank=True)
    avatar = models.ForeignKey(Asset, null=True, on_delete=models.SET_NULL, related_name="+")
    personalised = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.nickname
