"""Ideas that look alike, whether that may be said of hidden ones, and what was told of themes."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

TOLD = """
UPDATE ideas_theme SET told = CASE
    WHEN opens_at > now() THEN 'coming' WHEN closes_at IS NOT NULL AND closes_at <= now() THEN 'closed' ELSE 'open' END
"""
TAKING = [("coming", "Not yet open"), ("open", "Taking ideas"), ("closed", "Closed")]


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0013_evidence_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "idea",
            "is_hinted_at",
            models.BooleanField(
                db_default=False,
                default=False,
                help_text="Who writes something very similar and cannot see this idea is told that there is one, and to ask its council. Nothing else is said of it.",
                verbose_name="say that a restricted idea is similar",
            ),
        ),
        migrations.AddIndex(
            "idea", models.Index(condition=Q(is_hinted_at=True), fields=["id"], name="idea_hinted_at")
        ),
        migrations.AddField(
            "theme",
            "told",
            models.CharField(choices=TAKING, db_default="coming", editable=False, max_length=8),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.FloatField()),
                ("title_score", models.FloatField()),
                ("shared_words", models.PositiveIntegerField()),
                ("words", models.PositiveIntegerField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("dismissed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "dismissed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ideas.idea"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ideas.idea"
                    ),
                ),
            ],
            options={
                "ordering": ["-score", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["first", "second"], name="a_pair_once"),
                    models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_in_one_order"),
                    models.CheckConstraint(
                        condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True)
                        | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                        name="a_pair_is_dismissed_by_somebody",
                    ),
                ],
                "indexes": [models.Index(fields=["-score", "-id"], name="pair_score")],
            },
        ),
    ]
