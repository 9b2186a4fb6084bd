"""The measured evidence for the three questions."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial

from siyu.domains.accounts.models import Account
from siyu.domains.chat.models import Participant
from siyu.domains.facts.queries.kept import kept
from siyu.domains.group_health.queries.activity import activity_of, check_in_days
from siyu.domains.group_health.queries.persons import persons_of
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.types import Span
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.members import members_in, named
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.replication import conf
from siyu.domains.replication.queries.log import announcers, leading_ids, log_of, plays_started, texts_elsewhere
from siyu.domains.replication.queries.tuned import replication_conf
from siyu.domains.replication.rules.culture import rituals_of
from siyu.domains.replication.rules.gate import Counting
from siyu.domains.replication.rules.own_words import own_words
from siyu.domains.replication.rules.talk import conversations_unled, starters
from siyu.domains.replication.types import Core, Culture, Evidence, Said, Seed, SelfRunning
from siyu.kernel import clock
from siyu.platform.search.grams import terms


def evidence_of(account: Account, group: Group) -> Evidence:
    """What was measured at most ten minutes ago. Raises StoreError."""
    return kept(account, "replication", partial(measure, account, group), group.pk)


def measure(account: Account, group: Group) -> Evidence:
    """Measure now. Raises StoreError."""
    now, counting = clock.now(), replication_conf(account).counting
    span, leading = span_until(now, account.time_zone, conf.WINDOW_DAYS), leading_ids(group)
    log = log_of(group, span, leading)
    return Evidence(
        _self_running(group, span, leading, log, counting),
        core_of(account, group, span, leading, counting, now),
        _culture(account, group, log, leading, counting),
        now,
    )


def _self_running(group: Group, span: Span, leading: set[int], log: list[Said], counting: Counting) -> SelfRunning:
    began = starters(log) | (announcers(group, span) - leading)
    faces = cards_of(began)
    names = tuple(sorted(faces[user].name for user in began if user in faces))
    unled = sum(not one.led for one in log)
    return SelfRunning(len(log), unled, names, conversations_unled(log, counting))


def core_of(account: Account, group: Group, span: Span, leading: set[int], counting: Counting, now: datetime) -> Core:
    """The members but owner and staff who were active on enough days of the window, the most active first."""
    did = activity_of(account, group.public_id, span)
    members = [one for one in members_in(group, "active") if one.user_id not in leading]
    persons = persons_of(account, [one.user.uid for one in members])
    busy = {
        one.pk: did[persons[one.user.uid]]
        for one in members
        if persons.get(one.user.uid) in did and did[persons[one.user.uid]].days >= counting.core_days
    }
    rows = named(group, [one for one in members if one.pk in busy])
    seeds = [
        Seed(
            row.uid, row.name, persons[row.uid], row.member.role, busy[row.member.pk].days,
            busy[row.member.pk].messages, (now - (row.member.joined_at or now)).days,
        )
        for row in rows
    ]  # fmt: skip
    seeds.sort(key=lambda one: (-one.days, -one.messages, one.uid))
    return Core(tuple(seeds), sum(one.messages for one in did.values()))


def _culture(account: Account, group: Group, log: list[Said], leading: set[int], counting: Counting) -> Culture:
    now, zone, elsewhere, compared = clock.now(), account.time_zone, Counter[str](), 0
    for text in texts_elsewhere(account, group, span_until(now, zone, conf.WINDOW_DAYS)):
        elsewhere.update(terms(text, conf.TERM_LETTERS + 1))
        compared += 1
    here = ((one.sender, terms(one.text, conf.TERM_LETTERS + 1)) for one in log if one.text and not one.led)
    members = GroupMember.objects.of(account).filter(group=group, state=GroupMember.State.ACTIVE)
    members = members.exclude(user_id__in=leading)
    seats = Participant.objects.filter(conversation=group.conversation_id, user_id__in=members.values("user_id"))
    nicknames = list(seats.exclude(nickname="").order_by("pk").values_list("nickname", flat=True))
    marked = check_in_days(account, group.public_id, span_until(now, zone, conf.WINDOW_DAYS), counting.ritual_people)
    started = plays_started(group, span_until(now, zone, conf.RITUAL_DAYS), zone)
    return Culture(
        tuple(own_words(here, elsewhere, counting)), compared, tuple(nicknames[: conf.NAMES_SHOWN]), len(nicknames),
        members.count(), rituals_of(started, marked, counting),
    )  # fmt: skip
