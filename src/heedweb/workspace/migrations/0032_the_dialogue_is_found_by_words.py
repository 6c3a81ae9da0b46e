"""A full-text index of the dialogue; words stand apart at spaces alone, as in 0006."""

from __future__ import annotations

from django.db import migrations

TABLE = "workspace_dialogue_words"


class Migration(migrations.Migration):
    """Make the table; what there is to learn is learnt after migrating, see `apps.py`."""

    dependencies = (("workspace", "0031_items_are_fetched_and_added_to"),)
    operations = (
        migrations.RunSQL(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, tokenize = "
            "\"unicode61 remove_diacritics 0 tokenchars './#_-'\")",
            f"DROP TABLE {TABLE}",
        ),
    )
