"""What of an entry's form may be kept; its makers are told beside the field what to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.chat.rules import clean_text
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.models.entry import ABOUT_LENGTH, HOST_LENGTH, LINK_LENGTH, PLACE_LENGTH, TITLE_LENGTH
from siyu.domains.programmes.queries.access import entries_of
from siyu.domains.programmes.queries.hosts import host_named
from siyu.domains.programmes.rules import monday_of, safe_link
from siyu.domains.programmes.types import EntryForm
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def checked_columns(lead: Lead, form: EntryForm, before: Entry | None = None) -> dict[str, Any]:
    """The columns of an entry whose form is in order. Raises Invalid with the field, RefusedText."""
    title, host, place = one_line(form.title), one_line(form.host), one_line(form.place)
    about = clean_text(form.about).strip()
    if not title:
        raise Invalid(_("Say in a few words what happens."), field="title")
    for name, text, most in (
        ("title", title, TITLE_LENGTH), ("host", host, HOST_LENGTH), ("place", place, PLACE_LENGTH),
        ("about", about, ABOUT_LENGTH),
    ):  # fmt: skip
        if len(text) > most:
            raise Invalid(_("At most %(n)s characters.") % {"n": most}, field=name)
    if form.kind not in Entry.Kind.values:
        raise Invalid(_("Choose what kind of event it is."), field="kind")
    minutes = conf.remind_minutes(lead.group.account) if form.remind_minutes is None else form.remind_minutes
    if not 0 <= minutes <= conf.REMIND_MOST:
        raise Invalid(_("One is reminded a week before at the earliest."), field="remind_minutes")
    _check_times(form, before)
    check_words(lead, title, host, place, about)
    return {
        "title": title, "kind": form.kind, "about": about, "place": place, "link": _link(form.link),
        "host_id": host_named(lead.group, host) if host else None, "host_name": host,
        "starts_at": form.starts_at, "ends_at": form.ends_at, "remind_minutes": minutes,
    }  # fmt: skip


def one_line(text: str) -> str:
    """Cleaned words on one line."""
    return " ".join(clean_text(text).split())


def check_words(lead: Lead, *texts: str) -> None:
    """Raise RefusedText for words that the word lists stop: what leaders write stands for all to read."""
    said = screen_text(lead.group.account, "\n".join(texts))
    if said.verdict != "pass":
        words = _("Please leave these words out: %(words)s") % {"words": "、".join(said.words)}
        raise RefusedText(words, words=said.words)


def check_room(lead: Lead, starts_at: datetime) -> None:
    """Raise Invalid when the week of this begin has as many entries as it may have."""
    zone = lead.group.account.time_zone
    monday = monday_of(clock.local_day(starts_at, zone))
    first, end = clock.day_start(monday, zone), clock.day_start(monday + timedelta(days=7), zone)
    if entries_of(lead.group).filter(starts_at__gte=first, starts_at__lt=end).count() >= conf.WEEK_MOST:
        words = _("A week has at most %(n)s entries. Choose another week.")
        raise Invalid(words % {"n": conf.WEEK_MOST}, field="starts_at")


def _check_times(form: EntryForm, before: Entry | None) -> None:
    now = clock.now()
    if form.ends_at <= form.starts_at:
        raise Invalid(_("It has to end after it begins."), field="ends_at")
    if form.ends_at - form.starts_at > timedelta(hours=conf.HOURS_MOST):
        raise Invalid(_("An entry lasts at most %(n)s hours.") % {"n": conf.HOURS_MOST}, field="ends_at")
    if before is not None and form.starts_at == before.starts_at:
        return
    if form.starts_at < now:
        raise Invalid(_("This begin lies in the past. Choose a later one."), field="starts_at")
    if form.starts_at > now + timedelta(days=conf.AHEAD_DAYS):
        raise Invalid(_("Choose a day within the next year."), field="starts_at")


def _link(text: str) -> str:
    try:
        link = safe_link(text)
    except ValueError:
        words = _("A link begins with https:// or, for a page of ours, with /.")
        raise Invalid(words, field="link") from None
    if len(link) > LINK_LENGTH:
        raise Invalid(_("At most %(n)s characters.") % {"n": LINK_LENGTH}, field="link")
    return link
