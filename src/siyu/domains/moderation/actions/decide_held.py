"""Release or refuse several held texts at once."""

from __future__ import annotations

from collections.abc import Iterable

from siyu.domains.moderation.actions.decide_case import DISMISS, HIDE, decide_case
from siyu.domains.moderation.actions.undo_decision import undo_decision
from siyu.domains.moderation.conf import HELD_REASON
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.queries.access import cases_of
from siyu.domains.moderation.types import Decision, Reviewer
from siyu.kernel.errors import Forbidden, Invalid, NotFound

AT_ONCE = 100


def decide_held(reviewer: Reviewer, case_ids: Iterable[int], act: str, *, category: str = "spam") -> list[int]:
    """Release (show) or refuse (hide) held texts; answers the cases decided here.

    Cases that a colleague decided meanwhile, that are no held texts, or that are the reviewer's own are passed over.
    """
    if act not in {"release", "refuse"}:
        raise Invalid(field="act")
    decision = Decision(DISMISS) if act == "release" else Decision(HIDE, category, str(HELD_REASON))
    wanted = list(case_ids)[:AT_ONCE]
    held = cases_of(reviewer).filter(pk__in=wanted, source=Case.Source.WORDS, state=Case.State.OPEN)
    decided = []
    for case_id in held.order_by("pk").values_list("pk", flat=True):
        try:
            decide_case(reviewer, case_id, decision)
        except (AlreadyDecided, Forbidden, NotFound):
            continue
        decided.append(case_id)
    return decided


def undo_held(reviewer: Reviewer, case_ids: Iterable[int]) -> int:
    """Let them wait again; answers how many do."""
    undone = 0
    for case_id in list(case_ids)[:AT_ONCE]:
        try:
            undo_decision(reviewer, case_id)
        except (AlreadyDecided, NotFound):
            continue
        undone += 1
    return undone
