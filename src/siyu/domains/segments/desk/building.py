"""The builder: a new segment (empty or from an idea), an existing one, and saving."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.segments.desk.asked import asked
from siyu.domains.segments.desk.complaints import complaint
from siyu.domains.segments.desk.ideas import IDEAS
from siyu.domains.segments.desk.vocabulary import builder_vocabulary
from siyu.domains.segments.desk.words import builder_words
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries.segments import access_segment
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

_FIRST_TREE: dict[str, Any] = {"all": [{"event": "order.paid", "within_days": 90, "count": {"gte": 2}}]}


@desk_page("segments.edit")
def new(request: DeskRequest) -> HttpResponse:
    """The builder with a first condition, or with one of the ready-made ideas."""
    idea = IDEAS.get(request.GET.get("idea", ""))
    return _builder(request, tree=idea.tree if idea else _FIRST_TREE, name=str(idea.title) if idea else "")


@desk_page("segments.edit")
def edit(request: DeskRequest, segment: str) -> HttpResponse:
    """The builder with a saved segment."""
    found = access_segment(request.desk, segment)
    return _builder(request, tree=found.tree, name=found.name, segment=found)


def _builder(request: DeskRequest, *, tree: Any, name: str, segment: Segment | None = None) -> HttpResponse:
    account = request.desk.account
    slug = segment.slug if segment else ""
    urls = {
        part: reverse(f"console:segments:{part}", kwargs={"slug": account.slug}) for part in ("live", "why", "save")
    }
    data = {
        "vocabulary": builder_vocabulary(account, without=slug),
        "words": builder_words(),
        "urls": urls,
        "tree": tree,
        "slug": slug,
    }
    today = clock.local_day(clock.now(), account.time_zone)
    return render(request, "segments/builder.html", {"data": data, "name": name, "segment": segment, "today": today})


@desk_page("segments.edit")
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Save the tree sent under its name; answers where the segment stands now, or 422 with path and words."""
    body = asked(request)
    slug = str(body.get("slug") or "") or None
    try:
        saved = save_segment(request.desk, name=str(body.get("name", "")), tree=body.get("tree") or {}, slug=slug)
    except InvalidTree as broken:
        return JsonResponse(complaint(broken), status=broken.status)
    except Invalid as broken:
        words = _("Give the segment a name of at most 60 characters.")
        return JsonResponse({"message": words, **broken.data}, status=broken.status)
    kwargs = {"slug": request.desk.account.slug, "segment": saved.slug}
    answer = JsonResponse({"url": reverse("console:segments:segment", kwargs=kwargs)})
    return toast(request, answer, _("Saved “%(name)s”.") % {"name": saved.name})
