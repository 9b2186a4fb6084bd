"""A browser asks to be told by pushes, and stops."""

from __future__ import annotations

import base64
import binascii

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.inbox.adapters.push import is_push_service
from siyu.domains.inbox.conf import DEVICES_MOST
from siyu.domains.inbox.models import Device
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid

_KEY_BYTES, _AUTH_BYTES = 65, 16


def add_device(user: User, endpoint: str, key: str, auth: str, name: str = "") -> Device:
    """Keep where a browser takes pushes; the newest 10 of a user are kept. Raises Invalid.

    An endpoint belongs to one browser: whoever logs in there next takes it over.
    """
    if len(endpoint) > 500 or not is_push_service(endpoint):
        raise Invalid(_("This browser's push service is not known to us."), field="endpoint")
    if not (_is_bytes(key, _KEY_BYTES) and _is_bytes(auth, _AUTH_BYTES)):
        raise Invalid(_("The browser sent something that we do not understand."), field="keys")
    with transaction.atomic():
        device, _made = Device.objects.update_or_create(
            endpoint=endpoint,
            defaults={"user": user, "key": key, "auth": auth, "name": name[:40], "since": clock.now(), "failures": 0},
        )
        kept = Device.objects.filter(user=user).order_by("-since", "-pk").values_list("pk", flat=True)[:DEVICES_MOST]
        Device.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return device


def remove_device(user: User, endpoint: str) -> int:
    """Forget one of the user's devices; answers how many were known."""
    return Device.objects.filter(user=user, endpoint=endpoint).delete()[0]


def _is_bytes(text: str, size: int) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) == size
    except (binascii.Error, ValueError):
        return False
