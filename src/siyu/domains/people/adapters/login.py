"""Fits django-allauth to our log-in."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class LoginAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Console log-ins are given by an owner, never taken by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """No one signs up for the console by themselves."""
        return False
