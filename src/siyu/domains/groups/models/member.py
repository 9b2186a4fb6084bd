"""A user and a group: applying, belonging, having left."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models.group import Group

REMARK_LENGTH = 200


class GroupMember(Owned):
    """Where a user stands with a group; what follows what stands in `groups.rules.STEPS`.

    `answers` are those to the group's questions when they applied: [question, answer] each. `remark` is staff's alone.
    `rules_version` is the version they accepted, `consent` the notice as they read it, `announcement_seen` the newest
    announcement they opened.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        ACTIVE = "active"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        LEFT = "left"
        KICKED = "kicked"
        BANNED = "banned"

    class Role(models.TextChoices):
        OWNER = "owner"
        ADMIN = "admin"
        VOLUNTEER = "volunteer"
        MEMBER = "member"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices)
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    answers = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=24, blank=True)
    remark = models.CharField(max_length=REMARK_LENGTH, blank=True)
    muted_until = models.DateTimeField(null=True)
    rules_version = models.PositiveIntegerField(default=0)
    consented_at = models.DateTimeField(null=True)
    consent = models.CharField(max_length=300, blank=True)
    announcement_seen = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="one_standing_in_a_group")]
        indexes = [
            models.Index(fields=["group", "state", "-id"], name="group_members_by_state"),
            models.Index(fields=["user", "state"], name="groups_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state} in {self.group_id}"
