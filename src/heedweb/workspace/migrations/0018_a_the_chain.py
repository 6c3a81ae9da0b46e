"""Adds what binds the rows of history to each other; rows that are there are bound by 0018_b."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspace", "0017_notes_and_fixes")]

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(blank=True, null=True)),
                (
                    "workspace",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chain",
                        to="workspace.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("number", models.PositiveBigIntegerField()),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("seal", models.CharField(max_length=64)),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="heads",
                        to="workspace.chain",
                    ),
                ),
            ],
            options={"ordering": ("-day",)},
        ),
        migrations.AddConstraint(
            model_name="dailyhead",
            constraint=models.UniqueConstraint(fields=("chain", "day"), name="one_head_a_day"),
        ),
        migrations.CreateModel(
            name="BlobCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=20)),
                (
                    "blob",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_of",
                        to="workspace.blob",
                    ),
                ),
            ],
        ),
        migrations.AlterField("activity", "at", models.DateTimeField()),
        migrations.AlterField(
            "activity",
            "workspace",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="workspace.workspace",
            ),
        ),
        migrations.AddField("activity", "changes", models.JSONField(default=list)),
        migrations.AddField(
            "activity", "why", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "activity",
            "step",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="activities",
                to="workspace.step",
            ),
        ),
        migrations.AddField(
            "activity",
            "kind",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            "activity", "record", models.PositiveBigIntegerField(blank=True, null=True)
        ),
        migrations.AddField("activity", "number", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "activity",
            "previous",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "activity", "hash", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddField(
            "activity",
            "commitment",
            models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "activity", "salt", models.CharField(default="", max_length=32), preserve_default=False
        ),
        migrations.AddField(
            "activity",
            "digest",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
