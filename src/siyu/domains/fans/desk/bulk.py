"""Bulk tagging from the fans list: on ticked rows, or on all who match."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.domains.fans.actions.tag_many import tag_many
from siyu.domains.fans.actions.untag_many import untag_many
from siyu.domains.fans.desk.listing import asked_filters, back_to_list
from siyu.domains.fans.jobs import start_bulk, start_undo
from siyu.domains.fans.queries import person_list
from siyu.domains.fans.types import TagBatch
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

_AT_ONCE = 2_000


@require_POST
@desk_page("fans.edit")
def tag(request: DeskRequest) -> HttpResponse:
    """Put a tag on, or take it off; many persons go to the background."""
    filters = asked_filters(request.desk, request.POST)
    name, taking_off = request.POST.get("tag", "").strip(), request.POST.get("act") == "untag"
    if not name:
        raise Invalid(_("Say which tag."), field="tag")
    if request.POST.get("scope") == "matching":
        if person_list.count(request.desk.account, filters).number > _AT_ONCE:
            key = start_bulk(request.desk, name, filters, taking_off=taking_off)
            return back_to_list(request, filters, job=key)
        batch = (untag_many if taking_off else tag_many)(request.desk, name, filters=filters)
    else:
        ids = [int(one) for one in request.POST.getlist("person") if one.isdigit()]
        if not ids:
            raise Invalid(_("Tick at least one fan."), field="person")
        batch = (untag_many if taking_off else tag_many)(request.desk, name, ids=ids)
    return toast(
        request, back_to_list(request, filters), said(batch, taking_off=taking_off), undo=undo_address(request, batch)
    )


def said(batch: TagBatch, *, taking_off: bool) -> str:
    """What was done, in words."""
    if taking_off:
        text = ngettext("Took %(tag)s off %(n)d fan.", "Took %(tag)s off %(n)d fans.", batch.persons)
    else:
        text = ngettext("Tagged %(n)d fan %(tag)s.", "Tagged %(n)d fans %(tag)s.", batch.persons)
    return text % {"n": batch.persons, "tag": batch.tag}


def undo_address(request: DeskRequest, batch: TagBatch) -> str:
    """Where the undo of a batch is asked for; empty when nothing can be undone."""
    if not batch.undo_token:
        return ""
    return reverse("console:fans:undo_tag", kwargs={"slug": request.desk.account.slug, "token": batch.undo_token})


@require_POST
@desk_page("fans.edit")
def undo(request: DeskRequest, token: str) -> HttpResponse:
    """Take a bulk act back; one on many persons goes to the background, and the answer says where to watch it."""
    batch = start_undo(request.desk, token)
    if batch.job_key is None:
        return HttpResponse(status=204)
    place = reverse("console:fans:list", kwargs={"slug": request.desk.account.slug})
    return HttpResponse(status=202, headers={"Location": f"{place}?job={batch.job_key}"})
