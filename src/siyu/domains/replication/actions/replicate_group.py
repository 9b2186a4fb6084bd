"""Clone a group whose gate is open: a new group like it, its leader, and invitations to the seed users chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.actions.clone_group import clone_group
from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.actions.taking_steps import lock_group
from siyu.domains.groups.actions.tell_invited import tell_invited
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.invitations import invitation_path
from siyu.domains.groups.types import Lead
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import in_words_of
from siyu.domains.people.models import User
from siyu.domains.replication.conf import ANSWER_LEAST, ANSWER_MOST, NONCE_LENGTH
from siyu.domains.replication.errors import GateClosed
from siyu.domains.replication.models import Replication
from siyu.domains.replication.queries.evidence import measure
from siyu.domains.replication.queries.gate import answers_of, leaders_to_choose
from siyu.domains.replication.queries.tuned import replication_conf
from siyu.domains.replication.rules.gate import Figure, figures_of, fits_length, lights_of, values_of, what_is_missing
from siyu.domains.replication.types import Evidence
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

OVERRIDE = "groups.override"
"""Who may clone a group although the evidence is not met."""


@dataclass(frozen=True)
class CloneForm:
    """What staff say of the clone. `leader`: uid of who leads it (empty: whoever sends the form); `seeds`: uids of core
    members to invite; `reason`: why an owner goes over missing evidence. `nonce` makes the form count once.
    """

    name: str
    nonce: str
    leader: str = ""
    seeds: tuple[str, ...] = ()
    reason: str = ""


def replicate_group(desk: Desk, public_id: str, form: CloneForm) -> Replication:
    """Measure anew, and where the gate is open clone the group. The same nonce again answers the first clone.

    Raises Forbidden, NotFound, GateClosed, Invalid (name, leader, seeds, reason, nonce), StoreError.
    """
    lead = lead_as_staff(desk, public_id)
    if known := _known(desk, form.nonce):
        return known
    evidence = measure(desk.account, lead.group)  # before any lock: it reads much
    figures = figures_of(values_of(evidence), replication_conf(desk.account).wanted)
    with transaction.atomic():
        source = lock_group(lead.group)
        if known := _known(desk, form.nonce):  # the other of a double click was quicker
            return known
        answers = {question: one.text for question, one in answers_of(source).items()}
        reason = _let_through(desk, answers, lights_of(figures), form.reason)
        leader, seeds = _leader(desk, lead.group, form, evidence), _seeds(form, evidence)
        clone = clone_group(lead.group, form.name, leader)
        invited = _invite(desk, lead.group, clone, leader, seeds)
        return _keep(desk, lead.group, clone, form.nonce, answers, figures, reason, invited)


def _known(desk: Desk, nonce: str) -> Replication | None:
    if not 0 < len(nonce) <= NONCE_LENGTH:
        raise Invalid(_("Load the page again."), field="nonce")
    rows = Replication.objects.of(desk.account).select_related("clone")
    found: Replication | None = rows.filter(nonce=nonce).first()
    return found


def _let_through(desk: Desk, answers: dict[str, str], lights: dict[str, bool], reason: str) -> str:
    """The reason of the override, empty where evidence is met; raises GateClosed, Forbidden, Invalid."""
    reason = reason.strip()
    unanswered, unmet = what_is_missing(answers, lights, override=bool(reason))
    if unanswered:
        raise GateClosed(_("Answer all three questions first."), missing=unanswered)
    if unmet:
        words = _("The evidence is not met. An owner of the account can clone the group all the same, with a reason.")
        raise GateClosed(words, missing=unmet)
    if all(lights.values()):
        return ""
    desk.require(OVERRIDE)
    if not fits_length(reason):
        words = _("Give a reason of %(least)s to %(most)s letters.") % {"least": ANSWER_LEAST, "most": ANSWER_MOST}
        raise Invalid(words, field="reason")
    return reason


def _leader(desk: Desk, source: Group, form: CloneForm, evidence: Evidence) -> User:
    if form.leader in {"", desk.user.uid}:
        return desk.user
    known = {one.user.uid: one.user for one in leaders_to_choose(source, evidence.core.seeds)}
    if form.leader not in known:
        raise Invalid(_("Choose who leads the new group."), field="leader")
    return known[form.leader]


def _seeds(form: CloneForm, evidence: Evidence) -> set[str]:
    core, wanted = {one.uid for one in evidence.core.seeds}, set(form.seeds)
    if wanted - core:
        raise Invalid(_("Only core members are invited as seed users. Load the page again."), field="seeds")
    if core and not wanted:
        raise Invalid(_("Choose at least one seed user."), field="seeds")
    return wanted


def _invite(desk: Desk, source: Group, clone: Group, leader: User, uids: set[str]) -> int:
    """Tell the leader, and send the seed users one link with as many places as there are of them."""
    lead = Lead(desk.user, clone, "owner", staff=True)
    users = list(User.objects.filter(uid__in=uids - {leader.uid}).order_by("pk"))
    if leader.pk != desk.user.pk:
        with in_words_of(leader):
            title = _("You lead the new group %(group)s") % {"group": clone.name}
            body = _("It begins like %(source)s. Its first members are being invited.") % {"source": source.name}
        notify(
            [leader],
            "group",
            title,
            body,
            reverse("groups:group", kwargs={"group": clone.public_id}),
            account=desk.account,
        )
    if not users:
        return 0
    most = min(len(users), clone.capacity)
    url = invitation_path(make_invitation(lead, 7, most))
    return tell_invited(clone, users, url, key=f"replication:{clone.public_id}")


def _keep(
    desk: Desk, source: Group, clone: Group, nonce: str, answers: dict[str, str],
    figures: dict[str, tuple[Figure, ...]], reason: str, invited: int,
) -> Replication:  # fmt: skip
    measured = {one.name: [one.value, one.wanted] for found in figures.values() for one in found}
    made: Replication = Replication.objects.create(
        account=desk.account, source=source, clone=clone, nonce=nonce, by=desk.user, at=clock.now(), answers=answers,
        figures=measured, reason=reason, invited=invited,
    )  # fmt: skip
    audit.record(
        account_id=desk.account.pk, actor_id=desk.user.pk, act="group.replicated", target=f"group:{clone.public_id}",
        source=source.public_id, reason=reason, users=invited,
    )  # fmt: skip
    return made
