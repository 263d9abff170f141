"""What lists are ordered by, who still stands behind an idea, and who was reminded of an answer."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("day", models.SmallIntegerField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="idea",
            name="current_backer_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="idea",
            name="current_customer_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="idea",
            name="material_number",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="idea_title_trigram", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["-backer_count", "-id"], name="idea_most_backed"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                fields=["-account_count", "-customer_count", "-id"], name="idea_for_customers"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["-comment_count", "-id"], name="idea_most_discussed"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["-public_comment_count", "-id"], name="idea_most_discussed_outside"),
        ),
        migrations.AddField(
            model_name="reminder",
            name="idea",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="ideas.idea"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("idea", "due_on", "day"), name="one_reminder_per_date"
            ),
        ),
    ]
