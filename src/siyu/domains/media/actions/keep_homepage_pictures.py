"""Hold the pictures of homepages: drafts and history for the staff, what is published for everyone."""

from __future__ import annotations

from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.media.actions.hold_assets import hold_assets, replace_holdings
from siyu.domains.media.models import Holding
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound

KEPT: Final = "homepage_kept"
SHOWN: Final = "homepage"


def keep_homepage_pictures(user: User, account: Account, kept: list[str], shown: list[str]) -> None:
    """Hold what a homepage keeps; `shown` is the part that visitors see. Raises Invalid for a foreign picture."""
    assets = hold_assets(user, KEPT, account.slug, kept, public=False)
    seen = {asset.pk for asset in assets if asset.public_id in set(shown)}
    held = set(Holding.objects.filter(kind=SHOWN, object_id=account.slug).values_list("asset_id", flat=True))
    replace_holdings(SHOWN, account.slug, seen, held, public=True)


def may_see_kept(user: Any, slug: str) -> bool:
    """Pictures of a draft: whoever may change the homepage sees them."""
    if not user.is_authenticated:
        return False
    try:
        return access_desk(user, slug).may("homepage.edit")
    except NotFound:
        return False
