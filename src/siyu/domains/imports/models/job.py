"""An import from file to facts, the rows it had to refuse, and mappings people saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from siyu.domains.accounts.models import Owned


class ImportJob(Owned):
    """One import of one file (and its line file). Counters move in the transaction of the chunk they count."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=10, default="orders")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    file_name = models.CharField(max_length=200)
    file = models.CharField(max_length=500)
    lines_file = models.CharField(max_length=500, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    preset = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=dict)
    encoding = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=10, blank=True)
    rows_total = models.BigIntegerField(default=0)
    rows_done = models.BigIntegerField(default=0)
    orders_done = models.BigIntegerField(default=0)
    counters = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="imports_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class RejectedRow(Owned):
    """A row that could not be taken, with the field and the reason; sensitive cells are not kept."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rejected_rows")
    row = models.BigIntegerField()
    field = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["job", "row"], name="rejected_in_order")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


class Mapping(Owned):
    """A mapping someone saved: offered again for files with the same headers."""

    name = models.CharField(max_length=60)
    headers_key = models.CharField(max_length=64)
    spec = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="mapping_name_once")]

    def __str__(self) -> str:
        return self.name
