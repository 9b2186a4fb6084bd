"""Hold the pictures of a homepage: those that visitors see openly, those of drafts and history for the staff."""

from __future__ import annotations

from siyu.domains.accounts.models import Homepage, HomepageVersion
from siyu.domains.accounts.queries.homepage import HISTORY, pictures_in
from siyu.domains.accounts.types import picture_keeper
from siyu.domains.people.models import User


def keep_pictures(user: User, homepage: Homepage) -> None:
    """Say to the keeper which pictures are needed from now on. Raises Invalid for one that is not the user's."""
    rows = HomepageVersion.objects.of(homepage.account_id).order_by("-number")[:HISTORY]
    kept = pictures_in(homepage.draft) + [one for row in rows for one in pictures_in(row.blocks)]
    shown = pictures_in(homepage.version.blocks) if homepage.version else []
    picture_keeper.get()(user, homepage.account, list(dict.fromkeys(kept)), list(dict.fromkeys(shown)))
