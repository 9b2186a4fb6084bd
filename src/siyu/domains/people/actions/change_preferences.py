"""Change one's name, language or theme."""

from __future__ import annotations

from siyu.domains.people.models import User


def change_preferences(user: User, *, name: str = "", language: str = "", theme: str = "") -> None:
    """Keep what is given; what is empty stays as it is."""
    given = {"name": name, "language": language, "theme": theme}
    changed = [field for field, value in given.items() if value]
    for field in changed:
        setattr(user, field, given[field])
    if changed:
        user.save(update_fields=changed)
