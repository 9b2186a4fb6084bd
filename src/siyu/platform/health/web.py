"""`/health`: one word for monitors, without a log-in; the findings themselves are for platform staff only."""

from __future__ import annotations

import threading
import time
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siyu.platform import health

KEPT_SECONDS: Final = 5.0
"""So long an answer stands: whoever asks oftener costs nothing."""
_PATIENCE = 3.0  # seconds for the event store; monitors do not wait for thirty


class _Kept:
    """The last answer of this process. One thread looks; meanwhile the others say what was found before."""

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self.until, self.ok = 0.0, False

    def look(self) -> bool:
        """Whether all is well, as of a few seconds ago at most."""
        if time.monotonic() < self.until or not self._looking.acquire(blocking=self.until == 0.0):
            return self.ok
        try:
            if time.monotonic() >= self.until:
                self.ok = bool(health.report(patience=_PATIENCE)["ok"])
                self.until = time.monotonic() + KEPT_SECONDS
            return self.ok
        finally:
            self._looking.release()


kept = _Kept()


@require_safe
@never_cache
def show(_request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 `fault`; no details for strangers."""
    well = kept.look()
    return HttpResponse("ok" if well else "fault", status=200 if well else 503, content_type="text/plain")
