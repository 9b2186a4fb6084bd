"""What an account's own data says today, gathered once for the 今天 page and the 4S card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.facts.kinds import BY_CODE
from siyu.domains.facts.queries.kept import kept
from siyu.domains.fans.models import PersonTag
from siyu.domains.fans.queries.today import today_numbers
from siyu.domains.fans.types import TodayNumbers
from siyu.domains.imports.models import ImportJob, RejectedRow
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import Number, Window
from siyu.domains.segments.queries.segments import living
from siyu.kernel import clock
from siyu.platform import eventstore

_FACTS_SQL = """
    SELECT kind, count(*) AS facts, count(DISTINCT person) AS persons
    FROM facts WHERE account = $account AND happened_at >= $since AND person <> 0
    GROUP BY kind
"""
METRICS = ("repurchase_rate", "refund_rate_gmv", "gmv_net")


@dataclass(frozen=True)
class Activity:
    """How often a kind of fact happened lately, and to how many persons."""

    facts: int = 0
    persons: int = 0


@dataclass(frozen=True)
class Evidence:
    """Counts of one account; `lately` covers the last 30 days by kind of fact, metrics the last 90."""

    numbers: TodayNumbers
    staff: int
    segments: int
    tagged_persons: int
    imports: int
    lately: Mapping[str, Activity] = field(default_factory=dict)
    metrics: Mapping[str, Number] = field(default_factory=dict)

    def happened(self, *beginnings: str) -> Activity:
        """Everything lately whose kind begins so, persons counted by the kind with most of them."""
        found = [one for kind, one in self.lately.items() if kind.startswith(beginnings)]
        return Activity(sum(one.facts for one in found), max((one.persons for one in found), default=0))


def gather(account: Account) -> Evidence:
    """Ask each store once. Raises StoreError when the event store does not answer."""
    lately, metrics = kept(account, "evidence", lambda: _facts_say(account))
    return Evidence(
        numbers=today_numbers(account),
        staff=Membership.objects.filter(account=account).count(),
        segments=living(account).count(),
        tagged_persons=PersonTag.objects.of(account).values("person_id").distinct().count(),
        imports=ImportJob.objects.of(account).filter(state=ImportJob.State.DONE).count(),
        lately=lately,
        metrics=metrics,
    )


def _facts_say(account: Account) -> tuple[dict[str, Activity], dict[str, Number]]:
    """What the event store says: acts of the last 30 days by kind, metrics of the last 90."""
    since = clock.now() - timedelta(days=30)
    rows = eventstore.connect().query(_FACTS_SQL, {"account": account.pk, "since": since}).to_pylist()
    today = clock.local_day(clock.now(), account.time_zone)
    lately = {
        BY_CODE[row["kind"]].name: Activity(row["facts"], row["persons"]) for row in rows if row["kind"] in BY_CODE
    }
    metrics = show_many(account, METRICS, Window(today - timedelta(days=89), today))
    return lately, {one.metric.name: one.value for one in metrics}


@dataclass(frozen=True)
class ImportTrouble:
    """Imports of the last week that need a look."""

    failed: int
    rejected_rows: int


def import_trouble(account: Account) -> ImportTrouble:
    """Imports that failed, and rows that were refused, in the last 7 days."""
    since = clock.now() - timedelta(days=7)
    failed = ImportJob.objects.of(account).filter(state=ImportJob.State.FAILED, created_at__gte=since).count()
    refused = RejectedRow.objects.of(account).filter(job__created_at__gte=since).count()
    return ImportTrouble(failed, refused)
