"""Export the members of a segment as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.export_persons import defused
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.models import Person
from siyu.domains.segments.queries import membership
from siyu.domains.segments.queries.segments import access_segment
from siyu.domains.segments.queries.standings import rows_of
from siyu.domains.segments.queries.words import tier_word
from siyu.domains.segments.types import Member, Sampled
from siyu.kernel.money import format_yuan
from siyu.platform import audit

CHUNK = 2_000
MARK = "\ufeff"  # lets spreadsheets read the file as UTF-8


def export_segment(desk: Desk, slug: str, as_of: datetime | None = None) -> Iterator[str]:
    """The CSV in pieces (first the heading), after rights were checked and the export was audited.

    Phones are masked as on screen. Raises Forbidden (needs `segments.view` and `fans.export`), NotFound, InvalidTree.
    """
    desk.require("fans.export")
    segment = access_segment(desk, slug)
    found = membership.members(desk.account, segment.tree, as_of, limit=None)
    audit.record(
        account_id=desk.account.pk,
        actor_id=desk.user.pk,
        act="segment.exported",
        target=f"segment:{segment.pk}",
        persons=len(found.persons),
        as_of=found.as_of.isoformat(),
    )
    return _pieces(desk.account, found.persons)


def _pieces(account: Account, persons: tuple[Member, ...]) -> Iterator[str]:
    heading = [
        _("Key"),
        _("Name"),
        _("Phone"),
        _("City"),
        _("Tier"),
        _("Orders"),
        _("Net paid (yuan)"),
        _("Last order"),
    ]
    yield MARK + _written([heading])
    waiting = iter(persons)
    while chunk := list(islice(waiting, CHUNK)):
        yield _written(_cells(account, [member.person_id for member in chunk]))


def _cells(account: Account, ids: list[int]) -> list[list[str]]:
    persons = Person.objects.of(account).in_bulk(ids)
    tiers = {step.code: tier_word(step) for step in fans_conf(account).tiers}
    zone = ZoneInfo(account.time_zone)
    return [
        [defused(cell) for cell in _row(row, persons[row.person_id], tiers.get(row.tier, row.tier), zone)]
        for row in rows_of(account, ids)
        if row.person_id in persons
    ]


def _row(row: Sampled, person: Person, tier: str, zone: ZoneInfo) -> list[str]:
    last = row.last_order_at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if row.last_order_at else ""
    paid = format_yuan(row.net_paid_fen).replace(",", "")
    return [row.key, row.name, person.phone_masked, person.city, tier, str(row.orders), paid, last]


def _written(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
