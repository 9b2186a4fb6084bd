"""Channels in words: where people buy and where facts come from."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANNELS: Final[dict[str, Promise]] = {
    "taobao": _("Taobao"),
    "tmall": _("Tmall"),
    "qianniu": _("Qianniu"),
    "douyin": _("Douyin"),
    "kuaishou": _("Kuaishou"),
    "xiaohongshu": _("Xiaohongshu"),
    "weixin": _("Weixin shop"),
    "youzan": _("Youzan"),
    "pinduoduo": _("Pinduoduo"),
    "jd": _("JD"),
    "kuaituantuan": _("Kuaituantuan"),
    "siyu": _("Siyu"),
}


def channel_label(name: str) -> str:
    """A channel in words; one that nobody named stays as it is stored, none at all is said so."""
    return str(CHANNELS.get(name, name or _("no channel")))
