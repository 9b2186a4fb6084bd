"""What the gate says was measured equals brute force over random groups."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.core.cache import cache

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message, Participant
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.domains.people.models import User
from siyu.domains.replication.queries.evidence import measure
from siyu.domains.replication.queries.tuned import replication_conf
from siyu.domains.replication.rules.gate import Counting
from siyu.domains.replication.rules.own_words import SURE, z_score
from siyu.domains.replication.tests.worlds import member_since, say, settle
from siyu.domains.replication.types import Evidence
from siyu.kernel import clock
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore

pytestmark = pytest.mark.django_db
COUNTING = Counting(
    core_days=3, talk_messages=3, word_uses=3, word_people=2, ritual_weeks=2, ritual_marks=2, ritual_people=1
)
TUNED = {"core_days": 3, "talk_messages": 3, "word_uses": 3, "word_people": 2, "ritual_weeks": 2}
PHRASES = ("老枞水仙", "早上好", "收到", "今晚开壶", "谢谢", "开壶啦")


@pytest.fixture
def desk(event_store: DuckStore) -> Desk:
    cache.clear()
    desk = make_desk()
    desk.account.settings = {**desk.account.settings, "replication": {**TUNED, "ritual_marks": 2, "ritual_people": 1}}
    desk.account.save()
    return desk


def _world(desk: Desk, seed: int) -> tuple[Group, list[User], list[Message]]:
    chance = random.Random(seed)
    group, other = make_group(desk, "甲"), make_group(desk, "乙")
    people = [member_since(group, f"m{n}", chance.choice((3, 20, 90))) for n in range(6)]
    stranger = member_since(other, "s", 50)
    people[1].refresh_from_db()
    said = []
    ago = sorted((chance.choice((1, 3, 40)) * chance.randrange(1, 1_200) for _ in range(140)), reverse=True)
    for minutes in ago:
        at = clock.now() - timedelta(minutes=minutes)
        user, voice = chance.choice((*people, desk.user)), "member"
        if user == desk.user and chance.random() < 0.5:
            voice = "account"
        card = chance.choice(("", "", "", "", "poll", "chain"))
        one = say(group, user, chance.choice(PHRASES), at, card=card, voice=voice)
        if chance.random() < 0.1:
            one.recalled_at = clock.now()
            one.save()
        said.append(one)
    for n in range(40):
        say(other, stranger, chance.choice(PHRASES[1:3] + PHRASES[4:5]), clock.now() - timedelta(hours=n))
    for user in people[:2]:
        Participant.objects.filter(conversation=group.conversation_id, user=user).update(nickname=f"小{user.pk}")
    GroupMember.objects.of(desk.account).filter(group=group, user=people[2]).update(role="admin")
    AuditEntry.objects.create(
        account_id=desk.account.pk, actor_id=people[2].pk, act="group.announced", target=f"group:{group.public_id}",
        at=clock.now() - timedelta(days=2),
    )  # fmt: skip
    settle()
    return group, people, said


def _terms(text: str) -> set[str]:
    return {text[a:b] for a in range(len(text)) for b in range(a + 2, min(a + 7, len(text)) + 1)}


@pytest.mark.parametrize("seed", range(3))
def test_evidence_equals_brute_force(desk: Desk, seed: int) -> None:
    group, people, said = _world(desk, seed)
    zone = desk.account.time_zone
    found = measure(desk.account, group)
    today = clock.local_day(clock.now(), zone)
    shown = sorted(
        (one for one in said if one.recalled_at is None), key=lambda one: one.seq
    )  # the log's order is that of numbers
    recent = [one for one in shown if clock.local_day(one.sent_at, zone) > today - timedelta(days=28)]
    unled = [one for one in recent if one.sender_id != desk.user.pk]
    assert replication_conf(desk.account).counting == COUNTING
    assert (found.self_running.said, found.self_running.unled) == (len(recent), len(unled))
    began = {one.sender_id for one in unled if one.kind == "card"} | {people[2].pk}
    assert sorted(found.self_running.starters) == sorted(f"m{people.index(u)}" for u in people if u.pk in began)
    assert found.self_running.conversations == _conversations(recent, desk.user.pk) > 0
    _check_core(found, people, said, desk)
    _check_culture(found, desk, recent, unled, group)


def _conversations(recent: list[Message], owner: int) -> int:
    """Grown from each message that nobody spoke shortly before."""
    count = 0
    for n, first in enumerate(recent):
        if n and first.sent_at - recent[n - 1].sent_at <= timedelta(minutes=30):
            continue
        last = n
        while last + 1 < len(recent) and recent[last + 1].sent_at - recent[last].sent_at <= timedelta(minutes=30):
            last += 1
        who = [one.sender_id for one in recent[n : last + 1]]
        count += len(who) >= 3 and len(set(who)) >= 2 and owner not in who
    return count


def _check_core(found: Evidence, people: list[User], said: list[Message], desk: Desk) -> None:
    zone, today = desk.account.time_zone, clock.local_day(clock.now(), desk.account.time_zone)
    days, talk, everything = defaultdict(set), Counter[int](), 0
    for one in said:  # what was taken back was an act all the same
        day = clock.local_day(one.sent_at, zone)
        if one.voice == "member" and day > today - timedelta(days=28):
            everything += 1
            days[one.sender_id].add(day)
            talk[one.sender_id] += 1
    joined = {m.user_id: m.joined_at for m in GroupMember.objects.of(desk.account).filter(state="active")}
    for user in people:
        day = clock.local_day(joined[user.pk], zone)
        if day > today - timedelta(days=28):
            days[user.pk].add(day)
    wanted = {u.uid: (len(days[u.pk]), talk[u.pk]) for u in people if len(days[u.pk]) >= COUNTING.core_days}
    assert {one.uid: (one.days, one.messages) for one in found.core.seeds} == wanted
    assert found.core.messages == everything
    for one in found.core.seeds:
        user = next(user for user in people if user.uid == one.uid)
        assert one.tenure == (clock.now() - joined[user.pk]).days


def _check_culture(found: Evidence, desk: Desk, recent: list[Message], unled: list[Message], group: Group) -> None:
    here: Counter[str] = Counter()
    who = defaultdict(set)
    for one in unled:
        if one.kind == "text":
            for term in _terms(one.text):
                here[term] += 1
                who[term].add(one.sender_id)
    other = Message.objects.filter(kind="text", voice="member").exclude(conversation=group.conversation_id)
    there = Counter(term for one in other for term in _terms(one.text))
    sums = sum(here.values()), sum(there.values())
    pieces = {
        term for term in here if any(len(longer) == len(term) + 1 and term in longer and n >= here[term] * 0.8
                                     for longer, n in here.items())
    }  # fmt: skip
    own = {
        term for term, n in here.items() if len(term) <= 6 and term not in pieces
        if n >= 3 and len(who[term]) >= 2 and term[-1] != "啦" and z_score(n, sums[0], there[term], sums[1]) >= SURE
    }  # fmt: skip
    shown = {one.term: one for one in found.culture.words}
    assert set(shown) == own
    assert own
    assert all((one.here, one.elsewhere, one.people) == (here[t], there[t], len(who[t])) for t, one in shown.items())
    assert found.culture.compared == other.count() == 40
    assert (found.culture.named, found.culture.members) == (2, 6)
    zone = desk.account.time_zone
    weeks = defaultdict(set)
    for one in recent:
        if one.kind == "card":
            weeks[one.body["card"]].add(clock.local_day(one.sent_at, zone).isocalendar()[:2])
    earlier = {play: len(seen) for play, seen in weeks.items()}
    assert {one.play for one in found.culture.rituals} >= {play for play, n in earlier.items() if n >= 2}


def test_without_another_group_no_word_is_ones_own(desk: Desk) -> None:
    group = make_group(desk, "只此一群")
    user = member_since(group, "独", 40)
    for n in range(9):
        say(group, user, "老枞水仙", clock.now() - timedelta(hours=n))
    settle()
    found = measure(desk.account, group)
    assert (found.culture.compared, found.culture.words) == (0, ())


def test_an_empty_group_has_no_evidence_and_breaks_nothing(desk: Desk) -> None:
    found = measure(desk.account, make_group(desk))
    assert (found.self_running.unled, found.core.seeds, found.culture.rituals) == (0, (), ())
