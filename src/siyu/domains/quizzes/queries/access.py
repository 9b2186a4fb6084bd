"""Fetch quizzes with the asker's rights checked."""

from __future__ import annotations

from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.kernel.errors import NotFound


def access_quiz(desk: Desk, public_id: str, *, lock: bool = False) -> Quiz:
    """A quiz of the desk's account. Raises Forbidden, NotFound."""
    desk.require("quizzes.edit")
    quizzes = Quiz.objects.of(desk.account)
    quiz: Quiz | None = (quizzes.select_for_update() if lock else quizzes).filter(public_id=public_id).first()
    if quiz is None:
        raise NotFound(quiz=public_id)
    return quiz


def open_quiz(public_id: str) -> Quiz:
    """A quiz that members may see: published, or paused and closed ones to say so. Raises NotFound for drafts."""
    seen = Quiz.objects.unscoped("a member opens a quiz by its public address, whichever account it is of")
    quiz: Quiz | None = seen.select_related("account", "version").filter(public_id=public_id).first()
    if quiz is None or quiz.version is None:
        raise NotFound(quiz=public_id)
    return quiz


def own_answering(user: User, public_id: str) -> Answering:
    """What this member answered; NotFound for everyone else's."""
    answerings = Answering.objects.unscoped("a member reads their own answers by address")
    found: Answering | None = (
        answerings.select_related("quiz__account", "version").filter(user=user, public_id=public_id).first()
    )
    if found is None:
        raise NotFound(answering=public_id)
    return found
