"""Fits django-allauth to our log-in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


def login_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address of a try to log in, by which tries are counted; lower case, as users are kept."""
    typed = (credentials or {}).get("email") or (request.POST.get("login", "") if request else "")
    return str(typed).strip().lower()


class LoginAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Console log-ins are given by an owner, never taken by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """No one signs up for the console by themselves."""
        return False
