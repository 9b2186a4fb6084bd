"""Members of the demo: some of the brand's buyers log in with the phone they bought with, and follow."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction

from siyu.demo.cast import BOSS, BRAND, MEMBERS, desk_of
from siyu.demo.crowd import make_crowd
from siyu.demo.spec import Spec
from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.members.actions.follow_account import follow_account
from siyu.domains.members.models import Profile
from siyu.domains.moderation.models import Penalty
from siyu.domains.people.actions.enter_member import enter_by_phone
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

FOUNDER, FOUNDER_NAME = "shenjie", "沈姐的衣橱"
TEA_FRIEND, TEA_FRIEND_NAME = "chaxi", "茶席小记"
CROWD = 96
_FOLLOWS_FRIEND = 0.45


def open_more_accounts() -> None:
    """The founder's own account and a friend's; doing it again changes nothing."""
    with transaction.atomic():
        boss = User.objects.get(email=BOSS)
        open_account(slug=FOUNDER, name=FOUNDER_NAME, owner=boss)
        open_account(slug=TEA_FRIEND, name=TEA_FRIEND_NAME, owner=boss)
        Profile.objects.get_or_create(user=boss, defaults={"nickname": boss.name, "city": "苏州"})


def accounts() -> list[Account]:
    """The three accounts that write: the brand, its founder, a friend."""
    return [desk_of(BOSS, slug).account for slug in (BRAND, FOUNDER, TEA_FRIEND)]


def bring_members(spec: Spec, count: int = CROWD) -> list[User]:
    """Let buyers in by their phone, name them and let them follow over the last months; again: the same people."""
    faces = make_crowd(spec).faces.head(count * 7).gather_every(7)  # spread over the channels
    seed, now = random.Random(spec.seed), clock.now()  # noqa: S311 - a demo
    brand, *others = accounts()
    users = []
    for email, phone in zip(MEMBERS, faces["phone"], strict=False):  # the cast's members bought here, too
        User.objects.filter(email=email, phone=None).update(phone=f"+86{phone}")
    with unlimited():
        for phone, nick, city in faces.select("phone", "nick", "city").iter_rows():
            at = now - timedelta(days=seed.uniform(2, 200), seconds=seed.uniform(0, 80_000))
            with clock.replaying(at), transaction.atomic():
                user = enter_by_phone(f"+86{phone}")
                _name(user, nick, city)
                follow_account(user, brand)
                for other in others:
                    if seed.random() < _FOLLOWS_FRIEND:
                        follow_account(user, other)
            users.append(user)
    return users


def members() -> list[User]:
    """The members there are and who may speak, in the order they came."""
    return list(User.objects.filter(phone__isnull=False).exclude(pk__in=silenced()).order_by("pk"))


def silenced() -> list[int]:
    """Whom a reviewer silenced: they write nothing more."""
    return list(Penalty.objects.values_list("user_id", flat=True))


def _name(user: User, nick: str, city: str) -> None:
    if not user.name:
        user.name = nick[:20]
        user.save(update_fields=["name"])
    Profile.objects.get_or_create(user=user, defaults={"nickname": user.name, "city": city[:20]})
