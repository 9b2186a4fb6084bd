"""The gate of a group at its desk: evidence, answers, and the clone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.groups.actions.copying_groups import numbered_name
from siyu.domains.groups.models import Group
from siyu.domains.groups.models.group import NAME_LENGTH
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.domains.groups.queries.members import named
from siyu.domains.replication import conf
from siyu.domains.replication.actions.answer_question import answer_question
from siyu.domains.replication.actions.replicate_group import OVERRIDE, CloneForm, replicate_group
from siyu.domains.replication.errors import GateClosed
from siyu.domains.replication.queries.gate import clones_of, gate_of, leaders_to_choose
from siyu.kernel.errors import Invalid
from siyu.kernel.ids import short_id
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_GET
@desk_page("groups.view")
def gate(request: DeskRequest, group: str) -> HttpResponseBase:
    """The three questions with what was measured, and the form of the clone."""
    return _page(request, lead_as_staff(request.desk, group, "groups.view").group)


@require_POST
@desk_page("groups.manage")
def answer(request: DeskRequest, group: str, question: str) -> HttpResponseBase:
    """Keep the answer to a question."""
    try:
        answer_question(request.desk, group, question, request.POST.get("text", ""))
    except Invalid as wrong:
        return _page(request, lead_as_staff(request.desk, group).group, wrong)
    return toast(request, HttpResponseRedirect(f"{_to_gate(request, group)}#{question}"), _("Saved."))


@require_POST
@desk_page("groups.manage")
def clone(request: DeskRequest, group: str) -> HttpResponseBase:
    """Clone the group; the toast dissolves the clone again."""
    sent = request.POST
    form = CloneForm(
        sent.get("name", ""), sent.get("nonce", ""), sent.get("leader", ""), tuple(sent.getlist("seed")),
        sent.get("reason", ""),
    )  # fmt: skip
    try:
        made = replicate_group(request.desk, group, form)
    except (Invalid, GateClosed) as wrong:
        return _page(request, lead_as_staff(request.desk, group).group, wrong)
    place = {"slug": request.desk.account.slug, "group": made.clone.public_id}
    words = _("The group %(name)s is open.") % {"name": made.clone.name}
    words += " " + ngettext("%(n)s seed user was invited.", "%(n)s seed users were invited.", made.invited) % {
        "n": made.invited
    }
    there = HttpResponseRedirect(reverse("console:groups_desk:group", kwargs=place))
    return toast(request, there, words, undo=reverse("console:groups_desk:dissolve", kwargs=place))


def _to_gate(request: DeskRequest, group: str) -> str:
    return reverse("console:replication_desk:gate", kwargs={"slug": request.desk.account.slug, "group": group})


def _page(request: DeskRequest, group: Group, trouble: Invalid | GateClosed | None = None) -> HttpResponseBase:
    found, sent = gate_of(request.desk, group), request.POST
    leaders = named(group, list(leaders_to_choose(group, found.evidence.core.seeds)))
    origins = Group.objects.of(group.account_id).filter(pk=group.cloned_from_id)
    values: dict[str, Any] = {
        "name": sent.get("name") or numbered_name(group.name, clones_of(group).count() + 2),
        "nonce": sent.get("nonce") or short_id(), "leader": sent.get("leader", ""), "reason": sent.get("reason", ""),
        "seeds": sent.getlist("seed") if "nonce" in sent else [one.uid for one in found.evidence.core.seeds],
        "text": sent.get("text", ""),
    }  # fmt: skip
    context = {
        **desk_head(request.desk, group, "replication"), "gate": found, "trouble": trouble, "values": values,
        "wrong": trouble.data.get("field", "") if trouble else "", "least": conf.ANSWER_LEAST, "most": conf.ANSWER_MOST,
        "leaders": [row for row in leaders if row.uid != request.desk.user.uid], "days": conf.WINDOW_DAYS,
        "may_override": request.desk.may(OVERRIDE), "clones": list(clones_of(group)[:20]), "name_most": NAME_LENGTH,
        "words_shown": conf.WORDS_SHOWN, "origin": origins.first(),
    }  # fmt: skip
    status = {Invalid: 422, GateClosed: 409}.get(type(trouble), 200) if trouble else 200
    return render(request, "replication/desk/gate.html", context, status=status)
