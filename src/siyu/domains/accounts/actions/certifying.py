"""What the actions of certification share: the locked row, one move along the arrows, the record of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.accounts import rules
from siyu.domains.accounts.errors import WrongState
from siyu.domains.accounts.events import CERTIFICATION_MOVED
from siyu.domains.accounts.models import Certification
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound
from siyu.platform import audit
from siyu.platform.outbox.statement import state


def locked(account_id: int, reviewer: User) -> Certification:
    """The certification of an account, locked; raises NotFound, also to whoever is not platform staff."""
    if not reviewer.is_staff:
        raise NotFound(account=account_id)
    found: Certification | None = Certification.objects.of(account_id).select_for_update().first()
    if found is None:
        raise NotFound(account=account_id)
    return found


def move(certification: Certification, move: str) -> None:
    """Make a move; raises WrongState where it does not exist."""
    after = rules.moved(certification.state, move)
    if after is None:
        raise WrongState(_("This was decided meanwhile. Please load the page again."), state=certification.state)
    certification.state = after


def record(certification: Certification, actor: User | None, act: str, **data: object) -> None:
    """Write the audit entry, and state where the certification stands now."""
    audit.record(
        account_id=certification.account_id, actor_id=actor.pk if actor else None, act=act,
        target=f"account:{certification.account_id}", **data,
    )  # fmt: skip
    until = certification.valid_until.isoformat() if certification.valid_until else ""
    state(
        CERTIFICATION_MOVED, certification.account_id, state=certification.state, reasons=certification.reasons,
        until=until,
    )  # fmt: skip
