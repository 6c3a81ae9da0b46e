from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspace", "0018_b_first_links")]

    operations = [
        migrations.AlterField("activity", "number", models.PositiveBigIntegerField()),
        migrations.AddIndex(
            "activity", models.Index(fields=["workspace", "-at", "-id"], name="latest_activities")
        ),
        migrations.AddIndex(
            "activity", models.Index(fields=["kind", "record"], name="activities_of_a_record")
        ),
        migrations.AddConstraint(
            "activity",
            models.UniqueConstraint(fields=["workspace", "number"], name="one_place_in_the_chain"),
        ),
        migrations.AddConstraint(
            "activity",
            models.UniqueConstraint(
                condition=models.Q(("workspace__isnull", True)),
                fields=("number",),
                name="one_place_in_the_first_chain",
            ),
        ),
    ]
