"""Sending a file, and watching a video being converted; JSON."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.media import conf
from siyu.domains.media.actions.convert_video import progress_key
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.media.errors import FileTooLarge, UnreadableFile
from siyu.domains.media.queries.assets import asset_of
from siyu.domains.people.models import User
from siyu.kernel.errors import SiyuError
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.jobs.progress import progress_of

_AROUND = 64 * 1024  # bytes of a form around its file


@csrf_protect
def _receive(request: HttpRequest) -> JsonResponse:
    sent = request.FILES.get("file")
    try:
        if sent is None or not sent.size:
            raise UnreadableFile(_("No file arrived. Choose it once more."))
        asset = receive_upload(cast("User", request.user), sent.file, sent.size)  # type: ignore[arg-type]
    except SiyuError as refused:
        return _refusal(refused)
    return JsonResponse(asset.told())


@csrf_exempt  # the token is checked by _receive, after the guards: before, the whole file would have been read for it
@require_POST
@member_page
@limited("media.upload", "60/10 minutes", by="user")
def send(request: HttpRequest) -> JsonResponse:
    """Take the form's `file`; {id, kind, state, url, width, height …}, or {code, message}."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > conf.VIDEO_BYTES + _AROUND:
        most = conf.VIDEO_BYTES // 1024**2
        return _refusal(FileTooLarge(_("This file is too large: at most %(most)s MB.") % {"most": most}))
    return _receive(request)


@require_GET
@member_page
def state(request: HttpRequest, asset: str) -> JsonResponse:
    """How far the asker's own asset is: what `send` told, and `percent` while it is being converted."""
    found = asset_of(request.user, asset)
    progress = progress_of(progress_key(asset), found.account_id or 0) or {}
    return JsonResponse({**found.told(), "percent": progress.get("percent"), "message": progress.get("error", "")})


def _refusal(refused: SiyuError) -> JsonResponse:
    return JsonResponse({"code": refused.code, "message": refused.message}, status=refused.status)
