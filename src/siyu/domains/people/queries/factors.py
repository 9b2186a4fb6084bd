"""Which second factors a user has."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator

from siyu.domains.people.models import User


def factors_of(user: User) -> dict[str, Any]:
    """Authenticators by type; passkeys as a list."""
    found: dict[str, Any] = {"webauthn": []}
    for one in Authenticator.objects.filter(user=user):
        if one.type == Authenticator.Type.WEBAUTHN:
            found["webauthn"].append(one)
        else:
            found[one.type] = one
    return found
