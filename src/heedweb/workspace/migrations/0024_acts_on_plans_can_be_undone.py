"""Deletions in plans, and what is done to many measures at once, can be undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workspace", "0023_plan_progress_and_assessments"),
    ]

    operations = [
        migrations.AlterField(
            model_name="undoable",
            name="kind",
            field=models.CharField(
                choices=[
                    ("view", "View"),
                    ("text", "Text"),
                    ("texts", "Texts"),
                    ("label", "Label"),
                    ("labels", "Labels"),
                    ("taxonomy", "Taxonomy"),
                    ("labeller", "Labeller"),
                    ("place", "Place"),
                    ("people", "People"),
                    ("plan", "Plan"),
                    ("measures", "Measures"),
                ],
                max_length=10,
            ),
        ),
    ]
