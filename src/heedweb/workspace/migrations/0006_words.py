"""The full-text index anew: words apart at spaces alone, so that 140.7 and A/HRC/14/15 are words."""

from __future__ import annotations

from django.db import migrations

OLD = "workspace_recommendation_search"
NEW = "workspace_recommendation_words"


class Migration(migrations.Migration):
    """Make the table; what there is to learn is learnt after migrating, see `apps.py`."""

    dependencies = (("workspace", "0005_jobs"),)
    operations = (
        migrations.RunSQL(
            f"CREATE VIRTUAL TABLE {NEW} USING fts5(words, tokenize = "
            "\"unicode61 remove_diacritics 0 tokenchars './#_-'\")",
            f"DROP TABLE {NEW}",
        ),
        migrations.RunSQL(
            f"DROP TABLE {OLD}",
            f"CREATE VIRTUAL TABLE {OLD} USING fts5(words, tokenize = 'unicode61')",
        ),
    )
