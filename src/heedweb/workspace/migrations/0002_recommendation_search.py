"""The full-text index: words as `queries.search` analyses them, by recommendation."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Make the FTS5 table; it is filled when documents are taken in."""

    dependencies = (("workspace", "0001_catalogue"),)
    operations = (
        migrations.RunSQL(
            "CREATE VIRTUAL TABLE workspace_recommendation_search"
            " USING fts5(words, tokenize = 'unicode61')",
            "DROP TABLE workspace_recommendation_search",
        ),
    )
