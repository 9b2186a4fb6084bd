"""The addresses of pictures and videos: the right type and no other, cached for ever where they are public."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from siyu.domains.media.adapters.folders import folder_of
from siyu.domains.media.queries.assets import visible_asset
from siyu.domains.media.rules import byte_range
from siyu.kernel.errors import NotFound
from siyu.platform.http.files import confine
from siyu.platform.http.member import open_page

_TYPES: Final = {"webp": "image/webp", "jpg": "image/jpeg", "mp4": "video/mp4"}
_CHUNK: Final = 64 * 1024
_YEAR: Final = 31_536_000


@open_page
@require_safe
def serve(request: HttpRequest, asset: str, rendition: str) -> HttpResponseBase:
    """One rendition of an asset that the asker may see; ranges are honoured."""
    found = visible_asset(request.user, asset)
    if rendition not in found.renditions:
        raise NotFound("There is no such picture or video.")
    tag = f'"{found.public_id}-{rendition}"'
    if request.headers.get("If-None-Match") == tag:
        return _dressed(HttpResponse(status=304), tag, public=found.public)
    answer = _body(request, folder_of(found.public_id) / rendition)
    answer["Content-Type"] = _TYPES[rendition.rsplit(".", 1)[-1]]
    return _dressed(answer, tag, public=found.public)


def _dressed(answer: HttpResponseBase, tag: str, *, public: bool) -> HttpResponseBase:
    """It says its type, and lives in a sandbox without any rights."""
    answer["ETag"] = tag
    answer["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if public else "private, max-age=300"
    answer["Content-Disposition"] = "inline"
    answer["Accept-Ranges"] = "bytes"
    return confine(answer)


def _body(request: HttpRequest, file: Path) -> HttpResponseBase:
    try:
        length = file.stat().st_size
    except FileNotFoundError as gone:
        raise NotFound("There is no such picture or video.") from gone
    try:
        asked = byte_range(request.headers.get("Range", ""), length)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    if asked is None:
        return FileResponse(file.open("rb"))
    first, last = asked
    part = StreamingHttpResponse(_slice(file, first, last - first + 1), status=206)
    part["Content-Length"] = str(last - first + 1)
    part["Content-Range"] = f"bytes {first}-{last}/{length}"
    return part


def _slice(file: Path, start: int, left: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(start)
        while left > 0 and (chunk := opened.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
