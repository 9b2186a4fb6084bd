"""The first step: the drop zone, and what happens with the files dropped in."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.domains.imports.actions.receive_file import receive_file
from siyu.domains.imports.desk.findings import explain_fault
from siyu.domains.imports.desk.guide import SOURCES
from siyu.domains.imports.desk.pairing import Parcel, pair
from siyu.domains.imports.models import ImportJob
from siyu.kernel.errors import SiyuError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

MOST_FILES = 10
MOST_BYTES = 4 * 1024**3


@desk_page("imports.run")
def page(request: DeskRequest) -> HttpResponse:
    """The drop zone, and where each platform hides its export."""
    return _page(request)


def _page(request: DeskRequest, wrong: dict[str, Any] | None = None) -> HttpResponse:
    words = {
        "remove": _("Remove %(name)s"),
        "too_big": _("Larger than 4 GB: export a shorter period."),
        "empty": _("This file is empty. Export it once more."),
        "failed": _("That did not work. Please try again."),
        "offline": _("The connection broke. Your files are still here: send them again."),
        "stopped": _("Stopped. Nothing was kept."),
        "looking": _("Looking into it …"),
    }
    context = {"words": words, "most": MOST_BYTES, "sources": SOURCES, "wrong": wrong}
    return render(request, "imports/new.html", context, status=422 if wrong else 200)


@desk_page("imports.run")
@require_POST
def receive(request: DeskRequest) -> HttpResponse:
    """Keep the files dropped in, each pair as one import; answers where to go on, or what is wrong with which file."""
    files = request.FILES.getlist("files")
    wrong = _refuse(files)
    jobs: list[ImportJob] = []
    if not wrong:
        parcels, faults = pair(files)
        for parcel in parcels:
            try:
                jobs.append(receive_file(request.desk, file=parcel.file, lines=parcel.lines))
            except SiyuError as fault:
                faults.append((_name(parcel), explain_fault(fault)))
        wrong = _wrong(faults) if faults else {}
    if wrong and not jobs:
        wants_json = "application/json" in request.headers.get("Accept", "")
        return JsonResponse(wrong, status=422) if wants_json else _page(request, wrong)
    return _onward(request, jobs, wrong)


def _name(parcel: Parcel) -> str:
    return parcel.file.name or ""


def _refuse(files: list[UploadedFile[Any]]) -> dict[str, Any]:
    if not files:
        return {"message": _("Choose a file first."), "files": []}
    if len(files) > MOST_FILES:
        return {"message": _("At most %(n)d files at once.") % {"n": MOST_FILES}, "files": []}
    empty = [(file.name or "", _("This file is empty. Export it once more.")) for file in files if not file.size]
    return _wrong(empty) if empty else {}


def _wrong(faults: list[tuple[str, str]]) -> dict[str, Any]:
    message = ngettext("One file cannot be read.", "%(n)d files cannot be read.", len(faults)) % {"n": len(faults)}
    return {"message": message, "files": [{"name": name, "message": words} for name, words in faults]}


def _onward(request: DeskRequest, jobs: list[ImportJob], wrong: dict[str, Any]) -> HttpResponse:
    slug = request.desk.account.slug
    if len(jobs) == 1 and not wrong:
        url = reverse("console:imports:columns", kwargs={"slug": slug, "job_id": jobs[0].pk})
    else:
        url = reverse("console:imports:list", kwargs={"slug": slug})
    wants_json = "application/json" in request.headers.get("Accept", "")
    answer = JsonResponse({"url": url}) if wants_json else redirect(url)
    if wrong:
        words = "; ".join(f"{one['name']}: {one['message']}" for one in wrong["files"])
        return toast(request, answer, words, bad=True)
    if len(jobs) > 1:
        text = ngettext("%(n)d import to confirm.", "%(n)d imports to confirm, one by one.", len(jobs))
        return toast(request, answer, text % {"n": len(jobs)})
    return answer
