"""Forget what a member answered."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.people.models import User
from siyu.domains.quizzes.models import Answering, FollowUp

_WHY = "a member asks to be forgotten everywhere"


def forget_answers(user: User) -> int:
    """Delete the member's answers and the follow-up that came of them; twice does nothing more."""
    with transaction.atomic():
        mine = Answering.objects.unscoped(_WHY).filter(user=user)
        persons = [pk for pk in mine.values_list("person_id", flat=True) if pk is not None]
        tasks, _kinds = FollowUp.objects.unscoped(_WHY).filter(person_id__in=persons).delete()
        answers, _kinds = mine.delete()
    return tasks + answers
