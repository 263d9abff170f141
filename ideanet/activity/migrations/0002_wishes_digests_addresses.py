"""How people want to hear, digests that tell each notice once, and private addresses for programs."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outlet",
                    models.CharField(
                        choices=[
                            ("ideas", "New ideas that you may see"),
                            ("theme", "New ideas of a theme"),
                            ("feed", "What those you follow did"),
                            ("calendar", "Dates, for a calendar"),
                        ],
                        max_length=12,
                        verbose_name="what it gives",
                    ),
                ),
                ("topic_type", models.CharField(blank=True, max_length=40)),
                ("topic_id", models.BigIntegerField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outlet__in", ["ideas", "theme", "feed", "calendar"])),
                        name="address_outlet_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("topic_id__isnull", True), ("topic_type", "")),
                            models.Q(
                                models.Q(("topic_type", ""), _negated=True), ("topic_id__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_address_has_a_whole_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("morning", models.DateField()),
                ("until", models.DateTimeField()),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("tried_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "dropped_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="There was nothing left to tell, or nobody to tell it to.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mailed_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"
                        ),
                        name="a_digest_is_mailed_or_dropped",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("daily", "Every morning"),
                            ("weekly", "On Monday mornings"),
                            ("never", "Never"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pace__in", ["daily", "weekly", "never"])),
                        name="rhythm_pace_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("asked", "What is asked of you"),
                            ("answers", "Who speaks to you"),
                            ("own", "Your ideas and drafts"),
                            ("office", "Your councils and panels"),
                            ("sessions", "Sessions you come to"),
                            ("milestones", "Milestones of what you follow"),
                            ("details", "Everything else of what you follow"),
                            ("themes", "What is new in themes you follow"),
                            ("you", "You yourself"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on_site", models.BooleanField()),
                (
                    "mail",
                    models.CharField(
                        choices=[("now", "At once"), ("digest", "In the digest"), ("never", "Not by mail")],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "group__in",
                                [
                                    "asked",
                                    "answers",
                                    "own",
                                    "office",
                                    "sessions",
                                    "milestones",
                                    "details",
                                    "themes",
                                    "you",
                                ],
                            )
                        ),
                        name="wish_group_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mail__in", ["now", "digest", "never"])),
                        name="wish_mail_is_known",
                    ),
                ],
            },
        ),
        migrations.RemoveIndex(
            model_name="notice",
            name="notice_unread",
        ),
        migrations.AddField(
            model_name="notice",
            name="in_digest",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="notice",
            name="on_site",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="address",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addresses",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="notices",
                to="activity.digest",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("on_site", True), ("read_at__isnull", True)),
                fields=["person"],
                name="notice_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("digest__isnull", True), ("in_digest", True)),
                fields=["person", "at"],
                name="notice_untold",
            ),
        ),
        migrations.AddField(
            model_name="rhythm",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rhythms",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="wish",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="wishes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="address",
            index=models.Index(fields=["person", "-id"], name="address_person"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(fields=("person", "morning"), name="one_digest_a_morning"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at__isnull", True), ("mailed_at__isnull", True)),
                fields=("person",),
                name="one_digest_owed_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="rhythm",
            constraint=models.UniqueConstraint(
                fields=("person",), name="one_rhythm_each", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="wish",
            constraint=models.UniqueConstraint(
                fields=("person", "group"), name="one_wish_for_each_group", nulls_distinct=False
            ),
        ),
    ]
