"""Forget what the desk kept about a member; their words are forgotten by chat."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.people.models import User
from siyu.domains.support.models import ThreadNote, ThreadTag

_WHY = "a member asks to be forgotten everywhere"


def forget_threads(user: User) -> int:
    """Delete notes and tags of the member's threads; twice does nothing more."""
    with transaction.atomic():
        notes, _kinds = ThreadNote.objects.unscoped(_WHY).filter(thread__user=user).delete()
        tags, _kinds = ThreadTag.objects.unscoped(_WHY).filter(thread__user=user).delete()
    return notes + tags
