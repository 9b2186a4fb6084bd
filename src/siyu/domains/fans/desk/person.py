"""The page of one fan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.fans.actions.set_remark import set_remark
from siyu.domains.fans.actions.tag_person import tag_person
from siyu.domains.fans.actions.undo_merge import undo_merge
from siyu.domains.fans.actions.untag_person import untag_person
from siyu.domains.fans.desk.happenings import GROUP_LABELS, days_of
from siyu.domains.fans.desk.sections import sections
from siyu.domains.fans.queries.access import access_person
from siyu.domains.fans.queries.person_intimacy import person_intimacy
from siyu.domains.fans.queries.person_page import person_page
from siyu.domains.fans.queries.tags import tag_names
from siyu.domains.fans.queries.timeline import timeline_page
from siyu.kernel.errors import Invalid
from siyu.platform.eventstore.errors import StoreError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


def _address(request: DeskRequest, name: str, person_id: int) -> str:
    return reverse(f"console:fans:{name}", kwargs={"slug": request.desk.account.slug, "person_id": person_id})


@desk_page("fans.view")
def show(request: DeskRequest, person_id: int) -> HttpResponse:
    """Who this is, why they stand where they stand, and what they did."""
    person = access_person(request.desk, person_id)
    if person.pk != person_id:  # merged into another: old links still lead to the right page
        return redirect(_address(request, "person", person.pk))
    page = person_page(request.desk.account, person.pk)
    more = [context for section in sections if (context := section(request.desk, person.pk))]
    tabs = [section for section in more if "tab" in section]
    context = {
        "person": page,
        "groups": GROUP_LABELS,
        "sections": [section for section in more if "tab" not in section],
        "tabs": tabs,
        "tab": next((section for section in tabs if section["tab"] == request.GET.get("tab")), None),
    }
    return render(request, "fans/person.html", context)


@desk_page("fans.view")
def timeline(request: DeskRequest, person_id: int) -> HttpResponse:
    """A page of the timeline, as a fragment."""
    person = access_person(request.desk, person_id)
    group = request.GET.get("group", "")
    group = group if group in GROUP_LABELS else ""
    context: Mapping[str, Any]
    try:
        page = timeline_page(request.desk.account, person.pk, group=group, cursor=request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    except StoreError:
        context = {"unreachable": True}
    else:
        context = {"days": days_of(page.rows, request.desk.account.time_zone), "page": page}
    told = {**context, "person_id": person.pk, "group": group, "groups": GROUP_LABELS}
    return render(request, "fans/timeline.html", told)


@desk_page("fans.view")
def intimacy(request: DeskRequest, person_id: int) -> HttpResponse:
    """The card that says how close the fan is and how that is reckoned, as a fragment: it asks the event store."""
    person = access_person(request.desk, person_id)
    context: Mapping[str, Any]
    try:
        context = {"intimacy": person_intimacy(request.desk.account, person.pk)}
    except StoreError:
        context = {"unreachable": True}
    return render(request, "fans/intimacy.html", context)


@desk_page("fans.view")
def remark(request: DeskRequest, person_id: int) -> HttpResponse:
    """The remark: shown, as a form (`?edit`), or kept (POST)."""
    person = access_person(request.desk, person_id)
    trouble = ""
    if request.method == "POST":
        try:
            before = person.remark
            person = set_remark(request.desk, person_id, request.POST.get("remark", ""))
        except Invalid as wrong:
            trouble = wrong.message
        else:
            response = render(request, "fans/remark.html", {"person": person})
            changed = before != person.remark
            return toast(request, response, _("Remark saved.")) if changed else response
    editing = bool(trouble) or "edit" in request.GET
    context = {"person": person, "editing": editing, "trouble": trouble, "typed": request.POST.get("remark")}
    return render(request, "fans/remark.html", context, status=422 if trouble else 200)


@desk_page("fans.edit")
def add_tag(request: DeskRequest, person_id: int) -> HttpResponse:
    """Put a tag on; GET shows the form."""
    person = access_person(request.desk, person_id)
    trouble = ""
    if request.method == "POST":
        try:
            tag_person(request.desk, person.pk, request.POST.get("tag", ""))
        except Invalid as wrong:
            trouble = wrong.message
    return _tags(request, person.pk, trouble)


@require_POST
@desk_page("fans.edit")
def remove_tag(request: DeskRequest, person_id: int) -> HttpResponse:
    """Take a tag off."""
    person = access_person(request.desk, person_id)
    untag_person(request.desk, person.pk, request.POST.get("tag", ""))
    return _tags(request, person.pk, "")


def _tags(request: DeskRequest, person_id: int, trouble: str) -> HttpResponse:
    page = person_page(request.desk.account, person_id)
    context = {"person": page, "names": tag_names(request.desk.account), "adding": True, "trouble": trouble}
    return render(request, "fans/tags.html", context, status=422 if trouble else 200)


@require_POST
@desk_page("fans.merge")
def undo_the_merge(request: DeskRequest, merge_id: int) -> HttpResponse:
    """Take a merge back and go to the one who lives again."""
    again = undo_merge(request.desk, merge_id)
    response = redirect(_address(request, "person", again.pk))
    return toast(request, response, _("Two fans again: all facts went back to where they belong."))
