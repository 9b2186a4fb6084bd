"""Finding a fan from the command palette."""

from __future__ import annotations

from django.http import JsonResponse
from django.urls import reverse

from siyu.domains.fans.queries.find_person import find_persons
from siyu.platform.http.desk import DeskRequest, desk_page

_SHOWN = 6


@desk_page("fans.view")
def find(request: DeskRequest) -> JsonResponse:
    """The fans whose name, remark or key contains the words, as the palette shows them."""
    text = request.GET.get("q", "").strip()
    slug = request.desk.account.slug
    found = find_persons(request.desk.account, text, limit=_SHOWN) if text else []
    return JsonResponse(
        {
            "found": [
                {
                    "label": person.name or person.key,
                    "hint": person.city or person.phone_masked,
                    "icon": "person",
                    "url": reverse("console:fans:person", kwargs={"slug": slug, "person_id": person.pk}),
                }
                for person in found
            ]
        }
    )
