"""Give a log-in another phone number, which a code has confirmed."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.people.models import User
from siyu.domains.people.types import tell_login_changed
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def change_phone(user: User, phone: str) -> None:
    """The log-in's number is this one from now on. Raises Invalid when another log-in has it."""
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(phone=phone)
            user.phone = phone
            tell_login_changed(user)
            audit.record(account_id=None, actor_id=user.pk, act="user.phone_changed", target=f"user:{user.pk}")
    except IntegrityError as taken:
        raise Invalid(
            _("This number belongs to another log-in. Log in with it to see that one."), field="phone"
        ) from taken
