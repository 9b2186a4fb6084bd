"""In whose words a notice is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import override

from siyu.domains.people.models import User


@contextmanager
def in_words_of(user: User) -> Iterator[None]:
    """Speak the language of a reader; whoever chose none reads that of the installation."""
    with override(user.language or settings.LANGUAGE_CODE):
        yield


def by_language(users: Iterable[User]) -> list[list[User]]:
    """The users in groups that read the same language: one notice for each group."""
    groups: dict[str, list[User]] = {}
    for user in users:
        groups.setdefault(user.language or settings.LANGUAGE_CODE, []).append(user)
    return list(groups.values())
