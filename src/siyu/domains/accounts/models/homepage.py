"""The homepage 服务号主页 of an account: a draft, and every version that was published."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models.account import Account
from siyu.domains.accounts.models.owned import Owned


class Homepage(Owned):
    """What staff work on (`draft`: a list of blocks, shape `accounts.types.Block`), and the version that visitors see.

    `revision` grows with each change of the draft: whoever saves an older one is told.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="homepage")
    draft = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.ForeignKey("HomepageVersion", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"homepage of {self.account_id}"


class HomepageVersion(Owned):
    """What was published as number `number`, frozen."""

    homepage = models.ForeignKey(Homepage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blocks = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["homepage", "number"], name="homepage_version_once")]

    def __str__(self) -> str:
        return f"{self.homepage} v{self.number}"
