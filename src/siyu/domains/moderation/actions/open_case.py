"""Put a thing into the review queue, or find it there."""

from __future__ import annotations

from collections.abc import Sequence

from siyu.domains.moderation.conf import ANSWER_WITHIN
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.types import targets
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def open_case(kind: str, target: str, *, source: str = "words", words: Sequence[str] = ()) -> Case:
    """The open case of a thing, made when there is none; call inside a transaction. Raises NotFound for no such thing.

    A domain that holds a text back (screening said "hold") opens its case with the words that decided.
    """
    if kind not in targets:
        raise NotFound(kind=kind)
    seen, now = targets[kind].describe(target), clock.now()
    Case.objects.bulk_create(
        [
            Case(
                account_id=seen.account_id or None, for_platform=seen.by_account or not seen.account_id,
                kind=kind, target=target, author_id=seen.author_id or None, title=seen.title[:120],
                excerpt=seen.excerpt[:2000], source=source, words=list(words), opened_at=now,
                due_at=now + ANSWER_WITHIN,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return Case.objects.select_for_update().get(kind=kind, target=target, state=Case.State.OPEN)
