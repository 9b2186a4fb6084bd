"""Marks and words of fans in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from siyu.domains.fans.conf import FansConf, fans_conf
from siyu.domains.fans.desk import words
from siyu.platform.ui.templatetags.ui import seal

register = template.Library()
_KNOWN_SEALS = ("super", "gold", "silver", "member")


def conf_of(request: Any) -> FansConf:
    """The rules of the desk's account, read once a request."""
    if not hasattr(request, "fans_conf"):
        request.fans_conf = fans_conf(request.desk.account)
    conf: FansConf = request.fans_conf
    return conf


@register.simple_tag(takes_context=True)
def tier_seal(context: Context, code: str, size: str = "") -> SafeString:
    """The seal of a tier; nothing for no tier."""
    if not code:
        return format_html('<span class="faint">{}</span>', "–")
    conf = conf_of(context["request"])
    step = conf.step(code)
    rank = next((n for n, one in enumerate(conf.tiers) if one.code == code), len(_KNOWN_SEALS) - 1)
    variant = code if code in _KNOWN_SEALS else _KNOWN_SEALS[min(rank, len(_KNOWN_SEALS) - 1)]
    return seal(str(words.tier_label(step)) if step else code, variant, size)


@register.filter
def tier_words(step: Any) -> words.Text:
    """What a tier is called."""
    return words.tier_label(step)


@register.simple_tag
def stage_tag(stage: str) -> SafeString:
    """The life-cycle stage as a coloured tag."""
    return format_html(
        '<span class="tag {}">{}</span>', words.STAGE_COLOURS.get(stage, ""), words.STAGES.get(stage, stage)
    )


@register.filter
def stage_label(stage: str) -> words.Text:
    """What a stage is called."""
    return words.STAGES.get(stage, stage)


@register.filter
def kind_label(kind: str) -> str:
    """What a kind of fact is called."""
    return words.kind_label(kind)


@register.filter
def identity_label(kind: str) -> words.Text:
    """What a kind of identity is called."""
    return words.IDENTITIES.get(kind, kind)


@register.filter
def reason_label(reason: str) -> words.Text:
    """Why two persons may be one."""
    return words.REASONS.get(reason, reason)


@register.filter
def evidence_words(evidence: dict[str, object]) -> list[str]:
    """What an identity or a weak match rests on, piece by piece."""
    return words.evidence_words(evidence)
