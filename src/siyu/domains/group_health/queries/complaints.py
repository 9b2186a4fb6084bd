"""How often members reported a group, or what was said in it."""

from __future__ import annotations

from collections import Counter

from siyu.domains.accounts.models import Account
from siyu.domains.group_health.types import Span
from siyu.domains.moderation.models import Report


def complaints_of(account: Account, span: Span) -> Counter[str]:
    """Public id of a group → reports in the window. One query. The target of a message begins with its group's id."""
    rows = Report.objects.filter(case__account=account, at__gte=span.start, at__lt=span.end)
    targets = rows.filter(case__kind__in=("message", "group")).values_list("case__target", flat=True)
    return Counter(target.partition(".")[0] for target in targets)
