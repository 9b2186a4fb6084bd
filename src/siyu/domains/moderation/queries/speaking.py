"""Whether somebody may speak now."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.moderation.conf import NEWCOMER_FOR, NEWCOMER_PACE, PACE
from siyu.domains.moderation.errors import Muted
from siyu.domains.moderation.models import Penalty
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http.limits import spend


def check_may_speak(user: User, account: Account | None = None) -> None:
    """Raise Muted while a penalty holds for the user, everywhere or in this account."""
    now = clock.now()
    where = Q(account=None) | Q(account=account) if account else Q(account=None)
    holding = Penalty.objects.filter(where, Q(until=None) | Q(until__gt=now), user=user, lifted_at=None)
    worst = holding.order_by("-until").first()
    if worst is not None:
        until = worst.until.isoformat() if worst.until else ""
        raise Muted(
            _("You cannot speak here for now: %(reason)s") % {"reason": worst.reason},
            until=until, reason=worst.reason, rule=worst.rule,
        )  # fmt: skip


def check_pace(user: User) -> None:
    """Count one utterance of a member; raises TooOften beyond the pace, which is slower on their first day."""
    newcomer = clock.now() - user.date_joined < NEWCOMER_FOR
    spend("speech", NEWCOMER_PACE if newcomer else PACE, f"user:{user.pk}")
