"""Words of accounts in templates."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.types import ROLE_LABELS

register = template.Library()
_KINDS = {"personal": _("Personal account"), "enterprise": _("Enterprise account")}


@register.filter
def role_label(role: str) -> str | Promise:
    """What a role is called on screen."""
    return ROLE_LABELS.get(role, role)


@register.filter
def kind_label(kind: str) -> str | Promise:
    """What a kind of account is called on screen."""
    return _KINDS.get(kind, kind)
