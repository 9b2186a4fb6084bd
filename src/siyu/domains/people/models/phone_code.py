"""Codes sent to phones: one at a time for a number, and when codes were sent, for the limits."""

from __future__ import annotations

from django.db import models


class PhoneCode(models.Model):
    """The newest code of a number. Number and code are kept as keyed hashes; the code counts in one browser only.

    `tries` were made of `conf.CODE_TRIES`; `used_at` ends it.
    """

    phone_key = models.CharField(max_length=64, unique=True)
    code_seal = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=32, blank=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.sent_at}"


class CodeSending(models.Model):
    """A code was sent: to which number (hash), asked for from which address."""

    phone_key = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["phone_key", "at"], name="codes_of_number"),
            models.Index(fields=["address", "at"], name="codes_of_address"),
            models.Index(fields=["at"], name="codes_by_instant"),
        ]

    def __str__(self) -> str:
        return f"sent {self.at}"
