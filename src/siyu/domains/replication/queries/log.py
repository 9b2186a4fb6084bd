"""The talk of a group as the measures read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.chat.models import Message
from siyu.domains.group_health.types import Span
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.replication import conf
from siyu.domains.replication.types import Said
from siyu.kernel import clock
from siyu.platform.audit.models import AuditEntry


def leading_ids(group: Group) -> set[int]:
    """Users who count as leading: the group's owner and all staff of the account."""
    owners = GroupMember.objects.of(group.account_id).filter(group=group, role=GroupMember.Role.OWNER)
    staff = Membership.objects.filter(account=group.account_id).values_list("user_id", flat=True)
    return {*owners.values_list("user_id", flat=True), *staff}


def log_of(group: Group, span: Span, leading: set[int]) -> list[Said]:
    """What was said in the window and still shows, oldest first; of very much the newest `conf.LOG_MOST`."""
    rows = _shown(span).filter(conversation=group.conversation_id).order_by("-seq")[: conf.LOG_MOST]
    found = [
        Said(
            sender if voice == Message.Voice.MEMBER else None, at, voice == Message.Voice.ACCOUNT or sender in leading,
            text if kind == Message.Kind.TEXT else "", str(body.get("card", "")) if kind == Message.Kind.CARD else "",
        )
        for sender, voice, kind, text, body, at in rows.values_list(
            "sender_id", "voice", "kind", "text", "body", "sent_at"
        )
    ]  # fmt: skip
    return found[::-1]


def texts_elsewhere(account: Account, group: Group, span: Span) -> Iterator[str]:
    """What members said in the account's other groups in the window, the newest `conf.OTHERS_MOST`."""
    others = Group.objects.of(account).exclude(pk=group.pk).values("conversation")
    said = _shown(span).filter(conversation__in=others, voice=Message.Voice.MEMBER, kind=Message.Kind.TEXT)
    yield from said.order_by("-pk").values_list("text", flat=True)[: conf.OTHERS_MOST]


def plays_started(group: Group, span: Span, zone: str) -> list[tuple[str, date]]:
    """Play and local day of each start in the window, by whomever."""
    cards = _shown(span).filter(conversation=group.conversation_id, kind=Message.Kind.CARD)
    found = cards.order_by("-seq").values_list("body", "sent_at")[: conf.LOG_MOST]
    return [(str(body.get("card", "")), clock.local_day(at, zone)) for body, at in found]


def announcers(group: Group, span: Span) -> set[int]:
    """Who put up (or took down) an announcement in the window."""
    acts = AuditEntry.objects.filter(account_id=group.account_id, at__gte=span.start, at__lt=span.end)
    found = acts.filter(act="group.announced", target=f"group:{group.public_id}", actor_id__isnull=False)
    return {actor for actor in found.values_list("actor_id", flat=True) if actor is not None}


def _shown(span: Span) -> QuerySet[Message]:
    said = Message.objects.filter(sent_at__gte=span.start, sent_at__lt=span.end)
    said = said.filter(recalled_at=None, hidden_at=None, held_at=None)
    return said.exclude(voice=Message.Voice.SYSTEM)
