"""Tables of groups."""

from siyu.domains.groups.models.group import Group
from siyu.domains.groups.models.invitation import Invitation
from siyu.domains.groups.models.member import GroupMember
from siyu.domains.groups.models.task import VolunteerTask

__all__ = ["Group", "GroupMember", "Invitation", "VolunteerTask"]
