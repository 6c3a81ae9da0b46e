"""What documents say of the recommendations that were taken in before people could decide."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PLAIN = (
    "paragraph", "printed", "text", "kind", "position", "claim", "position_source",
    "position_words", "comment", "page", "start", "end", "boxes",
)  # fmt: skip


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write one row for each recommendation: until now the list was what the documents say."""
    said = apps.get_model("workspace", "Said")
    rows = apps.get_model("workspace", "Recommendation").objects.order_by("pk")
    batch = []
    for row in rows.prefetch_related("recommending", "parts", "doubts").iterator(chunk_size=500):
        value = {name: getattr(row, name) for name in PLAIN}
        value["states"] = [[who.name, who.iso3] for who in row.recommending.all()]
        value["parts"] = [[part.text, part.states] for part in row.parts.all()]
        value["doubts"] = [[doubt.code, doubt.text] for doubt in row.doubts.all()]
        batch.append(said(recommendation=row, value=value))
        if len(batch) == 500:
            said.objects.bulk_create(batch)
            batch = []
    said.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = (("workspace", "0003_decisions"),)
    operations = (migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),)
