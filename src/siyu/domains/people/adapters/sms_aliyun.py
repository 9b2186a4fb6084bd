"""Aliyun 短信服务: SendSms (2017-05-25), signed as its RPC interface asks (HMAC-SHA1)."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import httpx

from siyu.domains.people.errors import CodeNotSent
from siyu.kernel import clock

ENDPOINT: Final = "https://dysmsapi.aliyuncs.com/"
_TIMEOUT: Final = 6.0


def signature(parameters: Mapping[str, str], secret: str, method: str = "POST") -> str:
    """The signature of a request's parameters."""
    ordered = "&".join(f"{_quoted(name)}={_quoted(parameters[name])}" for name in sorted(parameters))
    signed = f"{method}&{_quoted('/')}&{_quoted(ordered)}"
    return base64.b64encode(hmac.digest(f"{secret}&".encode(), signed.encode(), "sha1")).decode()


class AliyunSms:
    """Sends by Aliyun."""

    def __init__(self, key_id: str, secret: str, sign: str, template: str) -> None:
        self._key_id, self._secret, self._sign, self._template = key_id, secret, sign, template

    def send_code(self, phone: str, code: str) -> None:
        """Send; raises CodeNotSent with Aliyun's code and message."""
        parameters = {
            "AccessKeyId": self._key_id,
            "Action": "SendSms",
            "Format": "JSON",
            "PhoneNumbers": phone.removeprefix("+86").removeprefix("+"),
            "SignName": self._sign,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": secrets.token_hex(16),
            "SignatureVersion": "1.0",
            "TemplateCode": self._template,
            "TemplateParam": json.dumps({"code": code}),
            "Timestamp": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": "2017-05-25",
        }
        body = {**parameters, "Signature": signature(parameters, self._secret)}
        try:
            told = httpx.post(ENDPOINT, data=body, timeout=_TIMEOUT).json()
        except (httpx.HTTPError, ValueError) as lost:
            raise CodeNotSent(f"Aliyun did not answer: {lost}") from lost
        if told.get("Code") != "OK":
            raise CodeNotSent(f"Aliyun: {told.get('Code')} {told.get('Message')}")


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")
