"""The live count beside the builder: how many, who for example, and why one person is in or out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.fans.models import Person
from siyu.domains.segments.desk.asked import as_of, asked
from siyu.domains.segments.desk.complaints import complaint
from siyu.domains.segments.desk.found import found_words
from siyu.domains.segments.desk.rows import share_of
from siyu.domains.segments.desk.verdict import verdict
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.queries import membership
from siyu.kernel.errors import NotFound
from siyu.platform.http.desk import DeskRequest, desk_page

_SAMPLED = 8


@desk_page("segments.view")
@require_POST
def count(request: DeskRequest) -> HttpResponse:
    """How many persons are in the tree sent, with some of them; 422 with path and words when it is no tree."""
    body = asked(request)
    account = request.desk.account
    at = as_of(body.get("as_of"), account.time_zone)
    tree: Any = body.get("tree")
    try:
        counted = membership.count(account, tree, at)
        sampled = membership.sample(account, tree, _SAMPLED, at)
    except InvalidTree as broken:
        return JsonResponse(complaint(broken), status=broken.status)
    context = {"counted": counted, "share": share_of(counted), "sampled": sampled, "past": at}
    return render(request, "segments/live.html", context)


@desk_page("segments.view")
@require_POST
def why(request: DeskRequest) -> HttpResponse:
    """Why one person is in or out of the tree sent, condition by condition."""
    body = asked(request)
    account = request.desk.account
    found = str(body.get("person", ""))
    person = Person.objects.of(account).filter(pk=int(found)).first() if found.isdecimal() and len(found) < 18 else None
    if person is None:
        raise NotFound(_("There is no such fan."))
    tree: Any = body.get("tree")
    try:
        explained = membership.explain(account, tree, person, as_of(body.get("as_of"), account.time_zone))
    except InvalidTree as broken:
        return JsonResponse(complaint(broken), status=broken.status)
    judged = verdict(tree, explained, lambda reason: found_words(reason, account))
    return render(request, "segments/why.html", {"explained": explained, "verdict": judged, "person": person})
