"""Sending a code to a phone: what a provider must do, the sandbox, and the choice by settings."""

from __future__ import annotations

import logging
from typing import Protocol

from siyu.domains.people.errors import CodeNotSent
from siyu.kernel import clock
from siyu.platform.settings import settings

log = logging.getLogger("siyu.sms")


class Sms(Protocol):
    """A provider of text messages."""

    def send_code(self, phone: str, code: str) -> None:
        """Send the code to an E.164 number; raises CodeNotSent with the provider's reason."""


class SandboxSms:
    """Sends nothing: the code stands in the log and in SIYU_HOME/sms, for whoever runs the installation."""

    def send_code(self, phone: str, code: str) -> None:
        """Write it down."""
        folder = settings().home / "sms"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        now = clock.now()
        (folder / f"{phone.lstrip('+')}.txt").write_text(f"{code}\n{now.isoformat()}\n")
        log.info("sandbox: the code of %s is %s", phone, code)


def sms() -> Sms:
    """The provider that the settings name. Raises CodeNotSent when its settings are incomplete."""
    chosen = settings()
    if chosen.sms_provider == "sandbox":
        return SandboxSms()
    secret = chosen.sms_key_secret.get_secret_value()
    if not all((chosen.sms_key_id, secret, chosen.sms_sign, chosen.sms_template)):
        raise CodeNotSent("SIYU_SMS_KEY_ID, _KEY_SECRET, _SIGN and _TEMPLATE must be set")
    if chosen.sms_provider == "aliyun":
        from siyu.domains.people.adapters.sms_aliyun import AliyunSms

        return AliyunSms(chosen.sms_key_id, secret, chosen.sms_sign, chosen.sms_template)
    from siyu.domains.people.adapters.sms_tencent import TencentSms

    return TencentSms(chosen.sms_key_id, secret, chosen.sms_sign, chosen.sms_template, chosen.sms_app_id)
