"""Forget a member: every domain forgets its part, the log-in last. Begun again after a crash it goes on."""

from __future__ import annotations

from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Membership
from siyu.domains.fans.actions.forget_member import forget_member
from siyu.domains.inbox.models import Notice
from siyu.domains.media.actions.forget_assets import forget_assets_of
from siyu.domains.members.actions.ask_erasure import goes_with
from siyu.domains.members.actions.make_export import forget_exports_of
from siyu.domains.members.models import AccountBlock, Consent, Erasure, Follow, FollowerCount, Profile, UserBlock
from siyu.domains.members.types import Eraser, erasers
from siyu.domains.moderation.models import Case, Report
from siyu.domains.people.actions.forget_user import forget_user
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform import audit

_OWN: Final = "a member is forgotten everywhere"


def erase_member(erasure_id: int) -> dict[str, int]:
    """Run all erasers in order, then say that it is done; answers what each forgot. Nothing when undone or done."""
    erasure = Erasure.objects.select_related("user").filter(pk=erasure_id, undone_at=None, done_at=None).first()
    if erasure is None or erasure.due_at > clock.now():
        return {}
    forgotten = {}
    for name, eraser in sorted(erasers, key=lambda pair: pair[1].order):
        forgotten[name] = eraser.erase(erasure.user)
    with transaction.atomic():
        Erasure.objects.filter(pk=erasure.pk).update(done_at=clock.now())
        audit.record(
            account_id=None, actor_id=None, act="erasure.done", target=f"user:{erasure.user_id}", forgotten=forgotten
        )
    return forgotten


def due_erasures() -> list[int]:
    """Ids of the erasures whose time has come."""
    waiting = Erasure.objects.filter(undone_at=None, done_at=None, due_at__lte=clock.now())
    return list(waiting.order_by("due_at").values_list("pk", flat=True))


def _forget_notices(user: User) -> int:
    return Notice.objects.filter(user=user).delete()[0]


def _forget_cases(user: User) -> int:
    """What reviewers copied of the member's words goes; that and how a case was decided stays."""
    cases = Case.objects.filter(author=user).update(title="", excerpt="", words=[])
    return cases + Report.objects.filter(reporter=user).update(note="")


def _forget_accounts(user: User) -> int:
    """Personal accounts go under no name; other accounts lose a colleague."""
    memberships = list(Membership.objects.filter(user=user).select_related("account"))
    for membership in memberships:
        account = membership.account
        with transaction.atomic():
            if goes_with(account, user):
                account.name, account.slug, account.settings = _("Closed account"), f"closed-{account.pk}", {}
                account.save(update_fields=["name", "slug", "settings"])
            membership.delete()
    return len(memberships)


def _forget_own(user: User) -> int:
    """Profile, follows (with their counts), blocks, consents, exports."""
    gone = forget_exports_of(user)
    for follow in Follow.objects.unscoped(_OWN).filter(user=user):
        with transaction.atomic():
            if Follow.objects.of(follow.account_id).filter(pk=follow.pk).delete()[0]:
                count = FollowerCount.objects.select_for_update().filter(account_id=follow.account_id).first()
                if count is not None and count.followers:
                    count.followers -= 1
                    count.save(update_fields=["followers"])
                gone += 1
    for rows in (
        Profile.objects.filter(user=user), AccountBlock.objects.filter(user=user),
        UserBlock.objects.filter(blocker=user), UserBlock.objects.filter(blocked=user),
        Consent.objects.unscoped(_OWN).filter(user=user),
    ):  # fmt: skip
        gone += rows.delete()[0]
    return gone


def _forget_sessions(user: User) -> int:
    """Sessions carry what was typed on the way in; the member's end now."""
    mine = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]


ERASERS: Final[dict[str, Eraser]] = {
    "media": Eraser(700, forget_assets_of),
    "notices": Eraser(710, _forget_notices),
    "cases": Eraser(720, _forget_cases),
    "accounts": Eraser(800, _forget_accounts),
    "fans": Eraser(900, forget_member),
    "members": Eraser(910, _forget_own),
    "sessions": Eraser(980, _forget_sessions),
    "people": Eraser(990, forget_user),
}
