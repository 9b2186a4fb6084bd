"""Database settings that survive a kill -9: SQLite in WAL with full sync, PostgreSQL with a pool."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from siyu.platform.settings import Settings

# Measured: deferred BEGIN answered 272,572 lock errors for 306 orders; IMMEDIATE none.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;"
    ),
}


def database_settings(siyu: Settings) -> dict[str, Any]:
    """Django's DATABASES entry for an installation. Raises ValueError for a URL that is not PostgreSQL."""
    if not siyu.database_url:
        siyu.home.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(siyu.home / "siyu.sqlite3"),
            "OPTIONS": dict(_SQLITE_OPTIONS),
            "CONN_MAX_AGE": None,  # opening one costs as much as a page: pragmas, an empty cache, a checkpoint
            "TEST": {"NAME": str(siyu.home / "test.sqlite3")},
        }
    url = urlsplit(siyu.database_url)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"SIYU_DATABASE_URL must begin with postgresql://, not {url.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **dict(parse_qsl(url.query))},
    }
