"""A person 粉丝 as one account knows them."""

from __future__ import annotations

from django.db import models

from siyu.domains.accounts.models import Account, Owned

REMARK_LENGTH = 500


class Person(Owned):
    """One human as seen by one account. The same human at two accounts is two persons: handlers do not share data.

    `key` is the external key of the first identity, as imported. A merged person stays as a stub that points
    to its survivor, so that old links and undo work.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=128)
    name = models.CharField(max_length=120, blank=True)
    phone_masked = models.CharField(max_length=24, blank=True)
    city = models.CharField(max_length=40, blank=True)
    birthday_md = models.CharField(max_length=5, blank=True)
    remark = models.CharField(max_length=REMARK_LENGTH, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="absorbed", db_index=False
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="person_key_once_per_account")]
        indexes = [
            models.Index(fields=["account", "-id"], name="person_newest"),
            models.Index(
                fields=["account", "name"], name="person_by_name", opclasses=["int8_ops", "varchar_pattern_ops"]
            ),
            models.Index(fields=["account", "created_at"], name="person_by_arrival"),
            models.Index(fields=["account"], name="person_with_remark", condition=~models.Q(remark="")),
            models.Index(
                fields=["account", "birthday_md"], name="person_by_birthday", condition=~models.Q(birthday_md="")
            ),
            models.Index(fields=["account"], name="person_merged_away", condition=models.Q(merged_into__isnull=False)),
            models.Index(fields=["merged_into"], name="person_absorbed", condition=models.Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name or self.key
