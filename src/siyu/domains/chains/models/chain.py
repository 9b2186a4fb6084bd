"""A chain 接龙 and what one can take in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.groups.models import Group
from siyu.kernel.ids import short_id

TITLE_LENGTH = 40
INTRO_LENGTH = 1_000
ITEM_LENGTH = 30
UNIT_LENGTH = 6


class Chain(Owned):
    """A sign-up or an order of many in a group, until the deadline.

    `taken` is the sum of all quantities of entries that stand, `joined` their number; both move only by conditional
    UPDATE, and `taken` never passes `cap` (None: no end). `numbered` is the last number that was given to an entry.
    `pickups` are places where things are fetched: [{"id", "name", "address", "time"}]. `asks` names what entrants are
    asked for (name, phone, remark). `seq` is the message that shows its card. `version` rises with each change that
    entrants are told of; `state_before` is what a cancelled chain goes back to. `deadline_told` is the deadline whose
    passing was told. `held_at`: its words wait for review, nobody but its maker sees it.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        CANCELLED = "cancelled"

    public_id = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    nonce = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    intro = models.TextField(max_length=INTRO_LENGTH, blank=True)
    pictures = models.JSONField(default=list)
    pickups = models.JSONField(default=list)
    asks = models.JSONField(default=list)
    open_list = models.BooleanField(default=True)
    cap = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    numbered = models.PositiveIntegerField(default=0)
    deadline = models.DateTimeField(null=True)
    deadline_told = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    state_before = models.CharField(max_length=9, blank=True)
    version = models.PositiveIntegerField(default=1)
    seq = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "by", "nonce"], condition=~models.Q(nonce=""), name="chain_made_once"
            ),
            models.CheckConstraint(
                condition=models.Q(cap=None) | models.Q(taken__lte=models.F("cap")), name="chain_not_overfull"
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-id"], name="chains_of_group"),
            models.Index(
                fields=["deadline"], condition=models.Q(state="open", deadline__isnull=False), name="chains_to_end"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChainItem(Owned):
    """One thing of a chain. `price_fen` is told only: whoever made the chain is paid outside. `most` is per person."""

    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=ITEM_LENGTH)
    unit = models.CharField(max_length=UNIT_LENGTH, blank=True)
    price_fen = models.PositiveIntegerField(null=True)
    cap = models.PositiveIntegerField(null=True)
    most = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cap=None) | models.Q(taken__lte=models.F("cap")), name="chain_item_not_overfull"
            )
        ]

    def __str__(self) -> str:
        return self.name
