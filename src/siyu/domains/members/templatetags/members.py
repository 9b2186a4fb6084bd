"""Tags of members: `{% load members %}{% follow_button account %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from siyu.domains.accounts.models import Account
from siyu.domains.members.queries.following import is_following

register = template.Library()


@register.inclusion_tag("members/follow_button.html", takes_context=True)
def follow_button(context: Context, account: Account, following: bool | None = None) -> dict[str, Any]:
    """The button 关注 / 已关注 of an account; give `following` where a list knows it already."""
    user = context["request"].user
    known = is_following(user, account) if following is None else following
    return {"account": account, "following": known, "csrf_token": context.get("csrf_token")}
