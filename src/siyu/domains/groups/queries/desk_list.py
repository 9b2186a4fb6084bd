"""The groups of an account as its desk lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from siyu.domains.accounts.models import Account
from siyu.domains.groups import conf
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.moderation.models import Case
from siyu.kernel.paging import Page, decode_id, encode_cursor


@dataclass(frozen=True)
class DeskRow:
    """A group with what waits in it: applications, and reports of its messages."""

    group: Group
    requests: int
    reports: int


def group_page(account: Account, search: str = "", kind: str = "", cursor: str = "") -> Page[DeskRow]:
    """A page of the account's groups, newest first, the dissolved ones included. Three queries. Raises ValueError."""
    rows = _narrowed(account, search, kind).order_by("-pk")
    if cursor:
        before = decode_id(cursor)
        rows = rows.filter(pk__lt=before)
    found = list(rows[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    asked = _requests(account, shown)
    reported = _reports(account, shown)
    told = [DeskRow(group, asked.get(group.pk, 0), reported.get(group.public_id, 0)) for group in shown]
    return Page(told, encode_cursor(shown[-1].pk) if len(found) > conf.PAGE else None)


def kinds_counted(account: Account) -> dict[str, int]:
    """Kind → how many living groups, `all` for all. One query."""
    rows = Group.objects.of(account).filter(dissolved_at=None)
    counted = dict(rows.values_list("kind").annotate(n=Count("pk")))
    return {"all": sum(counted.values()), **counted}


def _narrowed(account: Account, search: str, kind: str) -> QuerySet[Group]:
    rows: QuerySet[Group] = Group.objects.of(account).filter(ended_at=None).select_related("avatar")
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(intro__icontains=search))
    return rows.filter(kind=kind) if kind in Group.Kind.values else rows


def _requests(account: Account, groups: list[Group]) -> dict[int, int]:
    rows = GroupMember.objects.of(account).filter(group__in=groups, state=GroupMember.State.ASKED)
    return dict(rows.values_list("group_id").annotate(n=Count("pk")))


def _reports(account: Account, groups: list[Group]) -> dict[str, int]:
    """Public id → open cases of messages in that group; a message's target begins with its group's id."""
    cases = Case.objects.filter(account=account, kind="message", state=Case.State.OPEN)
    wanted = {group.public_id for group in groups}
    counted: dict[str, int] = {}
    for target in cases.values_list("target", flat=True)[:5_000]:
        name = target.partition(".")[0]
        if name in wanted:
            counted[name] = counted.get(name, 0) + 1
    return counted
