"""Delivering again what a reader of the outbox refused."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.kernel.errors import Invalid
from siyu.platform.http.toasts import toast
from siyu.platform.outbox import parked
from siyu.surfaces.staff.guard import staff_page


@staff_page
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Deliver one parked message (`id`) or every one (`all`), and say what came of it."""
    try:
        ids = None if request.POST.get("all") else [int(request.POST.get("id", ""))]
    except ValueError as broken:
        raise Invalid(_("Which message?"), field="id") from broken
    said = parked.retry(ids, actor_id=request.user.pk)
    answer = redirect("staff:home")
    if said.refused:
        text = _("Refused again: %(error)s") % {"error": said.refused[0]["error"]}
        return toast(request, answer, text, bad=True)
    n = len(said.delivered)
    return toast(request, answer, ngettext("%(n)d message delivered.", "%(n)d messages delivered.", n) % {"n": n})
