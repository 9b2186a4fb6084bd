"""Every table that belongs to an account fails closed, and those that do not are named with the reason."""

from __future__ import annotations

import pytest
from django.apps import apps

from siyu.domains.accounts.models import Owned, OwnedManager, UnscopedQueryError

NOT_OWNED = {
    "accounts.Account": "is the tenant",
    "accounts.Membership": "joins users to tenants; read by access_desk",
    "people.User": "a log-in works for many tenants",
    "imports.OrderLine": "belongs to its order, reached only through it",
    "outbox.OutboxMessage": "plumbing below accounts; carries account_id",
    "outbox.OutboxCursor": "plumbing",
    "fans.Ruler": "one row an account, keyed by it",
    "jobs.WorkerLease": "plumbing",
    "jobs.ScheduledRun": "plumbing",
    "outbox.ParkedMessage": "plumbing below accounts; carries account_id",
    "jobs.JobProgress": "plumbing below accounts; carries account_id",
    "audit.AuditEntry": "plumbing below accounts; carries account_id",
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("siyu.")]


def test_every_table_is_owned_or_says_why_not() -> None:
    free = {model._meta.label for model in OURS if not issubclass(model, Owned)}
    assert free <= set(NOT_OWNED)


@pytest.mark.parametrize("model", [m for m in OURS if issubclass(m, Owned)], ids=lambda m: m._meta.label)
def test_an_unscoped_query_raises(model: type[Owned]) -> None:
    assert isinstance(model.objects, OwnedManager)
    for attempt in (model.objects.all, model.objects.count, lambda: model.objects.filter(pk=1), model.objects.create):
        with pytest.raises(UnscopedQueryError):
            attempt()
