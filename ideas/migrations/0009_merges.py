"""Ideas merged into others: by whom, why, and that no chain or circle of them can be."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# A foreign key over the pointer and the other's stage: what is merged can be pointed at by nothing, and what
# is pointed at cannot be merged, whoever writes it and however many at once.
NO_CHAINS = """
    ALTER TABLE "ideas_idea"
        ADD COLUMN is_merged boolean GENERATED ALWAYS AS (stage = 'merged') STORED,
        ADD COLUMN into_a_merged_one boolean GENERATED ALWAYS AS (false) STORED,
        ADD CONSTRAINT idea_and_whether_it_is_merged UNIQUE (id, is_merged);
    ALTER TABLE "ideas_idea"
        ADD CONSTRAINT no_chain_of_merges FOREIGN KEY (merged_into_id, into_a_merged_one)
        REFERENCES "ideas_idea" (id, is_merged);
"""
CHAINS = """
    ALTER TABLE "ideas_idea" DROP CONSTRAINT no_chain_of_merges;
    ALTER TABLE "ideas_idea" DROP CONSTRAINT idea_and_whether_it_is_merged,
        DROP COLUMN is_merged, DROP COLUMN into_a_merged_one;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0008_working_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="idea",
            name="merged_count",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                ("answer_due_on", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="ideas.idea"
                    ),
                ),
                (
                    "owed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_into",
                        to="ideas.idea",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("idea",),
                        name="an_idea_is_merged_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("idea", models.F("target")), _negated=True),
                        name="no_idea_is_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_undoes_a_merge",
                    ),
                ],
            },
        ),
        migrations.RunSQL(NO_CHAINS, CHAINS),
    ]
