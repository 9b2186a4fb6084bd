"""Tables of the member side of a log-in."""

from siyu.domains.members.models.block import AccountBlock, UserBlock
from siyu.domains.members.models.consent import Consent
from siyu.domains.members.models.follow import Follow, FollowerCount
from siyu.domains.members.models.own_data import DataExport, Erasure
from siyu.domains.members.models.profile import Profile

__all__ = [
    "AccountBlock",
    "Consent",
    "DataExport",
    "Erasure",
    "Follow",
    "FollowerCount",
    "Profile",
    "UserBlock",
]
