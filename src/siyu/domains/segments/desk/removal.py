"""Renaming a segment, deleting it, and taking the deletion back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.segments.actions.delete_segment import delete_segment
from siyu.domains.segments.actions.restore_segment import restore_segment
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.segments.errors import InvalidTree, SegmentInUse
from siyu.domains.segments.queries.segments import access_segment
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@desk_page("segments.edit")
@require_POST
def rename(request: DeskRequest, segment: str) -> HttpResponse:
    """Give a segment another name; its address stays."""
    found = access_segment(request.desk, segment)
    answer = redirect("console:segments:segment", slug=request.desk.account.slug, segment=found.slug)
    try:
        save_segment(request.desk, name=request.POST.get("name", ""), tree=found.tree, slug=found.slug)
    except InvalidTree:
        return toast(request, answer, _("Its conditions must be mended before it can be renamed."), bad=True)
    except Invalid:
        return toast(request, answer, _("Give the segment a name of at most 60 characters."), bad=True)
    return toast(request, answer, _("Renamed."))


@desk_page("segments.edit")
@require_POST
def delete(request: DeskRequest, segment: str) -> HttpResponse:
    """Delete a segment, with a way back."""
    slug = request.desk.account.slug
    try:
        gone = delete_segment(request.desk, segment)
    except SegmentInUse as used:
        answer = redirect("console:segments:segment", slug=slug, segment=segment)
        words = _("It is in use, so it stays. %(names)s. Change those first.")
        return toast(request, answer, words % {"names": used.data["told"]}, bad=True)
    undo = reverse("console:segments:restore", kwargs={"slug": slug, "segment_id": gone.pk})
    answer = redirect("console:segments:list", slug=slug)
    return toast(request, answer, _("Deleted “%(name)s”.") % {"name": gone.name}, undo=undo)


@desk_page("segments.edit")
@require_POST
def restore(request: DeskRequest, segment_id: int) -> HttpResponse:
    """Undo a deletion; 204, the page is loaded again by who asked."""
    restore_segment(request.desk, segment_id)
    return HttpResponse(status=204)
