"""Forget a log-in: the row stays, because others refer to it, and says nothing about anybody."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from siyu.domains.people.actions.send_code import number_key
from siyu.domains.people.models import CodeSending, PhoneCode, User, WeChatLogin
from siyu.platform.settings import settings


def forget_user(user: User) -> int:
    """Take name, phone, e-mail, WeChat and every way in; nobody logs in with it any more. Safe to say twice."""
    with transaction.atomic():
        fresh = User.objects.select_for_update().get(pk=user.pk)
        if fresh.phone:
            key = number_key(fresh.phone)
            PhoneCode.objects.filter(phone_key=key).delete()
            CodeSending.objects.filter(phone_key=key).delete()
            (settings().home / "sms" / f"{fresh.phone.lstrip('+')}.txt").unlink(missing_ok=True)
        WeChatLogin.objects.filter(user=fresh).delete()
        EmailAddress.objects.filter(user=fresh).delete()
        Authenticator.objects.filter(user=fresh).delete()
        fresh.phone = fresh.unionid = fresh.email = None
        fresh.name = fresh.language = ""
        fresh.is_active = fresh.is_staff = fresh.is_superuser = False
        fresh.set_unusable_password()
        fresh.save()
    return 1
