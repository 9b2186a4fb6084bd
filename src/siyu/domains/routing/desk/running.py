"""The console's pages of runs: what would happen, letting it happen, watching it, taking it back."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.routing.actions.run_routes import begin_run, progress_key
from siyu.domains.routing.actions.undo_run import undo_run
from siyu.domains.routing.desk.views import to_list
from siyu.domains.routing.errors import TooLateToUndo
from siyu.domains.routing.jobs import follow_routes
from siyu.domains.routing.queries.access import PERMISSION, access_run
from siyu.domains.routing.queries.plan import plan, samples
from siyu.domains.routing.rules import counted
from siyu.domains.routing.types import VERDICT_LABELS
from siyu.domains.segments.queries.segments import living
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast
from siyu.platform.jobs.progress import progress_of


@require_GET
@desk_page(PERMISSION)
def preview(request: DeskRequest) -> HttpResponse:
    """What each route would do now, with some of those whom it would invite and why."""
    names = dict(living(request.desk.account).values_list("slug", "name"))
    planned = plan(request.desk.account)
    legs = [
        {
            "leg": leg,
            "segment": names.get(leg.route.segment, ""),
            "counts": [(VERDICT_LABELS[name], n) for name, n in counted(leg.verdicts).items() if name != "invite"],
            "samples": samples(leg),
        }
        for leg in planned
    ]
    total = sum(len(leg.users) for leg in planned)
    return render(request, "routing/desk/preview.html", {"legs": legs, "total": total})


@require_POST
@desk_page(PERMISSION)
def run(request: DeskRequest) -> HttpResponseBase:
    """Follow the routes now, in the background."""
    account = request.desk.account
    with transaction.atomic():
        begun = begin_run(account, request.desk.user)
        follow_routes.enqueue(account.pk, begun.public_id)
    return to_list(request, f"?run={begun.public_id}")


@require_GET
@desk_page(PERMISSION)
def bar(request: DeskRequest, run: str) -> HttpResponse:
    """How far a run is: the bar asks every second until it is done."""
    found = access_run(request.desk, run)
    job = progress_of(progress_key(found), request.desk.account.pk) or {"state": "waiting", "done": 0, "total": 0}
    return render(request, "routing/desk/bar.html", {"run": found, "job": job})


@require_POST
@desk_page(PERMISSION)
def undo(request: DeskRequest, run: str) -> HttpResponseBase:
    """Take a run's invitations back."""
    try:
        number = undo_run(request.desk, run)
    except TooLateToUndo as late:
        return toast(request, to_list(request), late.message, bad=True)
    words = ngettext("%(n)s invitation was taken back.", "%(n)s invitations were taken back.", number)
    return toast(request, to_list(request), words % {"n": number})
