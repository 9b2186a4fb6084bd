"""Write to members who have been silent in a group."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.rules import clean_text
from siyu.domains.group_health import conf
from siyu.domains.group_health.queries.silent import silent_members
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.models import Notice
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.members.queries.blocking import users_blocking
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def nudge_silent(desk: Desk, public_id: str, uids: Collection[str], words: str) -> tuple[int, int]:
    """Send those of the members who are silent now a notice with the way back in; each at most once in a week.

    Answers how many were written to, and how many of those meant were not: no longer silent, written to this week,
    or blocking the account. Raises Forbidden, NotFound, Invalid (uids, words), StoreError.
    """
    lead = lead_as_staff(desk, public_id)
    words = _checked(desk, words)
    if not uids or len(uids) > conf.NUDGED_MOST:
        raise Invalid(_("Tick at least one member, and at most %(n)s.") % {"n": conf.NUDGED_MOST}, field="uids")
    silent = {row.uid: row.user for row in silent_members(desk.account, lead.group)}
    year, week, _day = clock.local_day(clock.now(), desk.account.time_zone).isocalendar()
    key = f"nudge:{public_id}:{year}-{week}"
    meant = [silent[uid] for uid in dict.fromkeys(uids) if uid in silent]
    deaf = users_blocking(desk.account)
    with transaction.atomic():
        told = set(Notice.objects.filter(key=key, user__in=meant).values_list("user_id", flat=True))
        users = [user for user in meant if user.pk not in told | deaf]
        url = reverse("groups:group", kwargs={"group": public_id})
        for readers in by_language(users):
            with in_words_of(readers[0]):
                title = _("%(group)s misses you") % {"group": lead.group.name}
            notify(readers, "group", title, words, url, account=desk.account, key=key)
        if users:
            audit.record(
                account_id=desk.account.pk, actor_id=desk.user.pk, act="group.silent_nudged",
                target=f"group:{public_id}", users=len(users), words=words,
            )  # fmt: skip
    return len(users), len(set(uids)) - len(users)


def _checked(desk: Desk, words: str) -> str:
    words = clean_text(words)
    if not words or len(words) > conf.NUDGE_LENGTH:
        raise Invalid(_("Write 1 to %(n)s characters.") % {"n": conf.NUDGE_LENGTH}, field="words")
    if screen_text(desk.account, words).verdict == "refuse":
        raise Invalid(_("Please say it in other words."), field="words")
    return words
