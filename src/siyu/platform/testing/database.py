"""The database of a test run: migrated once for each state of the migrations, copied for each run, emptied quickly."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase

_KEPT: Final = {"django_migrations", "django_content_type", "auth_permission"}
"""What migrating wrote and no test changes: emptying leaves it."""
_TEMPLATES: Final = 4
"""So many older templates are kept: branches differ in their migrations."""
_FOLDER: Final = Path(tempfile.gettempdir())
_OURS: Final = f"siyu_migrated_{os.getuid()}"


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any, django_db_createdb: bool) -> Iterator[None]:
    """In place of pytest-django's: a copy of the migrated template, which is made where these migrations have none."""
    for before in ("django_test_environment", "django_db_modify_db_settings"):
        request.getfixturevalue(before)
    TransactionTestCase._fixture_teardown = empty_quickly  # type: ignore[attr-defined] # noqa: SLF001
    own, name = connection.settings_dict["NAME"], connection.creation._get_test_db_name()  # type: ignore[attr-defined] # noqa: SLF001
    with django_db_blocker.unblock():
        copy = _copy_on_postgresql if connection.vendor == "postgresql" else _copy_on_sqlite
        with _one_at_a_time():
            copy(str(name), _state(), anew=django_db_createdb)
        _use(name)
        connection.ensure_connection()
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(own, verbosity=0)
        if connection.vendor == "postgresql":
            _use("postgres")  # what still writes as the process ends fails at once, and does not wait for a database


def empty_quickly(_case: TransactionTestCase) -> None:
    """Empty what a test that commits has filled. Django empties every table, then makes types and permissions anew."""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in _filled(cursor):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - one of our tables


def _filled(cursor: Any) -> list[str]:
    tables = sorted({*connection.introspection.django_table_names(only_existing=True, include_views=False)} - _KEPT)
    looks = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(one)})" for one in tables)  # noqa: S608
    cursor.execute(" UNION ALL ".join(looks))
    return [name for (name,) in cursor.fetchall()]


def _state() -> str:
    """A name for what all migrations make."""
    seen = blake2b(f"{version('django')} {connection.vendor}".encode(), digest_size=8)
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            seen.update(f"{app.label} {file.name} ".encode() + file.read_bytes())
    return seen.hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (_FOLDER / f"{_OURS}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _copy_on_sqlite(name: str, state: str, *, anew: bool) -> None:
    template = _FOLDER / f"{_OURS}-{state}.sqlite3"
    if anew or not template.exists():
        for old in sorted(_FOLDER.glob(f"{_OURS}-*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-_TEMPLATES]:
            old.unlink()
        draft = template.with_suffix(".draft")
        _migrate(str(draft))
        draft.replace(template)
    for leftover in ("-wal", "-shm"):
        Path(name + leftover).unlink(missing_ok=True)
    shutil.copyfile(template, name)


def _copy_on_postgresql(name: str, state: str, *, anew: bool) -> None:
    template, quote = f"{_OURS}_{state}", connection.ops.quote_name
    with connection._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid", [_OURS])
        known = [found for (found,) in cursor.fetchall()]
        if anew or template not in known:
            for old in {*known[:-_TEMPLATES], *([template] if anew and template in known else [])}:
                cursor.execute(f"DROP DATABASE {quote(old)} WITH (FORCE)")
            _migrate(draft := f"{_OURS}_draft")
            connection.close_pool()  # type: ignore[attr-defined]
            cursor.execute(f"ALTER DATABASE {quote(draft)} RENAME TO {quote(template)}")
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")


def _migrate(name: str) -> None:
    """Make and fill a test database of this name, as Django does."""
    before, own = connection.settings_dict["TEST"]["NAME"], connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.settings_dict["TEST"]["NAME"] = before
        _use(own)


def _use(name: Any) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
