"""Words of accounts in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.conf import POSITIONINGS
from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries import audit_words
from siyu.domains.accounts.types import ROLE_LABELS
from siyu.kernel import clock

register = template.Library()
_KINDS = {"personal": _("Personal account"), "enterprise": _("Enterprise account")}

register.filter("act_label", audit_words.act_words)
register.filter("log_target", audit_words.target_words)
register.filter("log_data", audit_words.data_words)


@register.filter
def role_label(role: str) -> str | Promise:
    """What a role is called on screen."""
    return ROLE_LABELS.get(role, role)


@register.filter
def kind_label(kind: str) -> str | Promise:
    """What a kind of account is called on screen."""
    return _KINDS.get(kind, kind)


_STATES = {
    "": _("Not handed in"),
    "submitted": _("Being reviewed"),
    "refused": _("Refused"),
    "approved": _("Fee is due"),
    "valid": _("Certified"),
    "lapsed": _("Lapsed"),
}


@register.filter
def certification_label(state: str) -> str | Promise:
    """Where a certification stands, in words."""
    return _STATES.get(state, state)


@register.filter
def positioning_label(code: str) -> str | Promise:
    """What an account is about, in words; empty for none."""
    return POSITIONINGS.get(code, "")


@register.inclusion_tag("accounts/mark.html")
def account_mark(account: Account) -> dict[str, Any]:
    """The mark of an account: what it is about, and 企业认证 while its certification holds. Asks no database."""
    until = account.certified_until
    return {
        "certified": until is not None and until > clock.now(),
        "about": POSITIONINGS.get(account.positioning, ""),
    }
