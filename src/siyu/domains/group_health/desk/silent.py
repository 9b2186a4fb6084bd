"""The silent members of a group: who they are, since when, and a word to them."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.group_health import conf
from siyu.domains.group_health.actions.nudge_silent import nudge_silent
from siyu.domains.group_health.queries.silent import FILTERS, SORTS, narrowed, silent_members, silent_page
from siyu.domains.group_health.queries.tuned import health_conf
from siyu.domains.group_health.queries.words import SILENT_LABELS
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest, group: str) -> HttpResponseBase:
    """Who is silent, the longest first; narrowed by `?kind=`, searched by `?q=`, turned by `?sort=`."""
    return _page(request, lead_as_staff(request.desk, group, "groups.view").group, None)


@require_POST
@desk_page("groups.manage")
def nudge(request: DeskRequest, group: str) -> HttpResponseBase:
    """Write to the ticked ones."""
    words, ticked = request.POST.get("words", ""), request.POST.getlist("uid")
    try:
        told, left_out = nudge_silent(request.desk, group, ticked, words)
    except Invalid as wrong:
        return _page(request, lead_as_staff(request.desk, group).group, wrong)
    said = ngettext("%(n)s member was written to.", "%(n)s members were written to.", told) % {"n": told}
    if left_out:
        said += " " + _("Left out: %(n)s (written to this week, blocked you, or no longer silent).") % {"n": left_out}
    there = reverse("console:group_health_desk:silent", kwargs={"slug": request.desk.account.slug, "group": group})
    return toast(request, HttpResponseRedirect(there), said)


def _page(request: DeskRequest, group: Group, trouble: Invalid | None) -> HttpResponseBase:
    asked, search = request.GET, request.GET.get("q", "").strip()[:30]
    kind, sort = asked.get("kind", ""), asked.get("sort", "")
    kind, sort = kind if kind in FILTERS else FILTERS[0], sort if sort in SORTS else SORTS[0]
    found = silent_members(request.desk.account, group, search)
    try:
        page = silent_page(group, narrowed(found, kind), sort, asked.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        **desk_head(request.desk, group, "health"), "page": page, "search": search, "kind_now": kind, "sort": sort,
        "filters": [(name, SILENT_LABELS[name], len(narrowed(found, name))) for name in FILTERS],
        "days": health_conf(request.desk.account).silent_days, "trouble": trouble, "length": conf.NUDGE_LENGTH,
        "words": request.POST.get("words") or _("We have not met for a while. Come in and see what is new!"),
        "ticked": request.POST.getlist("uid"),
    }  # fmt: skip
    return render(request, "group_health/silent.html", context, status=422 if trouble else 200)
