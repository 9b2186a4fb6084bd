"""End a penalty before its time."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import in_words_of
from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.types import Reviewer
from siyu.kernel import clock
from siyu.kernel.errors import NotFound
from siyu.platform import audit


def lift_penalty(reviewer: Reviewer, penalty_id: int, reason: str = "") -> Penalty:
    """Lift it and tell its bearer. An account lifts its own, platform staff any. Raises NotFound."""
    with transaction.atomic():
        mine = Penalty.objects.select_for_update().filter(pk=penalty_id)
        if reviewer.account is not None:
            mine = mine.filter(account=reviewer.account)
        penalty = mine.first()
        if penalty is None:
            raise NotFound(penalty=penalty_id)
        lift(penalty)
        with in_words_of(penalty.user):
            title = _("You may speak again")
        notify(
            [penalty.user], "moderation", title, reason, "/my/penalties/",
            account=penalty.account, key=f"penalty:{penalty.pk}:lifted",
        )  # fmt: skip
        audit.record(
            account_id=penalty.account_id, actor_id=reviewer.user.pk, act="penalty.lifted",
            target=f"penalty:{penalty.pk}", reason=reason,
        )  # fmt: skip
    return penalty


def lift(penalty: Penalty) -> None:
    """Mark it lifted, once."""
    if penalty.lifted_at is None:
        penalty.lifted_at = clock.now()
        penalty.save(update_fields=["lifted_at"])
