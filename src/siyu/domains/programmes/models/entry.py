"""An entry of a group's programme."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.kernel.ids import short_id

TITLE_LENGTH = 40
HOST_LENGTH = 30
ABOUT_LENGTH = 500
PLACE_LENGTH = 60
LINK_LENGTH = 300
WORDS_LENGTH = 100
NONCE_LENGTH = 40


class Entry(Owned):
    """What happens in a group from `starts_at` up to before `ends_at`.

    `host` is a member of the group who leads through it; `host_name` what they, or somebody from outside, are called.
    Who wished it is reminded `remind_minutes` before the begin; `reminded_at` says that the begin as it stands has
    been reminded of. `version` rises with each change that those are told of. `seq` is its newest card in the chat.
    """

    class Kind(models.TextChoices):
        TALK = "talk"
        LIVE = "live"
        SALE = "sale"
        CLASS = "class"
        OTHER = "other"

    public_id = models.CharField(max_length=20, unique=True, default=short_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    nonce = models.CharField(max_length=NONCE_LENGTH, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    host = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    host_name = models.CharField(max_length=HOST_LENGTH, blank=True)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.OTHER)
    about = models.TextField(max_length=ABOUT_LENGTH, blank=True)
    place = models.CharField(max_length=PLACE_LENGTH, blank=True)
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    remind_minutes = models.PositiveSmallIntegerField(default=15)
    reminded_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    seq = models.PositiveBigIntegerField(null=True)
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancel_words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["group", "starts_at"], name="programme_by_begin")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="entry_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["group", "by", "nonce"], condition=~models.Q(nonce=""), name="entry_written_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
