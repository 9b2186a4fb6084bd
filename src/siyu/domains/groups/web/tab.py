"""The groups tab."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from siyu.domains.groups.queries.my_groups import groups_to_discover, my_groups, my_requests
from siyu.platform.http.member import open_page


@require_GET
@open_page
def mine(request: HttpRequest) -> HttpResponse:
    """My groups, my applications, and groups to discover; strangers see the last only."""
    known = request.user.is_authenticated
    context = {
        "mine": my_groups(request.user) if known else [],
        "requests": my_requests(request.user) if known else [],
        "others": groups_to_discover(request.user),
    }
    return render(request, "groups/tab.html", context)
