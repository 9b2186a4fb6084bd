"""Keep words that staff say often, or throw them away."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.support import conf
from siyu.domains.support.models import QuickReply
from siyu.domains.support.models.quick_reply import SHORTCUT_LENGTH, TEXT_LENGTH
from siyu.domains.support.queries.access import PERMISSION
from siyu.domains.support.queries.quick_replies import VARIABLES
from siyu.domains.support.rules import unknown_slots
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound

_WAY_BACK: Final = timedelta(days=1)


def keep_quick_reply(desk: Desk, shortcut: str, text: str, *, shared: bool, public_id: str = "") -> QuickReply:
    """Make a quick reply, or change the one of `public_id`. Shared ones are for who manages groups or the account.

    Raises Forbidden, NotFound, Invalid for empty, overlong or doubled ones and for variables that nothing fills.
    """
    desk.require(PERMISSION)
    _may_share(desk, shared=shared)
    shortcut, text = "".join(shortcut.split()).lstrip("/"), text.strip()
    _check(shortcut, text)
    reply = _own(desk, public_id) if public_id else QuickReply(account=desk.account)
    rows = QuickReply.objects.of(desk.account)
    if not public_id and rows.filter(dropped_at=None).count() >= conf.REPLIES_MOST:
        raise Invalid(_("There are enough quick replies; throw some away first."), field="text")
    reply.shortcut, reply.text, reply.changed_at = shortcut, text, clock.now()
    reply.owner = None if shared else desk.user
    try:
        with transaction.atomic():
            rows.filter(dropped_at__lt=reply.changed_at - _WAY_BACK).delete()
            reply.save()
    except IntegrityError as doubled:
        raise Invalid(_("There is a quick reply with this shortcut already."), field="shortcut") from doubled
    return reply


def drop_quick_reply(desk: Desk, public_id: str) -> None:
    """Throw a quick reply away; `restore_quick_reply` brings it back within a day. Raises Forbidden, NotFound."""
    desk.require(PERMISSION)
    reply = _own(desk, public_id)
    reply.dropped_at = clock.now()
    reply.save(update_fields=["dropped_at"])


def restore_quick_reply(desk: Desk, public_id: str) -> None:
    """Bring back what was thrown away. Raises Forbidden, NotFound, Invalid where its shortcut was taken meanwhile."""
    desk.require(PERMISSION)
    reply = _own(desk, public_id, dropped=True)
    reply.dropped_at = None
    try:
        with transaction.atomic():
            reply.save(update_fields=["dropped_at"])
    except IntegrityError as doubled:
        raise Invalid(_("There is a quick reply with this shortcut already."), field="shortcut") from doubled


def count_use(desk: Desk, public_id: str) -> None:
    """Remember that a quick reply was taken: those taken often come first."""
    desk.require(PERMISSION)
    seen = QuickReply.objects.of(desk.account).filter(Q(owner=None) | Q(owner=desk.user), public_id=public_id)
    seen.update(uses=F("uses") + 1)


def _own(desk: Desk, public_id: str, *, dropped: bool = False) -> QuickReply:
    seen = QuickReply.objects.of(desk.account).filter(Q(owner=None) | Q(owner=desk.user), public_id=public_id)
    seen = seen.filter(dropped_at__isnull=not dropped)
    found: QuickReply | None = seen.first()
    if found is None:
        raise NotFound(_("There is no such quick reply."))
    _may_share(desk, shared=found.owner_id is None)
    return found


def _may_share(desk: Desk, *, shared: bool) -> None:
    if shared and not desk.may("groups.manage"):
        raise Forbidden(_("Shared quick replies are kept by owners and operators."))


def _check(shortcut: str, text: str) -> None:
    if not shortcut or len(shortcut) > SHORTCUT_LENGTH:
        raise Invalid(_("A shortcut has 1 to %(n)s characters.") % {"n": SHORTCUT_LENGTH}, field="shortcut")
    if not text or len(text) > TEXT_LENGTH:
        raise Invalid(_("A quick reply has 1 to %(n)s characters.") % {"n": TEXT_LENGTH}, field="text")
    unknown = unknown_slots(text, VARIABLES)
    if unknown:
        raise Invalid(_("Nothing fills {%(name)s}. Take one of the variables listed.") % {"name": unknown[0]},
                      field="text")  # fmt: skip
