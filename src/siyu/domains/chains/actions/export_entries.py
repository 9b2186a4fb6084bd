"""Hand out a chain's entries as a file that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from siyu.domains.chains.models import ChainEntry
from siyu.domains.chains.queries.entries import items_of, shown_entries
from siyu.domains.chains.types import EntryRow, Sight
from siyu.domains.fans.actions.export_persons import defused
from siyu.kernel.money import format_yuan
from siyu.platform import audit


def export_entries(sight: Sight) -> bytes:
    """CSV (UTF-8 with mark) of all entries, the withdrawn ones too, with every field; audited. Raises Forbidden."""
    sight.require_leads()
    chain, items = sight.chain, items_of(sight)
    zone, buffer = ZoneInfo(sight.lead.group.account.time_zone), io.StringIO()
    writer = csv.writer(buffer)
    named = [defused(f"{item.name}（{item.unit}）" if item.unit else item.name) for item in items]
    writer.writerow(
        [
            _("No."), _("Name in the group"), _("Name"), _("Phone"), *named, _("Amount in yuan"), _("Pick-up point"),
            _("Remark"), _("State"), _("Joined the chain"), _("Changed"), _("Picked up"),
        ]
    )  # fmt: skip
    entries = list(ChainEntry.objects.of(chain.account_id).filter(chain=chain).order_by("number"))
    for row in shown_entries(sight, items, entries):
        writer.writerow([_cell(cell) for cell in _cells(row, [item.pk for item in items], zone)])
    audit.record(
        account_id=chain.account_id, actor_id=sight.lead.user.pk, act="chain.exported",
        target=f"chain:{chain.public_id}", entries=len(entries),
    )  # fmt: skip
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _cell(cell: str | int) -> str | int:
    return cell if isinstance(cell, int) or not cell else defused(cell)


def _cells(row: EntryRow, items: list[int], zone: ZoneInfo) -> list[str | int]:
    entry, taken = row.entry, {one.item.pk: one.quantity for one in row.taken}
    return [
        entry.number, row.name, row.real_name, row.phone, *(taken.get(pk, 0) for pk in items),
        format_yuan(row.fen).replace(",", "") if row.fen else "", row.pickup, row.remark, _stands(entry),
        _at(entry.joined_at, zone), _at(entry.changed_at, zone), _at(entry.picked_up_at, zone),
    ]  # fmt: skip


def _stands(entry: ChainEntry) -> str:
    if entry.state == ChainEntry.State.REMOVED:
        return _("Taken out: %(reason)s") % {"reason": entry.reason}
    return _("Stands") if entry.state == ChainEntry.State.JOINED else _("Withdrew")


def _at(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""
