"""What a member answered, for the export of their own data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from siyu.domains.people.models import User
from siyu.domains.quizzes.models import Answering


def answers(user: User) -> Iterator[dict[str, Any]]:
    """Every quiz that the member began, with what they chose."""
    rows = Answering.objects.unscoped("a member takes their own data with them").filter(user=user)
    for row in rows.select_related("quiz", "account").order_by("pk"):
        yield {
            "account": row.account.slug, "quiz": row.quiz.title, "answers": row.answers, "result": row.result,
            "begun_at": row.started_at.isoformat(),
            "finished_at": row.finished_at.isoformat() if row.finished_at else "",
        }  # fmt: skip
