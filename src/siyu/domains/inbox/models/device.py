"""Where and when a person wants to be told outside the pages: devices, families, quiet hours."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.kernel.clock import DEFAULT_TIME_ZONE


class Device(models.Model):
    """A browser that takes pushes of one user; the endpoint is the address its push service gave it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=500, unique=True)
    key = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["user"], name="devices_of_user")]

    def __str__(self) -> str:
        return self.name or self.endpoint[:40]


class Preference(models.Model):
    """What one user wants of one family of notices; without a row: all of it."""

    class Way(models.TextChoices):
        ALL = "all"
        APP = "app"
        QUIET = "quiet"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    family = models.CharField(max_length=16)
    way = models.CharField(max_length=8, choices=Way.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "family"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.family}: {self.way}"


class QuietHours(models.Model):
    """Local hours in which nothing is pushed to a user; the notices themselves wait in the app."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True)
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=40, default=DEFAULT_TIME_ZONE)

    def __str__(self) -> str:
        return f"{self.start}–{self.end} {self.time_zone}"
