"""The notice that whoever joins a group reads before they consent (PIPL 13, 17, 23): the account is its own handler."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.groups.models import Group


def notice_of(group: Group) -> str:
    """The account's notice about the group, in the words of whoever reads it."""
    return _(
        "%(account)s will keep your nickname, your picture, what you say in this group and your answers, to run the "
        "group and serve you. You can leave at any time and ask for all of it to be deleted."
    ) % {"account": group.account.name}
