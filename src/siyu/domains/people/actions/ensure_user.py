"""Find the user of an e-mail address, or make one who has yet to set a password."""

from __future__ import annotations

from siyu.domains.people.models import User


def ensure_user(email: str, *, name: str = "") -> tuple[User, bool]:
    """The user, and whether they were made just now."""
    address = User.objects.normalize_email(email).lower()
    found = User.objects.filter(email=address).first()
    if found is not None:
        return found, False
    return User.objects.create_user(address, None, name=name), True
