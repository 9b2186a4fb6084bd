"""Send people the link of an invitation, each in their own words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from siyu.domains.groups.models import Group
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import by_language, in_words_of
from siyu.domains.people.models import User


def tell_invited(group: Group, users: Iterable[User], url: str, *, words: str = "", key: str) -> int:
    """A notice that the account invites them into the group; answers how many are meant.

    `words` stand beneath (default: what the group says of itself). The same `key` says it once to each.
    """
    meant, account = 0, group.account
    for readers in by_language(users):
        with in_words_of(readers[0]):
            title = _("%(account)s invites you into %(group)s") % {"account": account.name, "group": group.name}
        meant += notify(readers, "group", title, words or group.intro, url, account=account, key=key)
    return meant
