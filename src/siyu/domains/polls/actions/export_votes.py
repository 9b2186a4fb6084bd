"""Hand out the results of a poll as a file that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.queries.faces import faces_of
from siyu.domains.fans.actions.export_persons import defused
from siyu.domains.polls.models import Pick, Poll, Vote
from siyu.domains.polls.queries.access import poll_as_staff
from siyu.domains.polls.queries.counting import view_of
from siyu.platform import audit


def export_votes(desk: Desk, group_id: str, poll_id: str) -> bytes:
    """CSV (UTF-8 with mark): one vote a row where votes carry names, else one choice a row with its count; audited.

    Raises Forbidden, NotFound.
    """
    desk.require("fans.export")
    _lead, poll = poll_as_staff(desk, group_id, poll_id)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in _counts(poll, desk.user) if poll.anonymous else _votes(poll, ZoneInfo(desk.account.time_zone)):
        writer.writerow([defused(cell) for cell in row])
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act="poll.exported", target=f"poll:{poll_id}",
        anonymous=poll.anonymous,
    )  # fmt: skip
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _counts(poll: Poll, user: Any) -> list[list[str]]:
    bars = view_of(poll, user, member=False).bars
    head = [_("Choice"), _("Votes"), _("Percent")]
    return [head, *([bar.text, str(bar.votes), f"{bar.percent}%"] for bar in bars)]


def _votes(poll: Poll, zone: ZoneInfo) -> list[list[str]]:
    rows = list(Vote.objects.of(poll.account_id).filter(poll=poll).order_by("pk"))
    faces = faces_of(poll.group.conversation, [vote.user_id for vote in rows])
    chosen: dict[int, list[str]] = {}
    picks = Pick.objects.of(poll.account_id).filter(choice__poll=poll).order_by("choice__number")
    for vote, text in picks.values_list("vote_id", "choice__text"):
        chosen.setdefault(vote, []).append(text)
    told = [[_("Name in the group"), _("Chosen"), _("First voted")]]
    for vote in rows:
        name = faces[vote.user_id].name if vote.user_id in faces else ""
        at = vote.cast_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        told.append([name, "；".join(chosen.get(vote.pk, ())), at])
    return told
