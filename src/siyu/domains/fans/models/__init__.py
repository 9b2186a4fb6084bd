"""Tables of persons."""

from siyu.domains.fans.models.delivery import Delivery
from siyu.domains.fans.models.identity import Identity, MatchReview, Merge
from siyu.domains.fans.models.person import Person
from siyu.domains.fans.models.ruler import Ruler
from siyu.domains.fans.models.saved_view import SavedView
from siyu.domains.fans.models.standing import Standing
from siyu.domains.fans.models.tag import PersonTag, Tag, Untagging

__all__ = [
    "Delivery",
    "Identity",
    "MatchReview",
    "Merge",
    "Person",
    "PersonTag",
    "Ruler",
    "SavedView",
    "Standing",
    "Tag",
    "Untagging",
]
