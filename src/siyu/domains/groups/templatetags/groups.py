"""Words and rights of groups for templates."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.rules import outranks
from siyu.domains.groups.types import KIND_LABELS, POLICY_LABELS, ROLE_LABELS, STATE_LABELS, Lead
from siyu.kernel import clock

register = template.Library()
_TONES: Final = {"owner": "red", "admin": "amber", "volunteer": "jade"}


@register.simple_tag
def can_lead(lead: Lead, member: GroupMember) -> bool:
    """Whether somebody stands above a member."""
    return lead.staff or outranks(lead.role, member.role)


@register.simple_tag
def role_label(role: str) -> str | Promise:
    """What a role is called."""
    return ROLE_LABELS.get(role, role)


@register.simple_tag
def role_tone(role: str) -> str:
    """The colour of a role's tag."""
    return _TONES.get(role, "")


@register.simple_tag
def kind_label(kind: str) -> str | Promise:
    """What a kind of group is called."""
    return KIND_LABELS.get(kind, kind)


@register.simple_tag
def policy_label(policy: str) -> str | Promise:
    """What a join policy is called."""
    return POLICY_LABELS.get(policy, policy)


@register.simple_tag
def state_label(state: str) -> str | Promise:
    """What a standing is called."""
    return STATE_LABELS.get(state, state)


@register.simple_tag
def minutes_words(minutes: int) -> str:
    """A time of muting in words."""
    if minutes >= 1_440:
        return ngettext("%(n)s day", "%(n)s days", minutes // 1_440) % {"n": minutes // 1_440}
    if minutes >= 60:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


@register.simple_tag
def muted_words(member: GroupMember) -> str:
    """That a member is muted, while they are."""
    return _("Muted") if member.muted_until and member.muted_until > clock.now() else ""


@register.filter
def words_of(text: str) -> list[str]:
    """The words of a literal: `{% for role in "admin member"|words_of %}`."""
    return text.split()
