"""The pro account 专业号: the tenant that owns fans, orders, segments and all else."""

from __future__ import annotations

from django.db import models

from siyu.kernel.clock import DEFAULT_TIME_ZONE


class Account(models.Model):
    """One brand, shop or creator. `settings` holds what its owner tuned; each domain's `conf.py` reads its part."""

    class Kind(models.TextChoices):
        PERSONAL = "personal"
        ENTERPRISE = "enterprise"

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSONAL)
    positioning = models.CharField(max_length=24, blank=True)
    """What it is about: a key of `conf.POSITIONINGS`, shown as its mark."""
    certified_until = models.DateTimeField(null=True)
    """Until when the enterprise mark holds (UTC); kept by the certification's actions, so that lists ask nothing."""
    time_zone = models.CharField(max_length=40, default=DEFAULT_TIME_ZONE)
    settings = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
