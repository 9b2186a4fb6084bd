"""Whom a request came from when a proxy stands before us: its headers count, anybody else's do not."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.http import HttpRequest, HttpResponse

from siyu.platform.settings import settings


class ProxyMiddleware:
    """Takes address and scheme from X-Forwarded-For and X-Forwarded-Proto of proxies in `SIYU_TRUSTED_PROXIES`.

    The address is the last one that no trusted proxy has: what stands before it was written by the asker.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set what the rest of the house reads, and pass the request on."""
        meta = request.META
        if _trusted(meta.get("REMOTE_ADDR", "")):
            if meta.get("HTTP_X_FORWARDED_PROTO") == "https":
                meta["wsgi.url_scheme"] = "https"
            meta["REMOTE_ADDR"] = _asker(meta.get("HTTP_X_FORWARDED_FOR", "")) or meta.get("REMOTE_ADDR", "")
        return self.get_response(request)


def _asker(forwarded: str) -> str:
    for address in reversed([part.strip() for part in forwarded.split(",")]):
        if not _valid(address):
            return ""
        if not _trusted(address):
            return address
    return ""


def _trusted(address: str) -> bool:
    return _valid(address) and any(ip_address(address) in network for network in _networks())


def _valid(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True


@lru_cache
def _networks() -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in settings().trusted_proxies)
