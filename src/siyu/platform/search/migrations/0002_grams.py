"""The letters of each entry: an FTS5 table on SQLite, a tsvector with a GIN index on PostgreSQL."""

from django.db import migrations

POSTGRESQL = [
    "ALTER TABLE search_searchentry ADD COLUMN grams tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_grams_gin ON search_searchentry USING gin (grams)",
]
SQLITE = ["CREATE VIRTUAL TABLE search_grams USING fts5(grams, detail=none, columnsize=0, tokenize='ascii')"]


def lay(_apps, schema_editor):
    """Make what this database searches with."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def lift(_apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_searchentry DROP COLUMN grams")
    else:
        schema_editor.execute("DROP TABLE search_grams")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(lay, lift)]
