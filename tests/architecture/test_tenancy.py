"""Every table that belongs to an account fails closed, and those that do not are named with the reason."""

from __future__ import annotations

import pytest
from django.apps import apps

from siyu.domains.accounts.models import Owned, OwnedManager, UnscopedQueryError

NOT_OWNED = {
    "accounts.Account": "is the tenant",
    "accounts.Membership": "joins users to tenants; read by access_desk",
    "accounts.Organisation": "stands over tenants; read by queries.matrix through a tenant's seat",
    "people.User": "a log-in works for many tenants",
    "people.PhoneCode": "part of a log-in",
    "people.CodeSending": "part of a log-in",
    "people.Agreement": "part of a log-in",
    "people.WeChatLogin": "part of a log-in",
    "search.SearchEntry": "plumbing below accounts; carries account_id",
    "moderation.Convention": "the platform's, published for everyone",
    "inbox.Preference": "a reader's own wish",
    "inbox.Device": "a reader's own browser",
    "inbox.QuietHours": "a reader's own wish",
    "inbox.Notice": "belongs to its reader, who may have it from many tenants",
    "moderation.Case": "stands in a tenant or in none; read through moderation.queries.access",
    "moderation.Report": "belongs to its case and its reporter",
    "moderation.Word": "a tenant's list, or the platform's that holds everywhere",
    "moderation.Penalty": "holds for a user in one account or everywhere; read by check_may_speak",
    "notes.NoteRevision": "belongs to its note",
    "notes.FeedEntry": "belongs to its note",
    "notes.FeedAccount": "one row an account, keyed by it",
    "notes.Edition": "an order of notes of all accounts",
    "notes.NoteTopic": "belongs to its note",
    "notes.NoteMention": "belongs to its note",
    "notes.Topic": "notes of all accounts share topics",
    "notes.Reaction": "belongs to the member who made it, and to its note",
    "notes.NoteView": "belongs to the member who looked, and to its note",
    "notes.CommentLike": "belongs to the member who made it",
    "media.Asset": "belongs to the member who sent it; read by asset_of and visible_asset",
    "media.Holding": "belongs to its asset",
    "chat.Message": "belongs to its conversation, reached only through it",
    "chat.Participant": "joins users to conversations; read by access_conversation",
    "members.Profile": "belongs to its member",
    "members.FollowerCount": "one row an account, keyed by it",
    "members.UserBlock": "belongs to a member",
    "members.AccountBlock": "belongs to a member",
    "members.DataExport": "belongs to a member",
    "members.Erasure": "belongs to a member",
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
