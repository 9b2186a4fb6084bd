"""A fan group 社群."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from siyu.domains.accounts.models import Owned
from siyu.domains.chat.models import Conversation
from siyu.domains.media.models import Asset

NAME_LENGTH = 30
INTRO_LENGTH = 300
RULES_LENGTH = 3_000
ANNOUNCEMENT_LENGTH = 1_000
QUESTIONS_MOST = 5


class Group(Owned):
    """A group of an account. Its `public_id` is also that of its conversation, so address and room agree.

    `members` is a scarce thing: it rises by a conditional UPDATE and never passes `capacity`. `rules_version` and
    `announcement_version` rise with each new text. `questions` are the texts asked of applicants; `conditions` as in
    `groups.types.Conditions`. An announcement whose words wait for review is kept aside in `held_announcement`, since
    `announcement_held_at` (None: a reviewer took it down). `dissolved_at` set: gone for members, and after
    `dissolves_at` for good.

    Parallel groups are a family: all but the first name it in `first`, and `number` counts them from 1. With `overflow`
    the group that fills up opens the next one. `cloned_from` is the group that a clone was made like; a clone begins a
    family of its own.
    """

    class Kind(models.TextChoices):
        VIP = "vip"
        PRECISE = "precise"
        STANDARD = "standard"
        BIG = "big"

    class Policy(models.TextChoices):
        OPEN = "open"
        APPLY = "apply"
        CONDITIONS = "conditions"
        INVITE = "invite"

    public_id = models.CharField(max_length=20, unique=True)
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="group")
    name = models.CharField(max_length=NAME_LENGTH)
    avatar = models.ForeignKey(Asset, null=True, on_delete=models.SET_NULL, related_name="+")
    intro = models.CharField(max_length=INTRO_LENGTH, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    capacity = models.PositiveIntegerField()
    members = models.PositiveIntegerField(default=0)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.OPEN)
    questions = models.JSONField(default=list)
    conditions = models.JSONField(default=dict)
    listed = models.BooleanField(default=True)
    all_muted = models.BooleanField(default=False)
    overflow = models.BooleanField(default=False)
    first = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField(default=1)
    cloned_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    rules = models.TextField(max_length=RULES_LENGTH, blank=True)
    rules_version = models.PositiveIntegerField(default=1)
    announcement = models.TextField(max_length=ANNOUNCEMENT_LENGTH, blank=True)
    announcement_version = models.PositiveIntegerField(default=0)
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    held_announcement = models.TextField(max_length=ANNOUNCEMENT_LENGTH, blank=True)
    held_announcer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    announcement_held_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)
    dissolved_at = models.DateTimeField(null=True)
    dissolves_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-id"], name="groups_newest"),
            models.Index(
                fields=["-members"],
                condition=models.Q(listed=True, dissolved_at=None, hidden_at=None),
                name="groups_to_discover",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(members__lte=models.F("capacity")), name="group_not_overfull"),
            models.UniqueConstraint(fields=["first", "number"], name="one_group_of_a_number_in_a_family"),
        ]

    def __str__(self) -> str:
        return self.name
