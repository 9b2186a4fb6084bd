"""What an installation sets about pro accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REVIEW_WITHIN: Final = timedelta(days=3)
"""Platform staff should decide a submission within this time."""
DOCUMENT_BYTES: Final = 10 * 1024 * 1024
DOCUMENTS_MOST: Final = 9
POSITIONINGS: Final[dict[str, str | Promise]] = {
    "beauty": _("Beauty"),
    "outfits": _("Outfits"),
    "shop_visits": _("Shop visits"),
    "knowledge": pgettext_lazy("positioning", "Knowledge"),
    "food": _("Food"),
    "travel": _("Travel"),
    "home": pgettext_lazy("positioning", "Home"),
    "parenting": _("Parenting"),
    "sports": _("Sports"),
    "pets": _("Pets"),
    "brand": _("Brand"),
    "shop": _("Shop"),
}
"""What an account is about, shown as its mark."""
PERSONAL: Final = (
    "beauty",
    "outfits",
    "shop_visits",
    "knowledge",
    "food",
    "travel",
    "home",
    "parenting",
    "sports",
    "pets",
)
"""What a member's own account may be about; brands and shops are certified."""
PERSONAL_MOST: Final = 3
"""So many personal accounts one member may own."""
INVITATION_FOR: Final = timedelta(days=3)
BLOCKS_MOST: Final = 20
"""So many blocks a homepage has at most."""
MATRIX_MOST: Final = 50
"""So many accounts one organisation has at most."""
