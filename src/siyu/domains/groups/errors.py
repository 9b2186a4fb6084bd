"""What a group says no to; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class GroupFull(SiyuError):
    """Every place is taken."""

    code = "group_full"
    status = 409


class RulesChanged(SiyuError):
    """The rules that were accepted are not those of today; `data["version"]` is today's."""

    code = "rules_changed"
    status = 409


class NotFitting(SiyuError):
    """The group's conditions do not hold for the asker; `data["missing"]` says which."""

    code = "not_fitting"
    status = 409


class InvitationSpent(SiyuError):
    """The invitation is over, used up or taken back."""

    code = "invitation_spent"
    status = 409


class WrongStep(SiyuError):
    """Where the user stands with the group, this cannot follow; `data["state"]` says where."""

    code = "wrong_step"
    status = 409
