"""Who agreed to which version of the terms and of the privacy notice, and when."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Agreement(models.Model):
    """One user agreed to one version of one text; never changed, a new version asks anew."""

    class Text(models.TextChoices):
        TERMS = "terms"
        PRIVACY = "privacy"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=10, choices=Text.choices)
    version = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "text", "version"], name="agreed_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.version}"
