"""Certification in the demo: the brand has its mark; the second shop has handed in and waits for the platform."""

from __future__ import annotations

from datetime import timedelta

from siyu.demo.cast import BOSS, BRAND, SECOND, STAFF, desk_of
from siyu.demo.pictures.papers import draw_licence
from siyu.domains.accounts.actions.add_document import add_document
from siyu.domains.accounts.actions.decide_certification import decide_certification
from siyu.domains.accounts.actions.record_fee import record_fee
from siyu.domains.accounts.actions.submit_certification import Application, submit_certification
from siyu.domains.accounts.models import Certification
from siyu.domains.people.models import User
from siyu.kernel import clock

_BRAND = Application("苏州云裳记服饰有限公司", "91320508MA1YN8QP2E", "outfits", "沈云裳 0512-6500 0000")
_SECOND = Application("苏州锦书文化用品店", "92320508MA2JX7QT5X", "shop", "沈云裳 0512-6500 0000")


def certify() -> None:
    """Hand in for both accounts, approve the brand and record its fee; again: nothing more."""
    now, reviewer = clock.now(), User.objects.get(email=STAFF)
    with clock.replaying(now - timedelta(days=131)):
        if _hand_in(BRAND, _BRAND):
            account = desk_of(BOSS, BRAND).account.pk
            decide_certification(reviewer, account, approve=True)
            record_fee(reviewer, account, "YS-2026-0007")
    with clock.replaying(now - timedelta(hours=5)):
        _hand_in(SECOND, _SECOND)


def _hand_in(slug: str, application: Application) -> bool:
    desk = desk_of(BOSS, slug)
    if Certification.objects.of(desk.account).exclude(state="").exists():
        return False
    body = draw_licence(application.company, application.licence)
    add_document(desk, kind="licence", name="营业执照.jpg", body=body)
    submit_certification(desk, application)
    return True
