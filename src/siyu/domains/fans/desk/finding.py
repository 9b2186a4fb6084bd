"""Finding a fan from the command palette."""

from __future__ import annotations

from django.http import JsonResponse
from django.urls import reverse

from siyu.domains.fans.queries.person_rows import briefs_of
from siyu.domains.fans.queries.person_search import search
from siyu.platform.http.desk import DeskRequest, desk_page

_SHOWN = 6


@desk_page("fans.view")
def find(request: DeskRequest) -> JsonResponse:
    """The fans whose name, remark or key contains the words, as the palette shows them."""
    text = request.GET.get("q", "").strip()
    slug = request.desk.account.slug
    ids = search(request.desk.account, text).ids[:_SHOWN] if text else []
    found = briefs_of(request.desk.account, ids)
    return JsonResponse(
        {
            "found": [
                {
                    "label": person.name or person.key,
                    "hint": person.city or person.phone_masked,
                    "icon": "person",
                    "url": reverse("console:fans:person", kwargs={"slug": slug, "person_id": person.id}),
                }
                for person in found.values()
            ]
        }
    )
