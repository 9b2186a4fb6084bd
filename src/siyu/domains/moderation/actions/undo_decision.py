"""Take a decision back: the thing is shown again, the penalty ends, the case is open again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import in_words_of
from siyu.domains.moderation.actions.decide_case import DISMISS
from siyu.domains.moderation.actions.lift_penalty import lift
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.queries.access import access_case
from siyu.domains.moderation.types import Reviewer, targets
from siyu.platform import audit


def undo_decision(reviewer: Reviewer, case_id: int) -> Case:
    """Undo all that the decision did. Raises NotFound, and AlreadyDecided when another case is open meanwhile."""
    with transaction.atomic():
        case = access_case(reviewer, case_id, lock=True)
        if case.state == Case.State.OPEN:
            return case
        if Case.objects.filter(kind=case.kind, target=case.target, state=Case.State.OPEN).exists():
            raise AlreadyDecided(case=case.pk)
        was = case.outcome
        if was != DISMISS:
            targets[case.kind].restore(case.target)
            _tell_author(case)
        elif case.source == Case.Source.WORDS:  # what was held waits again
            targets[case.kind].hide(case.target, "")
        if case.penalty is not None:
            lift(case.penalty)
        case.state, case.outcome, case.category, case.reason = Case.State.OPEN, "", "", ""
        case.edition = None
        case.decided_by = case.decided_at = case.penalty = None
        case.save()
        audit.record(
            account_id=case.account_id, actor_id=reviewer.user.pk, act="case.reopened",
            target=f"{case.kind}:{case.target}", was=was,
        )  # fmt: skip
    return case


def _tell_author(case: Case) -> None:
    """The author hears that it is shown again and that they may speak."""
    if case.author is None:
        return
    with in_words_of(case.author):
        title, body = _("We took a decision back"), _("Your content is shown again, and you may speak.")
    key = f"case:{case.pk}:{case.decided_at.timestamp() if case.decided_at else 0}:undone"
    notify([case.author], "moderation", title, body, "/my/penalties/", account=case.account, key=key)
