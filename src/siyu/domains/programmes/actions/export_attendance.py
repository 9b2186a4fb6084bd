"""Hand out who wished and who came as a file that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from siyu.domains.fans.actions.export_persons import defused
from siyu.domains.groups.types import Lead
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.queries.hosts import people_of
from siyu.domains.programmes.queries.week import entries_of_week
from siyu.domains.programmes.types import Sight
from siyu.platform import audit


def export_entry(sight: Sight) -> bytes:
    """CSV (UTF-8 with mark) of one entry, a row a member; audited. Raises Forbidden."""
    return _export(sight.lead, [sight.entry], f"programme:{sight.entry.public_id}")


def export_week(lead: Lead, monday: date) -> bytes:
    """The same of all entries of a week. Raises Forbidden."""
    return _export(lead, entries_of_week(lead.group, monday), f"group:{lead.group.public_id}")


def _export(lead: Lead, entries: list[Entry], target: str) -> bytes:
    lead.require("play")
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([_("Begins"), _("Entry"), _("Name in the group"), _("Wished a reminder"), _("Came")])
    lines = list(_lines(lead, entries))
    writer.writerows([defused(cell) if cell else "" for cell in line] for line in lines)
    audit.record(
        account_id=lead.group.account_id, actor_id=lead.user.pk, act="programme.exported", target=target,
        lines=len(lines),
    )  # fmt: skip
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _lines(lead: Lead, entries: list[Entry]) -> Iterable[list[str]]:
    """By begin, whoever came first before who came later, then who only wished."""
    account, ids = lead.group.account, [entry.pk for entry in entries]
    zone = ZoneInfo(account.time_zone)
    came, wished = _times(Attendance, account.pk, ids), _times(Wish, account.pk, ids)
    people = people_of(lead.group, {user for _entry, user in {*came, *wished}})
    for entry in entries:
        users = [user for pk, user in came if pk == entry.pk]
        users += [user for pk, user in wished if pk == entry.pk and (pk, user) not in came]
        for user in users:
            key = (entry.pk, user)
            name = people[user].name if user in people else ""
            yield [_at(entry.starts_at, zone), entry.title, name, _at(wished.get(key), zone), _at(came.get(key), zone)]


def _times(model: type[Wish] | type[Attendance], account_id: int, ids: list[int]) -> dict[tuple[int, int], datetime]:
    rows = model.objects.of(account_id).filter(entry__in=ids).order_by("pk")
    return {(entry, user): at for entry, user, at in rows.values_list("entry_id", "user_id", "at")}


def _at(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""
