"""A home made at one go has the very tables that the migrations make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from siyu.platform.db import schema
from siyu.platform.db.schema import bring_up_to_date

_EMPTY = "siyu_empty"
_NOBODYS_KEY = "auth_group_permissions", "id"
"""Django's migration makes it larger than Django's model says; no row points at it."""


@contextmanager
def _empty_database(folder: Path) -> Iterator[None]:
    """The connection on a database without a table, then on the test's again."""
    name, postgresql = connection.settings_dict["NAME"], connection.vendor == "postgresql"
    if postgresql:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {_EMPTY} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {_EMPTY}")
    _go_to(_EMPTY if postgresql else str(folder / "empty.sqlite3"))
    try:
        yield
    finally:
        _go_to(name)
        if postgresql:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {_EMPTY} WITH (FORCE)")


def _go_to(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def _made() -> dict[str, set[Any]]:
    """For each table its columns, indexes and constraints; under "applied" the migrations noted as done."""
    with connection.cursor() as cursor:
        tables = {name: _table(cursor, name) for name in connection.introspection.table_names(cursor)}
    return {**tables, "applied": set(MigrationRecorder(connection).applied_migrations())}


def _table(cursor: Any, name: str) -> set[Any]:
    look: Any = connection.introspection
    made: set[Any] = {
        (one.name, str(one.type_code), one.display_size, one.null_ok, one.default)
        for one in look.get_table_description(cursor, name)
        if (name, one.name) != _NOBODYS_KEY
    }
    for key, one in look.get_constraints(cursor, name).items():
        # Later migrations find ours by name; nameless ones are found by their columns, and libraries' as well.
        called = "" if key.startswith(("__unnamed", "fk_")) or name.startswith("auth_") else key
        made.add((called, *(f"{each}: {one[each]}" for each in sorted(one) if each != "definition")))
    return made


@pytest.mark.django_db(transaction=True)
def test_laying_makes_what_migrating_makes(tmp_path: Path) -> None:
    migrated = _made()
    with _empty_database(tmp_path):
        bring_up_to_date()
        laid = _made()
        call_command("check", databases=["default"])
        bring_up_to_date()  # and again: nothing is left to do
        assert _made() == laid
    assert sorted(laid) == sorted(migrated)
    assert {name: made ^ migrated[name] for name, made in laid.items() if made != migrated[name]} == {}


@pytest.mark.django_db(transaction=True)
def test_a_home_with_tables_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    with _empty_database(tmp_path):
        call_command("migrate", "contenttypes", verbosity=0, interactive=False)
        monkeypatch.setattr(schema, "call_command", lambda name, **_said: asked.append(name))
        bring_up_to_date()
        assert "people_user" not in connection.introspection.table_names(), "never laid over what is there"
    assert asked == ["migrate"]
