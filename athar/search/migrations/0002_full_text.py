"""Full text of both databases over the column of tokens; it follows every change of a row by itself.

SQLite: FTS5 tables that read their content from the models' tables, kept by triggers. A later
migration that makes one of these tables anew has to make its triggers anew too.
PostgreSQL: a generated tsvector under a GIN index. No extension is needed.
"""

from django.db import migrations

TABLES = ("search_entry", "search_word")


def create(apps, schema_editor):
    for table in TABLES:
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MATCHING)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS search_entry_matching(tsquery)")
    for table in TABLES:
        for statement in REVERSED[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


ADD = "INSERT INTO {table}_fts (rowid, tokens) VALUES (new.id, new.tokens);"
REMOVE = (
    "INSERT INTO {table}_fts ({table}_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
)

STATEMENTS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {table}_fts USING fts5(tokens, content='{table}', "
        "content_rowid='id', detail='none', tokenize=\"unicode61 remove_diacritics 0\")",
        f"CREATE TRIGGER {{table}}_added AFTER INSERT ON {{table}} BEGIN {ADD} END",
        f"CREATE TRIGGER {{table}}_removed AFTER DELETE ON {{table}} BEGIN {REMOVE} END",
        f"CREATE TRIGGER {{table}}_changed AFTER UPDATE ON {{table}} BEGIN {REMOVE} {ADD} END",
    ),
    "postgresql": (
        "ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(tokens, ' '))) STORED",
        # long columns stand beside the rows, so that reading many numbers reads few pages
        "ALTER TABLE {table} SET (toast_tuple_target = 128)",
        "CREATE INDEX {table}_vector ON {table} USING gin (vector) WITH (fastupdate = off)",
    ),
}
REVERSED = {
    "sqlite": (
        "DROP TRIGGER {table}_added",
        "DROP TRIGGER {table}_removed",
        "DROP TRIGGER {table}_changed",
        "DROP TABLE {table}_fts",
    ),
    "postgresql": ("ALTER TABLE {table} DROP COLUMN vector",),
}
# The planner takes a tsvector that is stored beside its row for one that is cheap to look at; asked
# through this function, the index answers always.
MATCHING = """
CREATE FUNCTION search_entry_matching(wanted tsquery) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
AS $$ SELECT id FROM search_entry WHERE vector @@ wanted $$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
