"""The account an address names, and the page to go back to."""

from __future__ import annotations

from django.http import HttpRequest

from siyu.domains.accounts.models import Account
from siyu.kernel.errors import NotFound


def brand_of(slug: str) -> Account:
    """The pro account of a public slug; raises NotFound."""
    found = Account.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound("There is no such account.")
    return found


def back_to(request: HttpRequest, fallback: str) -> str:
    """The page of ours that sent the form, else the fallback."""
    from django.utils.http import url_has_allowed_host_and_scheme

    asked = request.headers.get("Referer", "")
    return asked if asked and url_has_allowed_host_and_scheme(asked, {request.get_host()}) else fallback
