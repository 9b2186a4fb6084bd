"""Tags 标签 that operators (later quizzes and rules) put on persons, and what a bulk untagging took off."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned
from siyu.domains.fans.models.person import Person

NAME_LENGTH = 40


class Tag(Owned):
    """A tag of an account's vocabulary."""

    name = models.CharField(max_length=NAME_LENGTH)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="tag_once_per_account")]

    def __str__(self) -> str:
        return self.name


class PersonTag(Owned):
    """A person wears a tag now; when it came and went stands in the facts person.tagged / person.untagged.

    `inherited` rows are worn because a person merged into this one wears the tag; they come and go with merges.
    A tag with `expires_at` (UTC) falls off by itself: what a quiz found out is not true for ever.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="person_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="person_tags")
    tagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    tagged_at = models.DateTimeField()
    inherited = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="tag_once_per_person")]
        indexes = [
            models.Index(fields=["account", "tag", "-person"], name="persons_by_tag"),
            models.Index(
                fields=["account", "expires_at"], name="tags_that_expire", condition=models.Q(expires_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.person_id}"


class Untagging(Owned):
    """What one chunk of a bulk untagging took off, kept for some days so that it can be undone.

    `worn` lists [person, tagged_by or null, tagged_at in ms]; inherited tags follow from these.
    """

    name = models.CharField(max_length=NAME_LENGTH)
    untagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    untagged_at = models.DateTimeField()
    persons = models.PositiveIntegerField()
    worn = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["account", "untagged_at"], name="untagging_by_instant")]

    def __str__(self) -> str:
        return f"{self.name} off {self.persons}"
