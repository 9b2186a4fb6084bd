"""A case: one thing that was reported or held, from its first report to the decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Account
from siyu.domains.moderation.models.penalty import Penalty


class Case(models.Model):
    """One thing in the review queue; one open case at most for each thing. Times UTC.

    `account` is the space it stands in; cases about an account's own content (`for_platform`) and cases without an
    account are for platform staff alone. `excerpt` keeps what was reported, as it was when it was reported.
    """

    class State(models.TextChoices):
        OPEN = "open"
        DECIDED = "decided"

    class Source(models.TextChoices):
        REPORTS = "reports"
        WORDS = "words"

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    for_platform = models.BooleanField(default=False)
    kind = models.CharField(max_length=24)
    target = models.CharField(max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    excerpt = models.TextField(blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    words = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reports = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, blank=True)
    category = models.CharField(max_length=24, blank=True)
    edition = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    penalty = models.OneToOneField(Penalty, null=True, on_delete=models.SET_NULL, related_name="case")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "target"], condition=models.Q(state="open"), name="one_open_case")
        ]
        indexes = [
            models.Index(fields=["account", "state", "due_at", "id"], name="case_queue"),
            models.Index(fields=["state", "due_at", "id"], name="case_queue_of_all"),
            models.Index(fields=["author", "-decided_at"], name="cases_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Report(models.Model):
    """Who reported it and why; one report by one person for each case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="told")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    category = models.CharField(max_length=24)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="report_once")]
        indexes = [models.Index(fields=["reporter", "-id"], name="reports_of_user")]

    def __str__(self) -> str:
        return f"{self.category} on {self.case_id}"
