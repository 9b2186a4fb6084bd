"""A group that was cloned."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.domains.replication.conf import ANSWER_MOST, NONCE_LENGTH


class Replication(Owned):
    """One clone: from which group, by whom, with which answers and figures at that moment (no names among them).

    `reason` is empty unless an owner of the account went over missing evidence. `nonce` is the form's: sending it twice
    makes one clone.
    """

    source = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="+")
    clone = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=NONCE_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    reason = models.CharField(max_length=ANSWER_MOST, blank=True)
    invited = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "nonce"], name="one_clone_of_a_form")]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.clone_id}"
