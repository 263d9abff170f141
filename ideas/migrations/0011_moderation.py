"""Reports, and what is hidden because of them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0010_handovers"),
        ("people", "0004_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "against",
                    models.CharField(
                        choices=[
                            ("honesty", "Untrue or misleading"),
                            ("integrity", "Advertising, or a hidden interest"),
                            ("discretion", "Confidential: it should not be said here"),
                            ("respect", "Against a person instead of an idea"),
                            ("off_topic", "Has nothing to do with the idea"),
                        ],
                        max_length=12,
                        verbose_name="what is wrong with it",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="in your words")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("was_hidden", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("against__in", ["honesty", "integrity", "discretion", "respect", "off_topic"])
                        ),
                        name="a_report_says_against_what",
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)), fields=["id"], name="report_open"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="comment",
            name="everyone_reads_the_official_answer",
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("honesty", "Untrue or misleading"),
                    ("integrity", "Advertising, or a hidden interest"),
                    ("discretion", "Confidential: it should not be said here"),
                    ("respect", "Against a person instead of an idea"),
                    ("off_topic", "Has nothing to do with the idea"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_words",
            field=models.TextField(blank=True, db_default="", default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="idea",
            name="hidden_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="idea",
            name="hidden_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="hidden_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("honesty", "Untrue or misleading"),
                    ("integrity", "Advertising, or a hidden interest"),
                    ("discretion", "Confidential: it should not be said here"),
                    ("respect", "Against a person instead of an idea"),
                    ("off_topic", "Has nothing to do with the idea"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="hidden_words",
            field=models.TextField(blank=True, db_default="", default="", max_length=1000),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("hidden_at__isnull", True),
                        ("hidden_by__isnull", True),
                        ("hidden_for", ""),
                        ("hidden_words", ""),
                    ),
                    models.Q(
                        ("hidden_at__isnull", False),
                        ("hidden_by__isnull", False),
                        models.Q(("hidden_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_hidden_comment_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pinned_at__isnull", True), ("pinned_by__isnull", True)),
                    models.Q(
                        ("audience", "everyone"),
                        ("deleted_at__isnull", True),
                        ("hidden_at__isnull", True),
                        ("pinned_at__isnull", False),
                        ("pinned_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="everyone_reads_the_official_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("hidden_at__isnull", True),
                        ("hidden_by__isnull", True),
                        ("hidden_for", ""),
                        ("hidden_words", ""),
                    ),
                    models.Q(
                        ("hidden_at__isnull", False),
                        ("hidden_by__isnull", False),
                        models.Q(("hidden_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_hidden_idea_says_why",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="talk_reports",
                to="ideas.comment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="idea",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="talk_reports", to="ideas.idea"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("comment__isnull", False), ("decided_at__isnull", True)),
                fields=("reporter", "comment"),
                name="one_open_report_per_comment",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("comment__isnull", True), ("decided_at__isnull", True)),
                fields=("reporter", "idea"),
                name="one_open_report_per_idea",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("was_hidden", False)
                    ),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="somebody_decides_a_report",
            ),
        ),
    ]
