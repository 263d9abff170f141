"""Pictures in the texts of ideas."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0002_orders_and_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("file", models.FileField(upload_to="pictures/")),
                ("content_type", models.CharField(max_length=40)),
                ("is_published", models.BooleanField(default=False)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="ideas.idea",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("idea__isnull", True)),
                        fields=["added_by", "added_at"],
                        name="picture_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("idea__isnull", False), ("is_published", False), _connector="OR"),
                        name="a_published_picture_is_an_ideas",
                    )
                ],
            },
        ),
    ]
