"""Reading the form of an entry, and what stands in its fields."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.accounts.models import Account
from siyu.domains.groups.types import Lead
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.models.entry import ABOUT_LENGTH, HOST_LENGTH, LINK_LENGTH, PLACE_LENGTH, TITLE_LENGTH
from siyu.domains.programmes.queries.hosts import hosts_of, offered_hosts
from siyu.domains.programmes.types import KIND_LABELS, EntryForm
from siyu.kernel import clock
from siyu.kernel.clock import parse_instant
from siyu.kernel.errors import Invalid, SiyuError
from siyu.kernel.ids import short_id

_FIELDS = ("title", "kind", "host", "about", "place", "link", "day", "begins", "ends", "remind_minutes", "nonce")


def read_entry_form(sent: QueryDict, account: Account) -> EntryForm:
    """The form as its maker sent it; an end before the begin is on the next day. Raises Invalid with the field."""
    day = sent.get("day", "")
    starts = _instant(day, sent.get("begins", ""), account, "starts_at")
    ends = _instant(day, sent.get("ends", ""), account, "ends_at")
    if ends < starts:
        ends = _instant(day, sent.get("ends", ""), account, "ends_at", days=1)
    words = {name: sent.get(name, "") for name in ("title", "host", "about", "place", "link")}
    minutes = sent.get("remind_minutes", "").strip()
    if minutes and not (minutes.isascii() and minutes.isdigit() and len(minutes) < 6):
        raise Invalid(_("Write a whole number."), field="remind_minutes")
    return EntryForm(
        starts_at=starts, ends_at=ends, kind=sent.get("kind", ""), remind_minutes=int(minutes) if minutes else None,
        **words,
    )  # fmt: skip


def form_context(
    lead: Lead, entry: Entry | None, sent: QueryDict | None, trouble: SiyuError | None, day: str = ""
) -> dict[str, Any]:
    """What the form's fields need, here and at the desk; `day` is what a new entry begins with."""
    account = lead.group.account
    values = {name: sent.get(name, "") for name in _FIELDS} if sent is not None else _begun(lead, entry, day)
    usual = conf.remind_minutes(account)
    offered = sorted({*conf.REMIND_CHOICES, usual, *({entry.remind_minutes} if entry else ())})
    return {
        "group": lead.group, "entry": entry, "values": values, "kinds": list(KIND_LABELS.items()), "trouble": trouble,
        "wrong": trouble.data.get("field", "title") if trouble else "", "hosts": offered_hosts(lead.group),
        "reminders": [(str(minutes), minutes_words(minutes)) for minutes in offered],
        "show": sent is None or "show" in sent, "lengths": {
            "title": TITLE_LENGTH, "host": HOST_LENGTH, "about": ABOUT_LENGTH, "place": PLACE_LENGTH,
            "link": LINK_LENGTH,
        },
    }  # fmt: skip


def minutes_words(minutes: int) -> str:
    """So long before, in words."""
    if minutes and minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("%(n)s day before", "%(n)s days before", days) % {"n": days}
    if minutes and minutes % 60 == 0:
        return ngettext("%(n)s hour before", "%(n)s hours before", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute before", "%(n)s minutes before", minutes) % {"n": minutes}


def _begun(lead: Lead, entry: Entry | None, day: str) -> dict[str, str]:
    account = lead.group.account
    zone = ZoneInfo(account.time_zone)
    if entry is None:
        today = clock.local_day(clock.now(), account.time_zone).isoformat()
        minutes = str(conf.remind_minutes(account))
        return {
            "kind": "talk", "day": max(day, today), "begins": "20:00", "ends": "21:00", "remind_minutes": minutes,
            "nonce": short_id(),
        }  # fmt: skip
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    host = hosts_of(lead.group, [entry]).get(entry.pk)
    return {
        "title": entry.title, "kind": entry.kind, "host": host.name if host else "", "about": entry.about,
        "place": entry.place, "link": entry.link, "day": f"{starts:%Y-%m-%d}", "begins": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}", "remind_minutes": str(entry.remind_minutes), "nonce": "",
    }  # fmt: skip


def _instant(day: str, time: str, account: Account, field: str, *, days: int = 0) -> datetime:
    try:
        on = datetime.fromisoformat(day.strip()).date() + timedelta(days=days)
        at = datetime.strptime(time.strip()[:5], "%H:%M").time()  # noqa: DTZ007 - a time of the clock, no instant
        return parse_instant(f"{on}T{at}", account.time_zone)
    except (ValueError, OverflowError):
        raise Invalid(_("Choose a day and a time."), field=field) from None
