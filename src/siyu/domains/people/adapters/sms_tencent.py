"""Tencent Cloud 短信: SendSms (2021-01-11), signed by TC3-HMAC-SHA256."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import httpx

from siyu.domains.people.errors import CodeNotSent
from siyu.kernel import clock

HOST: Final = "sms.tencentcloudapi.com"
_TIMEOUT: Final = 6.0
_JSON: Final = "application/json; charset=utf-8"


def authorization(secret_id: str, secret_key: str, service: str, host: str, body: str, timestamp: int) -> str:
    """The Authorization header of a JSON POST to a service of Tencent Cloud at a second since 1970."""
    day = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    scope = f"{day}/{service}/tc3_request"
    canonical = "\n".join(
        ["POST", "/", "", f"content-type:{_JSON}", f"host:{host}", "", "content-type;host", _hash(body)]
    )
    to_sign = "\n".join(["TC3-HMAC-SHA256", str(timestamp), scope, _hash(canonical)])
    key = f"TC3{secret_key}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signed = hmac.digest(key, to_sign.encode(), "sha256").hex()
    return f"TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders=content-type;host, Signature={signed}"


class TencentSms:
    """Sends by Tencent Cloud."""

    def __init__(self, key_id: str, secret: str, sign: str, template: str, app_id: str) -> None:
        self._key_id, self._secret, self._sign = key_id, secret, sign
        self._template, self._app_id = template, app_id

    def send_code(self, phone: str, code: str) -> None:
        """Send; raises CodeNotSent with Tencent's code and message."""
        body = json.dumps({
            "PhoneNumberSet": [phone],
            "SmsSdkAppId": self._app_id,
            "SignName": self._sign,
            "TemplateId": self._template,
            "TemplateParamSet": [code],
        })  # fmt: skip
        timestamp = clock.to_ms(clock.now()) // 1000
        headers = {
            "Authorization": authorization(self._key_id, self._secret, "sms", HOST, body, timestamp),
            "Content-Type": _JSON,
            "X-TC-Action": "SendSms",
            "X-TC-Timestamp": str(timestamp),
            "X-TC-Version": "2021-01-11",
            "X-TC-Region": "ap-guangzhou",
        }
        try:
            told = httpx.post(f"https://{HOST}/", content=body, headers=headers, timeout=_TIMEOUT).json()["Response"]
        except (httpx.HTTPError, ValueError, KeyError) as lost:
            raise CodeNotSent(f"Tencent Cloud did not answer: {lost}") from lost
        if "Error" in told:
            raise CodeNotSent(f"Tencent Cloud: {told['Error'].get('Code')} {told['Error'].get('Message')}")
        status = (told.get("SendStatusSet") or [{}])[0]
        if status.get("Code") != "Ok":
            raise CodeNotSent(f"Tencent Cloud: {status.get('Code')} {status.get('Message')}")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
