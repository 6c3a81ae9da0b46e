"""Adds organisations, rooms and roles; 0015 fills them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = ["coordination", "government", "nhri", "cso", "employers", "workers", "parliament", "un"]


class Migration(migrations.Migration):
    dependencies = [
        ("workspace", "0013_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("closed", models.DateTimeField(blank=True, null=True)),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisations",
                        to="workspace.workspace",
                    ),
                ),
            ],
            options={"ordering": ("name",)},
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                (
                    "organisation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="room",
                        to="workspace.organisation",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="workspace.workspace",
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="SupportAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("began", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="support",
                        to="workspace.room",
                    ),
                ),
            ],
            options={"ordering": ("-began",)},
        ),
        migrations.AddField("workspace", "public", models.BooleanField(default=False)),
        migrations.AddField(
            "membership", "role", models.CharField(max_length=20, default="reader")
        ),
        migrations.AddField(
            "membership",
            "organisation",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="workspace.organisation",
            ),
        ),
        migrations.AddField("membership", "suspended", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "membership", "since", models.DateTimeField(auto_now_add=True, null=True)
        ),
        migrations.AddField(
            "activity",
            "room",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="workspace.room",
            ),
        ),
        migrations.AddField(
            "view",
            "room",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="views",
                to="workspace.room",
            ),
        ),
    ]
