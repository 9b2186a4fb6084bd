"""Take back what a run invited."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.actions.make_invitation import withdraw_invitations
from siyu.domains.groups.models import GroupMember
from siyu.domains.routing import conf
from siyu.domains.routing.errors import TooLateToUndo
from siyu.domains.routing.models import Routed, RouteRun
from siyu.domains.routing.queries.access import access_run
from siyu.kernel import clock
from siyu.platform import audit


def undo_run(desk: Desk, public_id: str) -> int:
    """Its links let nobody in any more; who has not come in may be invited anew. Whoever is in stays.

    Answers how many invitations were taken back. Raises Forbidden, NotFound, TooLateToUndo.
    """
    run = access_run(desk, public_id)
    now = clock.now()
    with transaction.atomic():
        rows = RouteRun.objects.of(desk.account).filter(pk=run.pk, undone_at=None)
        if not rows.filter(ended_at__gte=now - timedelta(days=conf.UNDO_DAYS)).update(undone_at=now):
            raise TooLateToUndo(_("This run cannot be undone any more."))
        withdraw_invitations(desk.account, run.invitations)
        routed = Routed.objects.of(desk.account).filter(run=run)
        groups = routed.values("route__group_id")
        family = Q(group_id__in=groups) | Q(group__first_id__in=groups)
        inside = GroupMember.objects.of(desk.account).filter(family, state=GroupMember.State.ACTIVE)
        taken_back: int = routed.exclude(user_id__in=inside.values("user_id")).delete()[0]
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="route.run_undone", target=f"run:{run.public_id}",
            taken_back=taken_back,
        )  # fmt: skip
    return taken_back
