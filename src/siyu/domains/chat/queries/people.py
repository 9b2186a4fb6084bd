"""Participants by name."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from siyu.domains.chat.models import Participant
from siyu.domains.chat.queries.access import Seat
from siyu.domains.chat.queries.faces import faces_of
from siyu.domains.chat.types import Face

_MOST = 20


def people_named(seat: Seat, part: str, *, asker: Any) -> list[Face]:
    """Up to 20 others in the conversation whose name or nickname holds `part`, those who were here last first."""
    rows = Participant.objects.filter(conversation=seat.conversation, left_at=None).exclude(user_id=asker.pk)
    if part:
        rows = rows.filter(Q(nickname__icontains=part) | Q(user__profile__nickname__icontains=part))
    ids = list(rows.order_by("-read_seq", "pk").values_list("user_id", flat=True)[:_MOST])
    faces = faces_of(seat.conversation, ids)
    return [faces[pk] for pk in ids if pk in faces]
