"""Let a member in: find the log-in of a confirmed phone (and of a WeChat), or make one."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.people import conf
from siyu.domains.people.adapters.wechat import WeChatPerson
from siyu.domains.people.errors import WeChatRefused
from siyu.domains.people.models import Agreement, User, WeChatLogin
from siyu.domains.people.types import tell_login_changed
from siyu.kernel import clock


def enter_by_phone(phone: str, wechat: WeChatPerson | None = None) -> User:
    """The user of a number that was just confirmed, made when there is none; a WeChat that waits is joined to it.

    Whoever comes in agreed to the texts in force: one row each. Raises WeChatRefused when that WeChat belongs to
    another log-in, or this log-in has another WeChat.
    """
    with transaction.atomic():
        user = User.objects.filter(phone=phone).first() or _made(phone)
        if wechat is not None:
            join_wechat(user, wechat)
        agree(user)
    return user


def enter_by_wechat(wechat: WeChatPerson) -> User | None:
    """The user of this WeChat; None when nobody has it yet: a phone number comes first."""
    with transaction.atomic():
        user = User.objects.filter(unionid=wechat.unionid).first()
        if user is not None:
            _note_openid(user, wechat)
            agree(user)
    return user


def join_wechat(user: User, wechat: WeChatPerson) -> None:
    """Join a WeChat to a log-in. Raises WeChatRefused when either is taken."""
    if user.unionid not in {None, wechat.unionid}:
        raise WeChatRefused(_("This phone number is joined to another WeChat. Log in with that one, or by code."))
    with transaction.atomic():
        other = User.objects.filter(unionid=wechat.unionid).exclude(pk=user.pk).exists()
        if other:
            raise WeChatRefused(_("This WeChat belongs to another log-in. Log in with it to see that one."))
        came = User.objects.filter(pk=user.pk, unionid=None).update(unionid=wechat.unionid)
        user.unionid = wechat.unionid
        _note_openid(user, wechat)
        if came:
            tell_login_changed(user)


def agree(user: User) -> None:
    """Note that the user agreed to the terms and the privacy notice in force; once for each version."""
    now = clock.now()
    rows = [Agreement(user=user, text=text, version=conf.TERMS_VERSION, at=now) for text in Agreement.Text]
    Agreement.objects.bulk_create(rows, ignore_conflicts=True)


def _made(phone: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_member(phone=phone)
    except IntegrityError:  # the same number came in twice at once
        return User.objects.get(phone=phone)


def _note_openid(user: User, wechat: WeChatPerson) -> None:
    WeChatLogin.objects.update_or_create(
        app_id=wechat.app_id, openid=wechat.openid, defaults={"user": user, "seen_at": clock.now()}
    )
