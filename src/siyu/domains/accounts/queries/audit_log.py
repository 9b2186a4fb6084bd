"""The audit log of an account, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.kernel.paging import Page, decode_cursor, encode_cursor
from siyu.platform.audit.models import AuditEntry

PAGE = 50
_RECENT = 2_000


@dataclass(frozen=True)
class LogLine:
    """One act as the log shows it; `actor` is empty for what the system did by itself."""

    at: datetime
    actor: str
    act: str
    target: str
    data: dict[str, Any]


def audit_page(account: Account, *, act: str = "", actor_id: int | None = None, cursor: str = "") -> Page[LogLine]:
    """One page of the log, narrowed to an act or an actor. Raises ValueError for a broken cursor."""
    rows = AuditEntry.objects.filter(account_id=account.pk)
    if act:
        rows = rows.filter(act=act)
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    if cursor:
        said_at, last = decode_cursor(cursor, 2)
        at = datetime.fromisoformat(said_at)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = list(rows.order_by("-at", "-id")[: PAGE + 1])
    shown = found[:PAGE]
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={row.actor_id for row in shown})}
    lines = [LogLine(row.at, names.get(row.actor_id or 0, ""), row.act, row.target, row.data) for row in shown]
    more = encode_cursor(shown[-1].at.isoformat(), shown[-1].pk) if len(found) > PAGE else None
    return Page(lines, next_cursor=more)


def recent_acts(account: Account) -> list[str]:
    """The kinds of acts among the newest entries, for the filter."""
    newest = AuditEntry.objects.filter(account_id=account.pk).order_by("-at")[:_RECENT]
    return sorted(set(newest.values_list("act", flat=True)))
