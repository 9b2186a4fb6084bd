"""Entries and weeks in the chat of their group, the line above it, the row on the group's page, and addresses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.chat.models import Message
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import standing
from siyu.domains.groups.types import Lead
from siyu.domains.people.models import User
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import shown_entries
from siyu.domains.programmes.queries.rows import rows_of
from siyu.domains.programmes.queries.week import week_of_group
from siyu.domains.programmes.queries.words import time_words
from siyu.domains.programmes.rules import monday_of
from siyu.domains.programmes.types import ENTRY_CARD, WEEK_CARD
from siyu.kernel import clock


def start_url(group: Group) -> str:
    """Where a leader writes an entry."""
    return reverse("programmes:new", kwargs={"group": group.public_id})


def list_url(group: Group) -> str:
    """The programme of a group."""
    return reverse("programmes:week", kwargs={"group": group.public_id})


def note_of(group: Group, _user: User) -> str:
    """What is on now or comes next, in words."""
    entry = _next(group)
    if entry is None:
        return _("Nothing to come yet")
    if entry.starts_at <= clock.now():
        return _("%(title)s · now on") % {"title": entry.title}
    return f"{entry.title} · {time_words(entry)}"


def render_strip(lead: Lead) -> tuple[str, dict[str, Any]] | None:
    """The line above the chat: what is on, or begins within half a day. One query."""
    entry, now = _next(lead.group), clock.now()
    if entry is None or entry.starts_at > now + timedelta(hours=conf.STRIP_HOURS):
        return None
    url = reverse("programmes:entry", kwargs={"group": lead.group.public_id, "entry": entry.public_id})
    return "programmes/strip.html", {
        "title": entry.title, "url": url, "running": entry.starts_at <= now, "at": time_words(entry),
    }  # fmt: skip


def _next(group: Group) -> Entry | None:
    rows = shown_entries(group).filter(cancelled_at=None, ends_at__gt=clock.now()).order_by("starts_at", "pk")
    entry = rows.first()
    if entry is not None:
        entry.group = group
    return entry


def render_card(user: Any, message: Message) -> tuple[str, dict[str, Any]] | None:
    """The card of an entry or a week as the viewer sees it; None when it is gone."""
    conversation = message.conversation
    group = Group.objects.of(conversation.account_id).select_related("account").get(conversation_id=conversation.pk)
    member = standing(user, group)
    inside = member is not None and member.state == member.State.ACTIVE
    card_id = str(message.body.get("id", ""))
    if card_id.startswith(ENTRY_CARD):
        return _entry_card(group, user, card_id.removeprefix(ENTRY_CARD), inside=inside)
    if card_id.startswith(WEEK_CARD):
        return _week_card(group, user, card_id.removeprefix(WEEK_CARD), inside=inside)
    return None


def _entry_card(group: Group, user: Any, public_id: str, *, inside: bool) -> tuple[str, dict[str, Any]] | None:
    found = list(shown_entries(group).filter(public_id=public_id))
    if not found:
        return None
    (row,) = rows_of(group, user, found)
    return "programmes/card.html", {"group": group, "row": row, "inside": inside}


def _week_card(group: Group, user: Any, written: str, *, inside: bool) -> tuple[str, dict[str, Any]] | None:
    try:
        monday = monday_of(date.fromisoformat(written))
    except ValueError:
        return None
    week = week_of_group(group, user, monday)
    rows = [row for day in week.days for row in day.rows if row.phase != "cancelled"] or list(week.over)
    return "programmes/week_card.html", {
        "group": group, "week": week, "rows": rows[: conf.CARD_ROWS], "more": max(len(rows) - conf.CARD_ROWS, 0),
        "inside": inside,
    }  # fmt: skip
