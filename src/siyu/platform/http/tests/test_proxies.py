"""Only a trusted proxy says whom a request came from."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from siyu.platform.http.proxies import ProxyMiddleware


@pytest.mark.parametrize(
    ("peer", "forwarded", "proto", "seen"),
    [
        ("203.0.113.9", "198.51.100.1", "https", ("203.0.113.9", False)),
        ("127.0.0.1", "198.51.100.1", "https", ("198.51.100.1", True)),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "http", ("198.51.100.1", False)),
        ("127.0.0.1", "198.51.100.1, 127.0.0.1", "https", ("198.51.100.1", True)),
        ("127.0.0.1", "6.6.6.6, nonsense", "", ("127.0.0.1", False)),
        ("127.0.0.1", "", "", ("127.0.0.1", False)),
        ("::1", "2001:db8::7", "https", ("2001:db8::7", True)),
    ],
)
def test_address_and_scheme(peer: str, forwarded: str, proto: str, seen: tuple[str, bool]) -> None:
    found: list[tuple[str, bool]] = []

    def look(request: HttpRequest) -> HttpResponse:
        found.append((request.META["REMOTE_ADDR"], request.is_secure()))
        return HttpResponse()

    asked = RequestFactory().get(
        "/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": proto}
    )
    ProxyMiddleware(look)(asked)
    assert found == [seen]
