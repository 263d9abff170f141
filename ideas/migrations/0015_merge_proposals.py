"""Proposals to merge, which the authors of the other idea answer."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0014_alike"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MergeProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asks_target", models.BooleanField(editable=False)),
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("expires_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Taken back"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merge_proposals",
                        to="ideas.idea",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merge_proposals_into",
                        to="ideas.idea",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["expires_at"],
                        name="merge_proposal_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("idea", "target"),
                        django.db.models.functions.comparison.Greatest("idea", "target"),
                        condition=models.Q(("state", "open")),
                        name="one_open_merge_proposal_per_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("idea", models.F("target")), _negated=True),
                        name="a_merge_proposal_is_about_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_merge_proposal_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", True), ("ended_at__isnull", True), ("state", "open")
                            ),
                            models.Q(
                                ("answered_by__isnull", True),
                                ("ended_at__isnull", False),
                                ("state__in", ["withdrawn", "lapsed"]),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("ended_at__isnull", False),
                                ("state__in", ["accepted", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_merge_proposal_is_open_or_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_merge_proposal_is_declined_with_a_reason",
                    ),
                ],
            },
        ),
    ]
