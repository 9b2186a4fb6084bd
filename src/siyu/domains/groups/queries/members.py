"""The members of a group, by page and by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from siyu.domains.chat.models import Participant
from siyu.domains.groups import conf
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.rules import RANKS
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.members.rules import stand_in
from siyu.domains.people.models import User
from siyu.kernel.paging import Page, decode_cursor, encode_cursor


@dataclass(frozen=True)
class MemberRow:
    """A member as lists show them; `name` is the nickname in the group, else their own."""

    member: GroupMember
    name: str
    own_name: str
    avatar: str = ""

    @property
    def uid(self) -> str:
        """The public id of the user."""
        return self.member.user.uid


_RANK = Case(*(When(role=role, then=Value(rank)) for role, rank in RANKS.items()), output_field=IntegerField())


def member_page(group: Group, search: str = "", cursor: str = "", *, state: str = "active") -> Page[MemberRow]:
    """A page of those in a state, leaders first, then by when they came. Three queries. Raises ValueError."""
    rows = members_in(group, state, search).annotate(rank=_RANK).order_by("-rank", "pk")
    if cursor:
        rank, pk = decode_cursor(cursor, 2)
        if not (isinstance(rank, int) and isinstance(pk, int)):
            raise ValueError("not a cursor of members")
        rows = rows.filter(Q(rank__lt=rank) | Q(rank=rank, pk__gt=pk))
    found = list(rows[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    following = encode_cursor(shown[-1].rank, shown[-1].pk) if len(found) > conf.PAGE else None
    return Page(named(group, shown), following)


def members_in(group: Group, state: str, search: str = "") -> QuerySet[GroupMember]:
    """Those who stand so to the group."""
    rows: QuerySet[GroupMember] = GroupMember.objects.of(group.account_id).filter(group=group, state=state)
    return (rows.filter(called(group, search)) if search else rows).select_related("user")


def called(group: Group, search: str) -> Q:
    """Those of a group's members whose name there, or whose own, has these words in it."""
    seats = Participant.objects.filter(conversation=group.conversation_id, nickname__icontains=search)
    return Q(user__profile__nickname__icontains=search) | Q(user_id__in=seats.values("user_id"))


def named(group: Group, members: Sequence[GroupMember]) -> list[MemberRow]:
    """Rows with their names in the group. Two queries."""
    seats = Participant.objects.filter(
        conversation=group.conversation_id, user_id__in=[member.user_id for member in members]
    )
    nicknames = dict(seats.exclude(nickname="").values_list("user_id", "nickname"))
    cards = cards_of(member.user_id for member in members)
    rows = []
    for member in members:
        card = cards.get(member.user_id)
        own = card.name if card else stand_in(member.user.uid)
        rows.append(MemberRow(member, nicknames.get(member.user_id) or own, own, card.avatar_url if card else ""))
    return rows


def announcement_receipts(group: Group) -> tuple[int, int]:
    """How many of the members have opened the announcement of today, and how many there are."""
    rows = GroupMember.objects.of(group.account_id).filter(group=group, state=GroupMember.State.ACTIVE)
    return rows.filter(announcement_seen=group.announcement_version).count(), rows.count()


def open_requests(group: Group) -> int:
    """Applications that wait for review."""
    rows = GroupMember.objects.of(group.account_id).filter(group=group, state=GroupMember.State.ASKED)
    return int(rows.count())


def leaders_of(group: Group) -> QuerySet[User]:
    """Owner and admins of a group, to be told something."""
    rows = GroupMember.objects.of(group.account_id).filter(group=group, state=GroupMember.State.ACTIVE)
    roles = (GroupMember.Role.OWNER, GroupMember.Role.ADMIN)
    return User.objects.filter(pk__in=rows.filter(role__in=roles).values("user_id"))
