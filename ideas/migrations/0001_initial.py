"""Ideas and all that is said, shown and asked about them."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.math
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
    # The steps by which a database of earlier days came here.
    replaces = [
        ("ideas", "0002_orders_and_reminders"),
        ("ideas", "0003_pictures"),
        ("ideas", "0004_sessions"),
        ("ideas", "0005_finding"),
        ("ideas", "0006_talk"),
        ("ideas", "0007_amendments"),
        ("ideas", "0008_working_copies"),
        ("ideas", "0009_merges"),
        ("ideas", "0010_handovers"),
        ("ideas", "0011_moderation"),
        ("ideas", "0012_orders"),
        ("ideas", "0013_evidence_files"),
        ("ideas", "0014_alike"),
        ("ideas", "0015_merge_proposals"),
        ("ideas", "0016_session_words"),
        ("ideas", "0017_callings"),
        ("ideas", "0018_jottings"),
        ("ideas", "0019_one_index_each"),
        ("ideas", "0020_drawn"),
        ("ideas", "0021_quicker_draws"),
    ]

    initial = True

    dependencies = [
        ("activity", "0003_the_event_log_is_append_only"),
        ("people", "0004_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=160, unique=True, verbose_name="title")),
                (
                    "summary",
                    models.CharField(
                        help_text="One sentence, for lists.", max_length=300, verbose_name="summary"
                    ),
                ),
                ("brief", models.TextField(help_text="Markdown.", verbose_name="brief")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes_owned",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "is_project",
                    models.BooleanField(
                        default=False,
                        help_text="Its customers see, comment and vote, and winners are put into practice.",
                        verbose_name="project theme",
                    ),
                ),
                ("is_network", models.BooleanField(default=True, verbose_name="outsiders may see it")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(default=14, verbose_name="days to a first answer"),
                ),
                (
                    "told",
                    models.CharField(
                        choices=[("coming", "Not yet open"), ("open", "Taking ideas"), ("closed", "Closed")],
                        db_default="coming",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "segments",
                    models.ManyToManyField(
                        blank=True, related_name="themes", to="people.segment", verbose_name="segments"
                    ),
                ),
                (
                    "customers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="project_themes",
                        to="people.organisation",
                        verbose_name="customers",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__isnull", True),
                            ("closes_at__gt", models.F("opens_at")),
                            _connector="OR",
                        ),
                        name="a_theme_opens_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_days__range", (1, 365))),
                        name="a_theme_answers_within_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Idea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                (
                    "hidden_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hidden_for",
                    models.CharField(
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
                ("hidden_words", models.TextField(blank=True, db_default="", default="", max_length=1000)),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="ideas.theme",
                        verbose_name="theme",
                    ),
                ),
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
                        verbose_name="kind",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("restricted", "Restricted"),
                            ("internal", "Internal"),
                            ("shared", "Shared"),
                            ("network", "Network"),
                        ],
                        default="internal",
                        max_length=12,
                        verbose_name="audience",
                    ),
                ),
                (
                    "is_hinted_at",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Who writes something very similar and cannot see this idea is told that there is one, and to ask its council. Nothing else is said of it.",
                        verbose_name="say that a restricted idea is similar",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("in_review", "In review"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                            ("adopted", "Adopted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("merged", "Merged"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "nugget",
                    models.TextField(
                        help_text="The idea in one paragraph.", max_length=1000, verbose_name="nugget"
                    ),
                ),
                ("body", models.TextField(blank=True, max_length=200000, verbose_name="body")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                (
                    "changed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("revision_number", models.PositiveIntegerField(default=0, editable=False)),
                ("material_number", models.PositiveIntegerField(default=1, editable=False)),
                ("round_number", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="ideas.idea",
                    ),
                ),
                ("merged_count", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                (
                    "owed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_owed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answer_due_on", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="what came of it")),
                ("adopted_by", models.CharField(blank=True, max_length=200, verbose_name="adopted by")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                ("backer_count", models.PositiveIntegerField(default=0, editable=False)),
                ("customer_count", models.PositiveIntegerField(default=0, editable=False)),
                ("account_count", models.PositiveIntegerField(default=0, editable=False)),
                ("current_backer_count", models.PositiveIntegerField(default=0, editable=False)),
                ("current_customer_count", models.PositiveIntegerField(default=0, editable=False)),
                ("comment_count", models.PositiveIntegerField(default=0, editable=False)),
                ("public_comment_count", models.PositiveIntegerField(default=0, editable=False)),
                ("support_heat", models.FloatField(db_default=0.0, editable=False)),
                ("talk_heat", models.FloatField(db_default=0.0, editable=False)),
                ("talk_heat_outside", models.FloatField(db_default=0.0, editable=False)),
                (
                    "rising",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.math.Ln(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.math.Power(
                                        models.Value(2.0), models.F("support_heat")
                                    ),
                                    "+",
                                    django.db.models.functions.math.Power(
                                        models.Value(2.0), models.F("talk_heat")
                                    ),
                                )
                            ),
                            "/",
                            django.db.models.functions.math.Ln(models.Value(2.0)),
                        ),
                        output_field=models.FloatField(),
                    ),
                ),
                (
                    "rising_outside",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.math.Ln(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.math.Power(
                                        models.Value(2.0), models.F("support_heat")
                                    ),
                                    "+",
                                    django.db.models.functions.math.Power(
                                        models.Value(2.0), models.F("talk_heat_outside")
                                    ),
                                )
                            ),
                            "/",
                            django.db.models.functions.math.Ln(models.Value(2.0)),
                        ),
                        output_field=models.FloatField(),
                    ),
                ),
                (
                    "voices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("peers", "Peers"),
                                ("customers", "Customers"),
                                ("outside_experts", "Outside experts"),
                                ("research", "Research"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("search", django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ("plain", models.TextField(db_default="", editable=False)),
                (
                    "source_key",
                    models.CharField(blank=True, editable=False, max_length=300, null=True, unique=True),
                ),
                ("source_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "shared_with",
                    models.ManyToManyField(
                        blank=True,
                        related_name="ideas_shared",
                        to="people.organisation",
                        verbose_name="shared with",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "indexes": [
                    models.Index(fields=["-opened_at", "-id"], name="idea_newest"),
                    models.Index(fields=["theme", "-opened_at", "-id"], name="idea_theme_newest"),
                    models.Index(fields=["stage", "-opened_at", "-id"], name="idea_stage_newest"),
                    models.Index(
                        condition=models.Q(("stage", "open")),
                        fields=["owed_by", "answer_due_on"],
                        name="idea_owed",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="idea_search"),
                    models.Index(
                        condition=models.Q(("is_hinted_at", True)), fields=["id"], name="idea_hinted_at"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["title"], name="idea_title_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("title", config="ideanet_words"),
                        name="idea_title_words",
                    ),
                    models.Index(fields=["-backer_count", "-id"], name="idea_most_backed"),
                    models.Index(
                        fields=["-account_count", "-customer_count", "-id"], name="idea_for_customers"
                    ),
                    models.Index(fields=["-comment_count", "-id"], name="idea_most_discussed"),
                    models.Index(fields=["-rising", "-id"], name="idea_rising"),
                    models.Index(fields=["-rising_outside", "-id"], name="idea_rising_outside"),
                    models.Index(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("backer_count"), "+", models.F("customer_count")
                            ),
                            "+",
                            models.F("comment_count"),
                        ),
                        models.OrderBy(models.F("opened_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(
                            ("stage", "open"), models.Q(("audience", "restricted"), _negated=True)
                        ),
                        name="idea_least_seen",
                    ),
                    models.Index(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("backer_count"), "+", models.F("customer_count")
                            ),
                            "+",
                            models.F("public_comment_count"),
                        ),
                        models.OrderBy(models.F("opened_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("audience__in", ["shared", "network"]), ("stage", "open")),
                        name="idea_least_seen_outside",
                    ),
                    models.Index(fields=["-public_comment_count", "-id"], name="idea_most_discussed_outside"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "draft",
                                    "open",
                                    "in_review",
                                    "approved",
                                    "published",
                                    "adopted",
                                    "declined",
                                    "withdrawn",
                                    "merged",
                                    "archived",
                                ],
                            )
                        ),
                        name="idea_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["restricted", "internal", "shared", "network"])),
                        name="idea_audience_is_known",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="an_idea_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage", "draft"), ("revision_number__gte", 1), _connector="OR"),
                        name="no_stage_without_a_revision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "open"), _negated=True),
                            models.Q(("answer_due_on__isnull", False), ("owed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_open_idea_is_owed_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("stage", "merged")),
                            models.Q(
                                models.Q(("stage", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="merged_means_merged_into",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voices__contained_by", ["peers", "customers", "outside_experts", "research"])
                        ),
                        name="idea_voices_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reader_rows",
                        to="ideas.idea",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[("named", "Named by an author"), ("council", "On the council that vets it")],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "idea"], name="reader_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("idea", "person", "reason"), name="a_reader_once_per_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorships",
                        to="ideas.idea",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        help_text="Percent; all together 100.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="credit share",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "invited_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["person", "idea"], name="authorship_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "person"), name="an_author_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share__range", (0, 100))), name="a_share_is_a_percentage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at__isnull", False), ("share", 0), _connector="OR"),
                        name="no_share_before_acceptance",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="ideas.idea"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "Primary research"),
                            ("secondary", "Secondary research"),
                            ("competitive", "Competitive intelligence"),
                            ("story", "Customer story"),
                            ("case", "Case study"),
                            ("proof", "Proof point"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("source", models.CharField(help_text="Who says so.", max_length=200, verbose_name="source")),
                ("dated_on", models.DateField(verbose_name="date")),
                (
                    "citation",
                    models.TextField(
                        help_text="As it should stand under a published piece.",
                        max_length=1000,
                        verbose_name="citation",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("is_internal", models.BooleanField(default=False, verbose_name="employees only")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("round_number", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["-dated_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["primary", "secondary", "competitive", "story", "case", "proof"])
                        ),
                        name="evidence_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="ideas.idea"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "started_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("idea", "number"), name="a_round_once")],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="ideas.idea"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="ideas.round",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("nugget", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                ("is_material", models.BooleanField(default=False, verbose_name="asks supporters again")),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions_published",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "number"), name="a_revision_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="revisions_count_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                (
                    "hidden_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hidden_for",
                    models.CharField(
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
                ("hidden_words", models.TextField(blank=True, db_default="", default="", max_length=1000)),
                (
                    "idea",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="ideas.idea",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="ideas.revision",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="ideas.comment",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ideas.comment",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("reviewers", "Authors and reviewers only"),
                            ("employees", "Employees only"),
                            ("everyone", "Everyone who sees the idea"),
                        ],
                        default="everyone",
                        max_length=12,
                        verbose_name="who reads it",
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="comment")),
                ("may_quote", models.BooleanField(default=False, verbose_name="I agree to be quoted")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("edited_at", models.DateTimeField(editable=False, null=True)),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="ideas.revision",
                    ),
                ),
                ("pinned_at", models.DateTimeField(editable=False, null=True)),
                (
                    "pinned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("request_key", models.UUIDField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["idea", "thread", "id"], name="comment_thread"),
                    models.Index(fields=["idea", "-id"], name="comment_time"),
                    models.Index(fields=["author", "-id"], name="comment_author"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("body", config="ideanet"),
                        name="comment_search",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "request_key"), include=("idea",), name="a_comment_is_posted_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="a_comment_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_comment_answers_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["reviewers", "employees", "everyone"])),
                        name="comment_audience_is_known",
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        condition=models.Q(("pinned_at__isnull", False)),
                        fields=("idea",),
                        name="one_official_answer_per_idea",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Beginning",
            fields=[
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "idea",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="beginning", to="ideas.idea"
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("read_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="ideas.comment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=400)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="activity.event"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["person", "-id"], name="mention_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "person"), name="mentioned_once_in_a_comment")
                ],
            },
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
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="ideas.idea"
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                (
                    "owed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answer_due_on", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
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
        migrations.CreateModel(
            name="MergeProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
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
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
            options={
                "ordering": ["-score", "-pk"],
                "indexes": [models.Index(fields=["-score", "-id"], name="pair_score")],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="a_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="a_pair_in_one_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dismissed_at__isnull", True), ("dismissed_by__isnull", True)),
                            models.Q(("dismissed_at__isnull", False), ("dismissed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_pair_is_dismissed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                ("file", models.FileField(upload_to="pictures/")),
                ("content_type", models.CharField(max_length=40)),
                ("is_published", models.BooleanField(default=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week"),
                            ("fortnightly", "Every other week"),
                            ("monthly", "Every month, on the same weekday"),
                        ],
                        max_length=12,
                        verbose_name="repeats",
                    ),
                ),
                ("until", models.DateField(verbose_name="until")),
            ],
            options={
                "verbose_name_plural": "series",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("frequency__in", ["weekly", "fortnightly", "monthly"])),
                        name="frequency_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "description",
                    models.TextField(blank=True, max_length=10000, verbose_name="what it is about"),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("time_zone", models.CharField(default="UTC", editable=False, max_length=64)),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("places", models.PositiveIntegerField(blank=True, null=True, verbose_name="places")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("restricted", "Restricted"),
                            ("internal", "Internal"),
                            ("shared", "Shared"),
                            ("network", "Network"),
                        ],
                        default="internal",
                        max_length=12,
                        verbose_name="audience",
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions_scheduled",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="ideas.series",
                    ),
                ),
                (
                    "transcript",
                    models.TextField(blank=True, max_length=200000, verbose_name="notes or transcript"),
                ),
                ("attendance_at", models.DateTimeField(editable=False, null=True)),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=300)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("request_key", models.UUIDField(editable=False, null=True)),
                ("taken_count", models.PositiveIntegerField(default=0, editable=False)),
                ("waiting_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "shared_with",
                    models.ManyToManyField(
                        blank=True,
                        related_name="sessions_shared",
                        to="people.organisation",
                        verbose_name="shared with",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
                "indexes": [
                    models.Index(fields=["starts_at", "id"], name="session_starts"),
                    models.Index(fields=["ends_at", "id"], name="session_ends"),
                    models.Index(fields=["series", "starts_at"], name="session_series"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            "title", "description", config="ideanet_words"
                        ),
                        name="session_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheduled_by", "request_key"), name="a_session_is_scheduled_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="a_session_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("link", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_session_has_a_place_or_a_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["internal", "shared", "network"])),
                        name="session_audience_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("places__isnull", True),
                            ("places__gte", models.F("taken_count")),
                            _connector="OR",
                        ),
                        name="a_session_is_never_overbooked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_cancelled_session_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presenter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presenter_rows",
                        to="ideas.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["person", "session"], name="presenter_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="a_presenter_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="ideas.idea"
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "due_on", "day"), name="one_reminder_per_date")
                ],
            },
        ),
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
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talk_reports",
                        to="ideas.idea",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talk_reports",
                        to="ideas.comment",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("was_hidden", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)), fields=["id"], name="report_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("comment__isnull", False), ("decided_at__isnull", True)),
                        fields=("reporter", "comment"),
                        name="one_open_report_per_comment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("comment__isnull", True), ("decided_at__isnull", True)),
                        fields=("reporter", "idea"),
                        name="one_open_report_per_idea",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("against__in", ["honesty", "integrity", "discretion", "respect", "off_topic"])
                        ),
                        name="a_report_says_against_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("was_hidden", False),
                            ),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_decides_a_report",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendments",
                        to="ideas.idea",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="ideas.revision",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("part", models.CharField(choices=[("nugget", "Nugget"), ("body", "Body")], max_length=8)),
                ("occurrence", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("before", models.TextField()),
                ("after", models.TextField(blank=True, verbose_name="how it should read")),
                ("reason", models.TextField(max_length=1000, verbose_name="why")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("reviewers", "Authors and reviewers only"),
                            ("employees", "Employees only"),
                            ("everyone", "Everyone who sees the idea"),
                        ],
                        default="everyone",
                        max_length=12,
                        verbose_name="who reads it",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("adapted", "Adapted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                (
                    "made",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_up",
                        to="ideas.revision",
                    ),
                ),
                ("request_key", models.UUIDField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["idea", "-id"], name="amendment_idea"),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["idea"], name="amendment_open"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposer", "request_key"), name="an_amendment_is_proposed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="an_amendment_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_amendment_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "accepted", "adapted", "declined", "withdrawn"])
                        ),
                        name="amendment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["nugget", "body"])), name="amended_part_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["reviewers", "employees", "everyone"])),
                        name="amendment_audience_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_amendment_is_open_or_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made__isnull", False), ("state__in", ["accepted", "adapted"])),
                            models.Q(
                                models.Q(("state__in", ["accepted", "adapted"]), _negated=True),
                                ("made__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="taken_up_means_in_a_revision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_amendment_is_declined_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="segment_tallies",
                        to="ideas.idea",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.segment"
                    ),
                ),
                ("customer_count", models.IntegerField(default=0)),
                ("account_count", models.IntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["segment", "-account_count", "-customer_count", "-idea"],
                        name="tally_for_segment",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("idea", "segment"), name="a_tally_once_per_idea_and_segment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="place_rows",
                        to="ideas.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("taken", "Has a place"), ("waiting", "Waits for a place")], max_length=12
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["session", "state", "id"], name="place_queue"),
                    models.Index(fields=["person", "session"], name="place_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="one_place_per_person"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["taken", "waiting"])), name="place_state_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="ideas.session",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=120, upload_to="sessions/%Y/%m", verbose_name="file"
                    ),
                ),
                ("file_name", models.CharField(blank=True, editable=False, max_length=100)),
                ("content_type", models.CharField(blank=True, editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(default=0, editable=False)),
                ("is_internal", models.BooleanField(default=False, verbose_name="employees only")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("request_key", models.UUIDField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "request_key"), name="material_is_added_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__gt", ""), ("url", "")),
                            models.Q(models.Q(("url", ""), _negated=True), ("file", "")),
                            _connector="OR",
                        ),
                        name="material_is_a_link_or_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback_rows",
                        to="ideas.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("worth", models.PositiveSmallIntegerField(verbose_name="It was worth my time")),
                ("clear", models.PositiveSmallIntegerField(verbose_name="I could follow it")),
                ("useful", models.PositiveSmallIntegerField(verbose_name="I will use what I heard")),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="In your words")),
                (
                    "shows_name",
                    models.BooleanField(default=False, verbose_name="Show the presenters my name"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "feedback",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "person"), name="one_feedback_per_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clear__range", (1, 5)), ("useful__range", (1, 5)), ("worth__range", (1, 5))
                        ),
                        name="feedback_is_one_to_five",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_mails",
                        to="ideas.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("placed", "has a place"),
                            ("presents", "presents"),
                            ("changed", "was changed"),
                            ("cancelled", "was called off"),
                            ("left", "gave the place back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("spans_series", models.BooleanField(default=False)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("mailed_at", models.DateTimeField(editable=False, null=True)),
                ("mail_dropped_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("mail_dropped_at__isnull", True), ("mailed_at__isnull", True)),
                        fields=["id"],
                        name="calendar_mail_owed",
                    ),
                    models.Index(fields=["session", "person", "id"], name="calendar_mail_latest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cause__in", ["placed", "presents", "changed", "cancelled", "left"])
                        ),
                        name="calendar_cause_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance_rows",
                        to="ideas.session",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["person", "session"], name="attendance_person")],
                "constraints": [models.UniqueConstraint(fields=("session", "person"), name="attended_once")],
            },
        ),
        migrations.CreateModel(
            name="SessionIdea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="idea_rows",
                        to="ideas.session",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="session_rows",
                        to="ideas.idea",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("presented", "Presented here"), ("started", "Began here")], max_length=12
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
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("request_key", models.UUIDField(editable=False, null=True)),
                ("is_named", models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["idea", "session"], name="session_idea")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "idea", "part"), name="an_idea_once_per_session"
                    ),
                    models.UniqueConstraint(fields=("session", "request_key"), name="an_idea_begins_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "started")),
                        fields=("idea",),
                        name="an_idea_began_in_one_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["presented", "started"])), name="idea_part_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offerings",
                        to="ideas.theme",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("url", models.URLField(max_length=500, verbose_name="address")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("theme", "name"), name="an_offering_once_per_theme")
                ],
            },
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("nugget", models.TextField(blank=True, max_length=1000)),
                ("body", models.TextField(blank=True, max_length=200000)),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ideas.theme",
                    ),
                ),
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
            ],
            options={
                "ordering": ["-changed_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="a_form_is_jotted_down_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("nugget", ""), _negated=True),
                            models.Q(("body", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_jotting_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="ideas.idea",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="people.organisation",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="ideas.revision"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["idea", "organisation"], name="vote_account"),
                    models.Index(fields=["person", "-id"], include=("idea",), name="vote_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("idea", "person"), name="one_vote_per_person_and_idea")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="ideas.comment",
                    ),
                ),
                ("body", models.TextField()),
                ("said_at", models.DateTimeField()),
                (
                    "replaced_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_copy",
                        to="ideas.idea",
                    ),
                ),
                ("base_number", models.PositiveIntegerField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("nugget", models.TextField(blank=True, max_length=1000)),
                ("body", models.TextField(blank=True, max_length=200000)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Writer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="writers", to="ideas.idea"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("wrote_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("idea", "person"), name="a_writer_once")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachment",
                        to="ideas.evidence",
                    ),
                ),
                ("file", models.FileField(max_length=120, upload_to="evidence/%Y/%m")),
                ("thumbnail", models.FileField(blank=True, max_length=120, upload_to="evidence/%Y/%m")),
                ("name", models.CharField(max_length=100)),
                ("content_type", models.CharField(max_length=100)),
                ("thumbnail_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("thumbnail", ""), ("thumbnail_type", "")),
                            models.Q(
                                models.Q(("thumbnail", ""), _negated=True),
                                models.Q(("thumbnail_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_thumbnail_has_a_type",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="ideas.idea"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_taken",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stay", "I stay an author, without a share of the credit"),
                            ("leave", "I leave the authors; the history keeps my part"),
                            ("behalf", "I wrote it on their behalf: it is theirs alone once they confirm it"),
                        ],
                        max_length=8,
                    ),
                ),
                ("word", models.TextField(blank=True, max_length=1000, verbose_name="a word to them")),
                ("brings_invitation", models.BooleanField(default=False, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "offered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["taker"], name="handover_waiting"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("idea", "giver"),
                        name="one_open_handover_per_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="nobody_takes_over_from_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["stay", "leave", "behalf"])),
                        name="handover_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "open")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("state__in", ["accepted", "declined", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_handover_is_open_or_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_handover_is_declined_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="idea",
            name="readers",
            field=models.ManyToManyField(
                related_name="+", through="ideas.Reader", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="idea",
            name="authors",
            field=models.ManyToManyField(
                related_name="ideas", through="ideas.Authorship", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="presenters",
            field=models.ManyToManyField(
                related_name="sessions_presented", through="ideas.Presenter", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunSQL(NO_CHAINS, CHAINS),
    ]
