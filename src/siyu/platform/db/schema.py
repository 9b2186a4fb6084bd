"""Brings the tables up to date: an empty database gets them from the models in one go, any other by migrations."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model


def bring_up_to_date() -> None:
    """Make or change the tables so that they are what the code expects; nothing where they are already.

    Migrating an empty database takes Django ten seconds, as it draws every model anew at every step; its tables are
    made from the models instead, in one transaction, and all migrations noted as applied. A test compares both ways.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
        return
    _lay(executor, [migration for migration, _backwards in plan])
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias, plan=plan)


def _lay(executor: MigrationExecutor, migrations: list[Migration]) -> None:
    recorder = executor.recorder
    with connection.schema_editor() as editor:
        models: list[type[Model]] = [recorder.Migration, *apps.get_models()]
        for model in models:
            if model._meta.managed and not model._meta.proxy:  # noqa: SLF001 - Django documents it
                editor.create_model(model)
        for migration in migrations:
            _run_code(migration, editor)
        with transaction.atomic():
            for migration in migrations:
                recorder.migration_qs.create(app=migration.app_label, name=migration.name)


def _run_code(migration: Migration, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the code of our migrations, which makes what no model tells; that of libraries only moves rows there are."""
    if type(migration).__module__.startswith("siyu."):
        for step in migration.operations:
            if isinstance(step, RunPython):
                code: Any = step.code
                code(apps, editor)
