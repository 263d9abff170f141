"""What is typed into the form for a new idea before it is a draft."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0017_callings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="beginning",
            name="read_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Jotting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("nugget", models.TextField(blank=True, max_length=1000)),
                ("body", models.TextField(blank=True, max_length=200000)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("point_of_view", "Point of view"),
                            ("white_paper", "White paper"),
                            ("talk", "Talk"),
                            ("product_idea", "Product idea"),
                            ("improvement", "Improvement"),
                        ],
                        default="point_of_view",
                        max_length=16,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ideas.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="a_form_is_jotted_down_once"),
                    models.CheckConstraint(
                        condition=~Q(title="") | ~Q(nugget="") | ~Q(body=""), name="a_jotting_says_something"
                    ),
                ],
            },
        ),
    ]
