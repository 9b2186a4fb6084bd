"""Log-in with WeChat: where to send a browser, and who came back. A sandbox stands in for WeChat in tests and demos."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from siyu.domains.people.errors import WeChatRefused
from siyu.platform.settings import settings

_TIMEOUT: Final = 6.0
_API: Final = "https://api.weixin.qq.com/sns"
_OPEN: Final = "https://open.weixin.qq.com/connect"


@dataclass(frozen=True)
class WeChatPerson:
    """Who came back: the unionid names the human being, the openid is what this application calls them."""

    unionid: str
    openid: str
    app_id: str
    name: str = ""


class WeChat(Protocol):
    """WeChat, or what stands in for it."""

    def address(self, back: str, state: str, *, inside: bool) -> str:
        """Where to send the browser; `inside` when it is WeChat's own. It comes back to `back` with code and state."""

    def person(self, code: str, *, inside: bool) -> WeChatPerson:
        """Who the code stands for; raises WeChatRefused."""


class RealWeChat:
    """The official account inside WeChat, the website application's QR code outside; both on one open platform."""

    def address(self, back: str, state: str, *, inside: bool) -> str:
        """WeChat's page of consent or of the QR code."""
        app_id, _secret = _application(inside=inside)
        door, scope = ("oauth2/authorize", "snsapi_userinfo") if inside else ("qrconnect", "snsapi_login")
        asked = {"appid": app_id, "redirect_uri": back, "response_type": "code", "scope": scope, "state": state}
        return f"{_OPEN}/{door}?{urlencode(asked)}#wechat_redirect"

    def person(self, code: str, *, inside: bool) -> WeChatPerson:
        """Ask WeChat; without a unionid nobody is let in: an openid would make one human two members."""
        app_id, secret = _application(inside=inside)
        asked = {"appid": app_id, "secret": secret, "code": code, "grant_type": "authorization_code"}
        token = _asked("oauth2/access_token", asked)
        openid = str(token.get("openid", ""))
        told = _asked("userinfo", {"access_token": token.get("access_token", ""), "openid": openid, "lang": "zh_CN"})
        unionid = str(told.get("unionid") or token.get("unionid") or "")
        if not unionid or not openid:
            raise WeChatRefused(
                _("WeChat did not tell a unionid: both applications must be bound at open.weixin.qq.com.")
            )
        return WeChatPerson(unionid, openid, app_id, str(told.get("nickname", ""))[:20])


class SandboxWeChat:
    """A page of ours on which one says who one is: `unionid|openid|name` is the code."""

    def address(self, back: str, state: str, *, inside: bool) -> str:  # noqa: ARG002
        """The sandbox's page."""
        return f"sandbox/?{urlencode({'state': state})}"

    def person(self, code: str, *, inside: bool) -> WeChatPerson:  # noqa: ARG002
        """Read the code."""
        parts = [part.strip() for part in code.split("|")]
        if len(parts) != 3 or not parts[0] or not parts[1]:
            raise WeChatRefused(_("WeChat did not say who you are. Please try again."))
        return WeChatPerson(parts[0][:64], parts[1][:64], "sandbox", parts[2][:20])


def wechat() -> WeChat | None:
    """What the settings choose; None: log-in with WeChat is off."""
    provider = settings().wechat_provider
    if not provider:
        return None
    return SandboxWeChat() if provider == "sandbox" else RealWeChat()


def _application(*, inside: bool) -> tuple[str, str]:
    chosen = settings()
    if inside:
        return chosen.wechat_app_id, chosen.wechat_app_secret.get_secret_value()
    return chosen.wechat_web_app_id, chosen.wechat_web_app_secret.get_secret_value()


def _asked(path: str, asked: dict[str, Any]) -> dict[str, Any]:
    import httpx  # pages start sooner without it

    try:
        answer = httpx.get(f"{_API}/{path}", params=asked, timeout=_TIMEOUT)
        told: dict[str, Any] = json.loads(answer.content.decode("utf-8"))
    except (httpx.HTTPError, ValueError) as lost:
        raise WeChatRefused(_("WeChat did not answer. Please try again.")) from lost
    if told.get("errcode"):
        raise WeChatRefused(_("WeChat did not say who you are. Please try again."), errcode=told["errcode"])
    return told
