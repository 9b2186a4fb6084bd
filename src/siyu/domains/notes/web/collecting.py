"""What browsers report: which notes were on screen, and for how long; which cards came into view."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from siyu.domains.notes.actions.collect_looks import collect_looks
from siyu.domains.notes.actions.count_exposure import count_seen
from siyu.domains.notes.rules import cards_in, looks_in
from siyu.platform.http.limits import limited
from siyu.platform.http.member import open_page

_BYTES_MOST = 16 * 1024


@open_page
@require_POST
@limited("collect", "60/minute")
def collect(request: HttpRequest) -> HttpResponse:
    """Take {"views": [{"event": UUID, "note": id, "seconds": n}, …], "cards": {surface: [id, …]}}.

    Cards are counted for the accounts they are of. Views reported by whoever is not logged in are thanked for and
    forgotten: there is nobody they would be about.
    """
    if len(request.body) > _BYTES_MOST:
        return JsonResponse({"code": "too_large"}, status=413)
    try:
        body = json.loads(request.body)
        looks, cards = looks_in(body), cards_in(body)
    except (ValueError, RecursionError):
        return JsonResponse({"code": "invalid"}, status=422)
    for surface, notes in cards.items():
        count_seen(surface, notes)
    if request.user.is_authenticated:
        collect_looks(request.user, looks)
    return HttpResponse(status=204)
