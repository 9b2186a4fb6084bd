"""Taking one's data along, and being forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.members import conf
from siyu.domains.members.actions.ask_erasure import ask_erasure, undo_erasure
from siyu.domains.members.actions.ask_export import ask_export, progress_key
from siyu.domains.members.actions.make_export import file_of
from siyu.domains.members.queries.own_data import access_export, standing_erasure
from siyu.domains.people.queries.asking import user_of
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.jobs.progress import progress_of


@require_POST
@member_page
@limited("members.export", "5/day")
def export(request: HttpRequest) -> HttpResponse:
    """Ask for one's data."""
    return redirect("my_export_state", export_id=ask_export(user_of(request)).public_id)


@require_safe
@member_page
def export_state(request: HttpRequest, export_id: str) -> HttpResponse:
    """How far it is, and the file once it is ready; JSON for the page's script."""
    export = access_export(user_of(request), export_id)
    progress = progress_of(progress_key(export_id), 0) or {}
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": export.state, "percent": progress.get("percent"), "error": progress.get("error")})
    until = export.ready_at + conf.EXPORT_KEPT if export.ready_at else None
    return render(request, "members/export.html", {"export": export, "progress": progress, "until": until})


@require_safe
@member_page
def export_file(request: HttpRequest, export_id: str) -> HttpResponseBase:
    """The ZIP."""
    export = access_export(user_of(request), export_id)
    file = file_of(export.public_id)
    if export.state != export.State.READY or not file.exists():
        raise NotFound("There is no such export.")
    answer = FileResponse(file.open("rb"), as_attachment=True, filename=f"siyu-{export.public_id}.zip")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@member_page
def erase(request: HttpRequest) -> HttpResponse:
    """What being forgotten means; a POST that says so asks for it."""
    user, trouble = user_of(request), ""
    if request.method == "POST":
        if request.POST.get("sure") != "on":
            trouble = _("Tick the box to show that you mean it.")
        else:
            try:
                ask_erasure(user)
            except Invalid as refused:
                trouble = refused.message
        if not trouble:
            return redirect("my_erase")
    context = {"erasure": standing_erasure(user), "trouble": trouble, "days": conf.ERASURE_WAITS.days}
    return render(request, "members/erase.html", context, status=422 if trouble else 200)


@require_POST
@member_page
def undo_erase(request: HttpRequest) -> HttpResponse:
    """Stay after all."""
    if undo_erasure(user_of(request)):
        messages.success(request, _("Good to have you. Nothing is deleted."))
    return redirect("my_privacy")
