"""The second step: what the file is, and for a file nobody knows, which column means what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siyu.domains.imports.actions.choose_layout import choose_layout
from siyu.domains.imports.actions.save_mapping import save_mapping
from siyu.domains.imports.desk.findings import explain_mapping_error
from siyu.domains.imports.desk.looking import preview
from siyu.domains.imports.desk.mapping_form import editor, spec_of
from siyu.domains.imports.desk.shown import preset_word, shown_job
from siyu.domains.imports.desk.words import DELIMITERS, ENCODINGS
from siyu.domains.imports.errors import BadMapping, NotATable, UnknownLayout, UnreadableRow
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.queries.few_values import few_values
from siyu.domains.imports.queries.presets import presets, saved_mappings
from siyu.platform.http.desk import DeskRequest, desk_page

if TYPE_CHECKING:
    from siyu.domains.imports.queries.preview import Preview

RAW_ROWS = 8
_OWN = "own"
_PROPOSED = "mapping"


@desk_page("imports.run")
def page(request: DeskRequest, job_id: int) -> HttpResponse:
    """Show what was recognised, or the mapping editor; a POST chooses the preset or the mapping."""
    job = access_job(request.desk, job_id)
    if job.state != ImportJob.State.PREVIEW:
        return redirect("console:imports:job", slug=request.desk.account.slug, job_id=job.pk)
    try:
        return _choose(request, job) if request.method == "POST" else _look(request, job)
    except (NotATable, UnreadableRow):  # the preview says where the file breaks off
        return redirect("console:imports:preview", slug=request.desk.account.slug, job_id=job.pk)


def _look(request: DeskRequest, job: ImportJob) -> HttpResponse:
    own = request.GET.get("as") == _OWN
    try:
        seen = preview(request.desk, job.pk, preset=job.preset or "auto", mapping=None if own else job.mapping or None)
    except (BadMapping, UnknownLayout) as unfit:  # what was chosen does not fit this file: say why, choose anew
        seen = preview(request.desk, job.pk)
        errors = explain_mapping_error(unfit)
        return _render(request, job, seen, own=own or not seen.preset, errors=errors)
    return _render(request, job, seen, own=own or not seen.preset)


def _choose(request: DeskRequest, job: ImportJob) -> HttpResponse:
    chosen = request.POST.get("layout", "")
    if chosen == _OWN:
        return _choose_mapping(request, job)
    mapping = next((one.spec for one in saved_mappings(request.desk) if f"saved-{one.pk}" == chosen), None)
    known = {one.name for one in presets()}
    choose_layout(request.desk, job.pk, preset=chosen if chosen in known else "auto", mapping=mapping)
    return redirect("console:imports:preview", slug=request.desk.account.slug, job_id=job.pk)


def _choose_mapping(request: DeskRequest, job: ImportJob) -> HttpResponse:
    spec = spec_of(request.POST)
    keep = request.POST.get("keep") == "yes"
    errors = {}
    if keep and not spec["name"]:
        errors["name"] = _("Give the mapping a name, so that you find it again.")
    spec["name"] = spec["name"] or job.file_name[:60]
    try:
        seen = preview(request.desk, job.pk, mapping=spec)
        if keep and not errors:
            save_mapping(request.desk, name=spec["name"], headers=seen.headers, spec=spec)
    except BadMapping as broken:
        seen = preview(request.desk, job.pk)
        errors |= explain_mapping_error(broken)
    if errors:
        return _render(request, job, seen, own=True, spec=spec, errors=errors)
    choose_layout(request.desk, job.pk, mapping=spec)
    return redirect("console:imports:preview", slug=request.desk.account.slug, job_id=job.pk)


def _render(
    request: DeskRequest,
    job: ImportJob,
    seen: Preview,
    *,
    own: bool,
    spec: dict[str, Any] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "one": shown_job(job),
        "job": job,
        "seen": seen,
        "label": preset_word(seen.preset) or seen.preset_label,
        "own": own,
        "presets": [(one.name, preset_word(one.name)) for one in presets()],
        "saved": saved_mappings(request.desk, seen.headers),
        "raw": seen.rows[:RAW_ROWS],
        "errors": errors or {},
    }
    if own:
        using = spec or job.mapping or _named(seen.mapping, job)
        words = few_values(request.desk, job.pk)
        context["editor"] = editor(using, seen.proposals, words, errors)
        context |= {"samples": _samples(seen), "words": words, "encodings": ENCODINGS, "delimiters": DELIMITERS}
        context["kept"] = request.POST.get("keep") == "yes" if request.method == "POST" else True
    status = 422 if errors and request.method == "POST" else 200
    return render(request, "imports/columns.html", context, status=status)


def _samples(seen: Preview) -> dict[str, list[str]]:
    cells: dict[str, list[str]] = {}
    for n, header in enumerate(seen.headers):
        values = (row[n] for row in seen.rows if n < len(row) and row[n])
        cells.setdefault(header, list(dict.fromkeys(values))[:20])
    return cells


def _named(mapping: dict[str, Any], job: ImportJob) -> dict[str, Any]:
    """A proposed mapping is called after the file until someone names it."""
    return (
        mapping if mapping.get("name", _PROPOSED) != _PROPOSED else {**mapping, "name": Path(job.file_name).stem[:60]}
    )
