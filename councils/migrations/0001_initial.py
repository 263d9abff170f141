"""Councils, whom they seat, and all that they review, decide and answer."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # The steps by which a database of earlier days came here.
    replaces = [
        ("councils", "0001_councils_seats_and_reviews"),
        ("councils", "0002_proposals"),
        ("councils", "0003_scorecards_and_shares"),
        ("councils", "0004_relations"),
        ("councils", "0005_attestations"),
        ("councils", "0006_deliberation"),
        ("councils", "0007_exceptions"),
        ("councils", "0008_seat_warnings"),
        ("councils", "0009_second_readers"),
        ("councils", "0010_absences"),
        ("councils", "0011_files"),
        ("councils", "0012_nominations"),
        ("councils", "0013_escalation"),
        ("councils", "0014_letter_templates"),
        ("councils", "0015_terms"),
        ("councils", "0016_delegations"),
        ("councils", "0017_examples"),
        ("councils", "0018_secretaries"),
        ("councils", "0019_withdrawn_nominations"),
    ]

    initial = True

    dependencies = [
        ("ideas", "0001_initial"),
        ("people", "0004_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Council",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "blindness",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("authors_hidden", "Authors hidden"),
                            ("both_hidden", "Both hidden"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="blindness",
                    ),
                ),
                (
                    "decision_rule",
                    models.CharField(
                        choices=[
                            ("threshold", "Threshold"),
                            ("majority", "Majority"),
                            ("supermajority", "Supermajority"),
                            ("consensus", "Consensus"),
                            ("chair", "Chair"),
                        ],
                        default="majority",
                        max_length=16,
                        verbose_name="decision rule",
                    ),
                ),
                (
                    "approve_from",
                    models.PositiveSmallIntegerField(
                        default=70,
                        help_text="Percent of the scale; for the rule “threshold”.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="approve from",
                    ),
                ),
                (
                    "decline_below",
                    models.PositiveSmallIntegerField(
                        default=40,
                        help_text="Percent of the scale; for the rule “threshold”. Between the two: revise and resubmit.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="decline below",
                    ),
                ),
                (
                    "share_numerator",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="For the rule “supermajority”: two of three, say.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share of the reviews",
                    ),
                ),
                (
                    "share_denominator",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="of",
                    ),
                ),
                (
                    "authors_see",
                    models.CharField(
                        choices=[
                            ("letter", "The letter alone"),
                            ("texts", "The letter with the reviewers’ texts"),
                            ("averages", "The letter with the reviewers’ texts, and averages"),
                        ],
                        default="averages",
                        help_text="Averages are shown only where three or more reviews stand behind them.",
                        max_length=12,
                        verbose_name="what authors see",
                    ),
                ),
                (
                    "needs_second_reader",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever wrote a letter last does not send it: another chair does, or a member named for it.",
                        verbose_name="a second person checks letters",
                    ),
                ),
                (
                    "secretary_reads",
                    models.BooleanField(
                        default=False,
                        help_text="Those that are in, and their discussion. A secretary never reviews or decides.",
                        verbose_name="the secretary reads the reviews",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="Reviews are due at the end of a day there.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="So many reviews at least.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quorum",
                    ),
                ),
                (
                    "quorum_expert",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by experts"),
                ),
                (
                    "quorum_customer",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by customers"),
                ),
                (
                    "quorum_academic",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by academics"),
                ),
                (
                    "quorum_analyst",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by analysts"),
                ),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="days for a review",
                    ),
                ),
                (
                    "round_limit",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="How often one idea may come back to be revised and resubmitted.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="rounds at most",
                    ),
                ),
                (
                    "co_author_years",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Who wrote an idea with an author in so many years has a conflict of interest. 0: only who still writes one with them.",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="years since a shared idea",
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("experts", "Experts"),
                            ("customers", "Customers"),
                            ("advisers", "Advisers"),
                            ("editorial", "Editorial"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        help_text="One sentence: what this council vets, and for whom.",
                        max_length=300,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "charter",
                    models.TextField(help_text="Markdown.", max_length=20000, verbose_name="charter"),
                ),
                (
                    "invitation_note",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Beside the entry requirements: whom to speak to, when seats come free.",
                        max_length=2000,
                        verbose_name="how to be invited",
                    ),
                ),
                ("is_network", models.BooleanField(default=False, verbose_name="outsiders may see it")),
                (
                    "load_limit",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="How many reviews one member is asked for at a time.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reviews at once",
                    ),
                ),
                (
                    "requires_calibration",
                    models.BooleanField(
                        default=False,
                        help_text="Before a first review goes in, a member scores the examples and sees what was agreed.",
                        verbose_name="new members score the examples first",
                    ),
                ),
                (
                    "escalation_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="What stays overdue for so long goes to those who look after councils, after the chairs.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days until others are told",
                    ),
                ),
                (
                    "term_years",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="years of a term",
                    ),
                ),
                (
                    "terms_most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: no limit.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="terms in a row at most",
                    ),
                ),
                (
                    "pause_years",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Before the same person may sit again.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="years of pause after them",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("blindness__in", ["open", "authors_hidden", "both_hidden"])),
                        name="council_blindness_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decision_rule__in",
                                ["threshold", "majority", "supermajority", "consensus", "chair"],
                            )
                        ),
                        name="council_rule_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approve_from__lte", 100), ("decline_below__lte", models.F("approve_from"))
                        ),
                        name="council_declines_below_what_it_approves",
                        violation_error_message="“Decline below” must not be above “approve from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "share_denominator__lt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("share_numerator"), "*", models.Value(2)
                                ),
                            ),
                            ("share_denominator__range", (1, 100)),
                            ("share_numerator__lte", models.F("share_denominator")),
                        ),
                        name="council_share_is_more_than_half",
                        violation_error_message="The share must be more than half, and at most all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("authors_see__in", ["letter", "texts", "averages"])),
                        name="council_authors_see_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum__gte", 1),
                            (
                                "quorum__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("quorum_expert"), "+", models.F("quorum_customer")
                                        ),
                                        "+",
                                        models.F("quorum_academic"),
                                    ),
                                    "+",
                                    models.F("quorum_analyst"),
                                ),
                            ),
                        ),
                        name="council_quorum_holds_its_classes",
                        violation_error_message="The quorum must be at least as large as its classes together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window_days__range", (1, 180))),
                        name="council_window_is_half_a_year_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round_limit__gte", 1)), name="council_has_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("co_author_years__lte", 20)),
                        name="council_forgets_after_20_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["experts", "customers", "advisers", "editorial"])),
                        name="council_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="a_council_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pause_years__range", (1, 10)), ("term_years__range", (1, 10))),
                        name="terms_and_pauses_are_1_to_10_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("terms_most__isnull", True), ("terms_most__gte", 1), _connector="OR"
                        ),
                        name="a_council_has_a_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("load_limit__gte", 1)), name="a_council_can_ask_its_members"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("escalation_days__range", (1, 90))),
                        name="a_council_escalates_within_90_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="councils.council",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat_class",
                    models.CharField(
                        choices=[
                            ("expert", "Expert"),
                            ("customer", "Customer"),
                            ("academic", "Academic"),
                            ("analyst", "Analyst"),
                        ],
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("is_chair", models.BooleanField(default=False, verbose_name="chair")),
                ("is_secretary", models.BooleanField(default=False, verbose_name="secretary")),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Empty: no end is set.", null=True, verbose_name="until"
                    ),
                ),
                ("ended_on", models.DateField(blank=True, editable=False, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("let_go_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "let_go_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "let_go_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is not renewed"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exception",
                    models.CharField(
                        blank=True,
                        help_text="Why the seat was given although an entry requirement is not met.",
                        max_length=300,
                        verbose_name="reason for an exception",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_chair", "starts_on", "pk"],
                "indexes": [models.Index(fields=["person", "council"], name="seat_person")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("council", "person"),
                        name="one_open_seat_per_person_and_council",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seat_class__in", ["expert", "customer", "academic", "analyst"])),
                        name="seat_class_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="a_term_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_because", ""), ("ended_by__isnull", True), ("ended_on__isnull", True)
                            ),
                            models.Q(
                                ("ended_on__isnull", False), models.Q(("ended_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_seat_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("let_go_at__isnull", True),
                                ("let_go_because", ""),
                                ("let_go_by__isnull", True),
                            ),
                            models.Q(
                                ("let_go_at__isnull", False),
                                ("let_go_by__isnull", False),
                                models.Q(("let_go_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_seat_let_go_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_chair", False), ("is_secretary", False), _connector="OR"),
                        name="a_secretary_is_no_chair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="councils.seat",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="from")),
                ("until_on", models.DateField(verbose_name="until")),
                ("starts_at", models.DateTimeField(editable=False)),
                ("ends_at", models.DateTimeField(editable=False)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "acting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acting_for",
                        to="councils.seat",
                    ),
                ),
                (
                    "stated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["from_on", "pk"],
                "indexes": [models.Index(fields=["acting", "starts_at"], name="absence_acting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("starts_at")), ("until_on__gte", models.F("from_on"))
                        ),
                        name="an_absence_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acting__isnull", True),
                            models.Q(("acting", models.F("seat")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_acts_for_themselves",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("seat", "from_on"),
                        name="away_from_a_day_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scorecard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scorecards",
                        to="councils.council",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "minimum_coverage",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Percent of the weight that must be answered before a review can be submitted.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="minimum coverage",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "version"), name="a_scorecard_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minimum_coverage__lte", 100)),
                        name="minimum_coverage_is_a_percentage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="councils.scorecard",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="criterion")),
                ("guidance", models.CharField(blank=True, max_length=300, verbose_name="what it asks")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="weight",
                    ),
                ),
                (
                    "labels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        size=None,
                        verbose_name="labels of the scale",
                    ),
                ),
                (
                    "rubric",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(blank=True, max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what each point looks like",
                    ),
                ),
                ("is_text", models.BooleanField(default=False, verbose_name="answered in words")),
                ("is_required", models.BooleanField(default=True, verbose_name="must be answered")),
                (
                    "allows_not_applicable",
                    models.BooleanField(default=False, verbose_name="may be “not applicable”"),
                ),
            ],
            options={
                "verbose_name_plural": "criteria",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scorecard", "position"), name="a_scorecard_criterion_has_its_place"
                    ),
                    models.UniqueConstraint(
                        fields=("scorecard", "name"), name="a_criterion_once_per_scorecard"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1)), name="a_scorecard_criterion_weighs_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_text", False), ("labels__len__range", (2, 10))),
                            models.Q(("allows_not_applicable", False), ("is_text", True), ("labels__len", 0)),
                            _connector="OR",
                        ),
                        name="a_scale_has_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rubric__len", 0), ("rubric__len", models.F("labels__len")), _connector="OR"
                        ),
                        name="a_rubric_has_words_for_each_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_templates",
                        to="councils.council",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("approve", models.TextField(blank=True, max_length=10000, verbose_name="approval")),
                (
                    "revise",
                    models.TextField(blank=True, max_length=10000, verbose_name="revise and resubmit"),
                ),
                ("decline", models.TextField(blank=True, max_length=10000, verbose_name="decline")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "version"), name="letter_templates_are_counted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="letter_templates_begin_at_1"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "blindness",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("authors_hidden", "Authors hidden"),
                            ("both_hidden", "Both hidden"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="blindness",
                    ),
                ),
                (
                    "decision_rule",
                    models.CharField(
                        choices=[
                            ("threshold", "Threshold"),
                            ("majority", "Majority"),
                            ("supermajority", "Supermajority"),
                            ("consensus", "Consensus"),
                            ("chair", "Chair"),
                        ],
                        default="majority",
                        max_length=16,
                        verbose_name="decision rule",
                    ),
                ),
                (
                    "approve_from",
                    models.PositiveSmallIntegerField(
                        default=70,
                        help_text="Percent of the scale; for the rule “threshold”.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="approve from",
                    ),
                ),
                (
                    "decline_below",
                    models.PositiveSmallIntegerField(
                        default=40,
                        help_text="Percent of the scale; for the rule “threshold”. Between the two: revise and resubmit.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="decline below",
                    ),
                ),
                (
                    "share_numerator",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="For the rule “supermajority”: two of three, say.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share of the reviews",
                    ),
                ),
                (
                    "share_denominator",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="of",
                    ),
                ),
                (
                    "authors_see",
                    models.CharField(
                        choices=[
                            ("letter", "The letter alone"),
                            ("texts", "The letter with the reviewers’ texts"),
                            ("averages", "The letter with the reviewers’ texts, and averages"),
                        ],
                        default="averages",
                        help_text="Averages are shown only where three or more reviews stand behind them.",
                        max_length=12,
                        verbose_name="what authors see",
                    ),
                ),
                (
                    "needs_second_reader",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever wrote a letter last does not send it: another chair does, or a member named for it.",
                        verbose_name="a second person checks letters",
                    ),
                ),
                (
                    "secretary_reads",
                    models.BooleanField(
                        default=False,
                        help_text="Those that are in, and their discussion. A secretary never reviews or decides.",
                        verbose_name="the secretary reads the reviews",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC",
                        help_text="Reviews are due at the end of a day there.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="So many reviews at least.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quorum",
                    ),
                ),
                (
                    "quorum_expert",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by experts"),
                ),
                (
                    "quorum_customer",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by customers"),
                ),
                (
                    "quorum_academic",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by academics"),
                ),
                (
                    "quorum_analyst",
                    models.PositiveSmallIntegerField(default=0, verbose_name="of them by analysts"),
                ),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="days for a review",
                    ),
                ),
                (
                    "round_limit",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="How often one idea may come back to be revised and resubmitted.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="rounds at most",
                    ),
                ),
                (
                    "co_author_years",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Who wrote an idea with an author in so many years has a conflict of interest. 0: only who still writes one with them.",
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="years since a shared idea",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="councils.council",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_reviews",
                        to="ideas.idea",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_reviews",
                        to="ideas.revision",
                    ),
                ),
                ("round_number", models.PositiveIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="councils.scorecard",
                    ),
                ),
                (
                    "letter_template",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="councils.lettertemplate",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Under review"),
                            ("decided", "Decided, letter to be sent"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn by its authors"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("overdue_told_at", models.DateTimeField(editable=False, null=True)),
                ("escalated_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["due_at", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["council", "state", "due_at"], name="review_council")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("blindness__in", ["open", "authors_hidden", "both_hidden"])),
                        name="councilreview_blindness_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decision_rule__in",
                                ["threshold", "majority", "supermajority", "consensus", "chair"],
                            )
                        ),
                        name="councilreview_rule_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approve_from__lte", 100), ("decline_below__lte", models.F("approve_from"))
                        ),
                        name="councilreview_declines_below_what_it_approves",
                        violation_error_message="“Decline below” must not be above “approve from”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "share_denominator__lt",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("share_numerator"), "*", models.Value(2)
                                ),
                            ),
                            ("share_denominator__range", (1, 100)),
                            ("share_numerator__lte", models.F("share_denominator")),
                        ),
                        name="councilreview_share_is_more_than_half",
                        violation_error_message="The share must be more than half, and at most all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("authors_see__in", ["letter", "texts", "averages"])),
                        name="councilreview_authors_see_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum__gte", 1),
                            (
                                "quorum__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("quorum_expert"), "+", models.F("quorum_customer")
                                        ),
                                        "+",
                                        models.F("quorum_academic"),
                                    ),
                                    "+",
                                    models.F("quorum_analyst"),
                                ),
                            ),
                        ),
                        name="councilreview_quorum_holds_its_classes",
                        violation_error_message="The quorum must be at least as large as its classes together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window_days__range", (1, 180))),
                        name="councilreview_window_is_half_a_year_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round_limit__gte", 1)), name="councilreview_has_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("co_author_years__lte", 20)),
                        name="councilreview_forgets_after_20_years",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["decided", "open"])),
                        fields=("idea",),
                        name="one_council_at_a_time_has_an_idea",
                    ),
                    models.UniqueConstraint(
                        fields=("council", "idea", "round_number", "number"),
                        name="a_councils_rounds_are_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "decided", "closed", "withdrawn"])),
                        name="review_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state__in", ["decided", "open"])),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("state__in", ["decided", "open"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_review_under_way_is_not_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("opened_at"))), name="a_review_has_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", models.F("round_limit"))),
                        name="a_review_is_within_its_rounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Example",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="examples",
                        to="councils.council",
                    ),
                ),
                (
                    "scorecard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.scorecard"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.councilreview",
                    ),
                ),
                ("own_title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                (
                    "own_body",
                    models.TextField(
                        blank=True, help_text="Markdown.", max_length=40000, verbose_name="text"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("retired_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("review__isnull", True),
                                models.Q(("own_title", ""), _negated=True),
                                models.Q(("own_body", ""), _negated=True),
                            ),
                            models.Q(("own_body", ""), ("own_title", ""), ("review__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_example_is_written_or_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("review",),
                        name="a_review_is_one_example",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreedScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "example",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreed",
                        to="councils.example",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.criterion"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(null=True)),
                ("reason", models.CharField(max_length=1000, verbose_name="why")),
            ],
            options={
                "ordering": ["criterion__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("example", "criterion"), name="agreed_once_per_criterion"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points__isnull", True), ("points__range", (1, 10)), _connector="OR"
                        ),
                        name="agreed_points_are_on_a_scale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="what_is_agreed_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attestation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="councils.seat",
                    ),
                ),
                ("sentence", models.CharField(max_length=300)),
                (
                    "attested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True),
                        name="an_attestation_says_something",
                    ),
                    models.UniqueConstraint(fields=("seat", "sentence"), name="attested_once_per_seat"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("approve", "Approve"),
                            ("revise", "Revise and resubmit"),
                            ("decline", "Decline"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                (
                    "computed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approve", "Approve"),
                            ("revise", "Revise and resubmit"),
                            ("decline", "Decline"),
                        ],
                        max_length=12,
                    ),
                ),
                ("working", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("void_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("void_at__isnull", True)),
                        fields=("review",),
                        name="one_standing_decision_per_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["approve", "revise", "decline"])),
                        name="decision_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", models.F("computed")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_decision_against_the_rule_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="councils.seat",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("void", "Void"),
                        ],
                        default="invited",
                        max_length=12,
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("declined_because", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("reminded_before_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_after_at", models.DateTimeField(editable=False, null=True)),
                ("escalated_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_by_hand_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["due_at", "pk"],
                "indexes": [models.Index(fields=["person", "state", "due_at"], name="assignment_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "person"), name="a_member_is_assigned_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["invited", "accepted", "declined", "void"])),
                        name="assignment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_declined_assignment_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegations",
                        to="councils.assignment",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.seat"
                    ),
                ),
                ("obstacle", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("accepted", "Accepted"),
                            ("confirmed", "Confirmed by a chair"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "answered_by",
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
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("assignment",),
                        name="a_review_is_offered_to_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state", "asked"),
                            ),
                            models.Q(
                                ("state__in", ["accepted", "confirmed", "refused", "withdrawn"]),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_delegation_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_decisions",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ideas.evidence"
                    ),
                ),
                ("is_given", models.BooleanField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "evidence"), name="a_file_is_decided_once_per_review"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendation",
                        to="councils.assignment",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approve", "Approve"),
                            ("revise", "Revise and resubmit"),
                            ("decline", "Decline"),
                        ],
                        max_length=12,
                        verbose_name="your recommendation",
                    ),
                ),
                (
                    "to_authors",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. What is good, what is missing, what would convince you.",
                        max_length=20000,
                        verbose_name="for the authors",
                    ),
                ),
                (
                    "to_council",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Never shown to authors.",
                        max_length=20000,
                        verbose_name="for the council only",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                ("amended_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["submitted_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            ("outcome__in", ["approve", "revise", "decline"]),
                            _connector="OR",
                        ),
                        name="recommendation_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amended_at__isnull", True), ("submitted_at__isnull", False), _connector="OR"
                        ),
                        name="what_is_amended_was_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted_at__isnull", True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_submitted_review_recommends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former",
                        to="councils.recommendation",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("approve", "Approve"),
                            ("revise", "Revise and resubmit"),
                            ("decline", "Decline"),
                        ],
                        max_length=12,
                    ),
                ),
                ("to_authors", models.TextField()),
                ("to_council", models.TextField(blank=True)),
                ("answers", models.JSONField(default=list)),
                ("reason", models.CharField(max_length=500, verbose_name="what changed your mind")),
                (
                    "replaced_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "number"), name="former_reviews_are_counted"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["approve", "revise", "decline"])),
                        name="former_review_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_change_of_mind_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_requests",
                        to="councils.assignment",
                    ),
                ),
                ("body", models.TextField(max_length=2000, verbose_name="what you need")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("request_key", models.UUIDField(editable=False)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "request_key"), name="help_is_asked_for_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="a_help_request_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter",
                        to="councils.decision",
                    ),
                ),
                ("body", models.TextField(help_text="Markdown.", max_length=40000, verbose_name="letter")),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("needs_second", models.BooleanField(default=False, editable=False)),
                (
                    "second_reader",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                (
                    "sent_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            models.Q(
                                ("sent_at__isnull", False),
                                ("sent_by__isnull", False),
                                models.Q(("body", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_letter_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_second", False),
                            models.Q(
                                ("written_by__isnull", False),
                                models.Q(
                                    ("sent_at__isnull", True),
                                    models.Q(("sent_by", models.F("written_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_letter_is_sent_by_its_second_reader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nominations",
                        to="councils.council",
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
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "offers_next",
                    models.BooleanField(
                        default=False,
                        help_text="When an invitation is declined or runs out, the next in line is invited at once.",
                        verbose_name="offer the next alternate by itself",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.seat",
                    ),
                ),
                ("set_aside_because", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("is_withdrawn", models.BooleanField(default=False, editable=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["opened_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("council", "person"),
                        name="one_open_nomination_per_person_and_council",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("is_withdrawn", False),
                                ("seat__isnull", True),
                                ("set_aside_because", ""),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("is_withdrawn", False),
                                ("seat__isnull", False),
                                ("set_aside_because", ""),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("is_withdrawn", False),
                                ("seat__isnull", True),
                                models.Q(("set_aside_because", ""), _negated=True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("is_withdrawn", True),
                                ("seat__isnull", True),
                                ("set_aside_because", ""),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_nomination_says_what_came_of_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nominator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nominators",
                        to="councils.nomination",
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
                ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("nomination", "person"), name="a_nominator_speaks_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_nomination_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seat_invitations",
                        to="councils.council",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seat_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat_class",
                    models.CharField(
                        choices=[
                            ("expert", "Expert"),
                            ("customer", "Customer"),
                            ("academic", "Academic"),
                            ("analyst", "Analyst"),
                        ],
                        max_length=12,
                        verbose_name="class",
                    ),
                ),
                ("is_chair", models.BooleanField(default=False, verbose_name="as a chair")),
                ("is_secretary", models.BooleanField(default=False, verbose_name="as the secretary")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                (
                    "exception",
                    models.CharField(blank=True, max_length=300, verbose_name="reason for an exception"),
                ),
                (
                    "needs_agreement",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="An entry requirement is not met, so a second person agrees before it is sent.",
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "token_digest",
                    models.CharField(
                        editable=False,
                        help_text="SHA-256 of the token, in hexadecimal.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                (
                    "expiry_told_at",
                    models.DateTimeField(
                        editable=False, help_text="When the chairs were told that it ran out.", null=True
                    ),
                ),
                (
                    "mailed_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="When the newest token went out; null if it did not.",
                        null=True,
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seat",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to="councils.seat",
                    ),
                ),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("declined_because", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-invited_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("seat__isnull", True)),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("declined_at__isnull", True),
                                ("revoked_at__isnull", True),
                                ("seat__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_accepted_invitation_has_a_seat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"
                        ),
                        name="declined_or_revoked_not_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seat_class__in", ["expert", "customer", "academic", "analyst"])),
                        name="invited_seat_class_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="an_invited_term_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_by__isnull", False),
                                ("needs_agreement", True),
                            ),
                            _connector="OR",
                        ),
                        name="an_agreement_says_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_agreement", False),
                            models.Q(("exception", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_exception_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(
                                models.Q(("agreed_by", models.F("invited_by")), _negated=True),
                                models.Q(("agreed_by", models.F("person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_exception_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_agreement", False),
                            ("agreed_at__isnull", False),
                            models.Q(("accepted_at__isnull", True), ("declined_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="an_exception_is_agreed_to_before_it_is_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_chair", False), ("is_secretary", False), _connector="OR"),
                        name="an_invited_secretary_is_no_chair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            ("declined_at__isnull", True),
                            ("revoked_at__isnull", True),
                        ),
                        fields=("council", "person"),
                        name="one_standing_invitation_per_person_and_council",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Nominee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nominees",
                        to="councils.nomination",
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
                ("place", models.PositiveSmallIntegerField()),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="nominees",
                        to="councils.seatinvitation",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("nomination", "person"), name="in_line_once"),
                    models.UniqueConstraint(fields=("nomination", "place"), name="one_nominee_per_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="councils.decision",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="point")),
                ("met", models.TextField(blank=True, max_length=2000, verbose_name="how it was met")),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "position"), name="a_point_has_its_place"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_point_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivateNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("body", models.TextField(blank=True, max_length=20000, verbose_name="private notes")),
                (
                    "saved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "writer"), name="one_private_note_per_review_and_writer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="councils.council",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=("council", "made_by"),
                        name="one_open_proposal_per_chair_and_council",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed",
                        to="councils.proposal",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="councils.seat"
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("by_hand", models.BooleanField(default=False)),
                (
                    "refused",
                    models.CharField(
                        blank=True, help_text="Why they could not be asked after all.", max_length=300
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "proposed",
                "ordering": ["review", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "review", "seat"), name="a_member_is_proposed_once_per_review"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                        related_name="relations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "Family"),
                            ("friend", "Close friend"),
                            ("employer", "Former employer or employee"),
                            ("business", "Shared business or investment"),
                            ("teacher", "Teacher or student"),
                            ("quarrel", "We do not get on"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                        verbose_name="what you are to each other",
                    ),
                ),
                (
                    "declared_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "other"), name="a_relation_is_declared_once"),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="a_relation_is_between_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["family", "friend", "employer", "business", "teacher", "quarrel", "other"],
                            )
                        ),
                        name="relation_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="remark")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("void_at", models.DateTimeField(editable=False, null=True)),
                ("request_key", models.UUIDField(editable=False)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["review", "id"], name="remark_review")],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "request_key"), name="a_remark_is_made_once"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="a_remark_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewals",
                        to="councils.seat",
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "exception",
                    models.CharField(blank=True, max_length=300, verbose_name="reason for an exception"),
                ),
                ("needs_agreement", models.BooleanField(default=False, editable=False)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "renewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "renewed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("seat", "starts_on"), name="a_term_is_renewed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="a_renewed_term_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_agreement", False),
                            models.Q(("exception", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_term_too_many_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_by__isnull", False),
                                ("needs_agreement", True),
                                models.Q(("agreed_by", models.F("renewed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_term_too_many_takes_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="councils.council",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("credential", "Verified credentials of a kind"),
                            ("ideas_approved", "Ideas approved"),
                            ("organisation", "An organisation of a kind"),
                            ("years", "Years in the field"),
                            ("unit", "A unit of the company"),
                            ("attestation", "A sentence to attest on accepting"),
                        ],
                        max_length=16,
                        verbose_name="rule",
                    ),
                ),
                (
                    "credential_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("patent", "Patent"),
                            ("publication", "Publication"),
                            ("degree", "Degree"),
                            ("certification", "Certification"),
                            ("talk", "Talk"),
                            ("prize", "Prize"),
                            ("years", "Years in the field"),
                        ],
                        max_length=16,
                        verbose_name="kind of credential",
                    ),
                ),
                (
                    "organisation_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "Home"),
                            ("customer", "Customer"),
                            ("academic", "Academic body"),
                            ("analyst", "Analyst firm"),
                            ("association", "Association"),
                        ],
                        max_length=12,
                        verbose_name="kind of organisation",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        help_text="For a unit its name; for an attestation the sentence, as the member says it.",
                        max_length=300,
                        verbose_name="unit, or sentence",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="how many",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "credential_kind__in",
                                    [
                                        "patent",
                                        "publication",
                                        "degree",
                                        "certification",
                                        "talk",
                                        "prize",
                                        "years",
                                    ],
                                ),
                                ("kind", "credential"),
                                ("organisation_kind", ""),
                                ("text", ""),
                            ),
                            models.Q(
                                ("credential_kind", ""),
                                ("kind__in", ["ideas_approved", "years"]),
                                ("organisation_kind", ""),
                                ("text", ""),
                            ),
                            models.Q(
                                ("credential_kind", ""),
                                ("kind", "organisation"),
                                ("number", 1),
                                (
                                    "organisation_kind__in",
                                    ["home", "customer", "academic", "analyst", "association"],
                                ),
                                ("text", ""),
                            ),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                ("credential_kind", ""),
                                ("kind__in", ["unit", "attestation"]),
                                ("number", 1),
                                ("organisation_kind", ""),
                            ),
                            _connector="OR",
                        ),
                        name="a_requirement_says_what_it_requires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="a_requirement_requires_something"
                    ),
                    models.UniqueConstraint(
                        fields=("council", "kind", "credential_kind", "organisation_kind", "text"),
                        name="a_requirement_once_per_council",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="councils.recommendation",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="councils.criterion",
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(null=True)),
                ("text", models.TextField(blank=True, max_length=5000)),
            ],
            options={
                "ordering": ["criterion__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "criterion"), name="a_criterion_is_scored_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points__isnull", True), ("points__range", (1, 10)), _connector="OR"
                        ),
                        name="points_are_on_a_scale",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__isnull", True), ("text", ""), _connector="OR"),
                        name="a_score_is_points_or_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warnings",
                        to="councils.seat",
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.credential"
                    ),
                ),
                (
                    "expires_on",
                    models.DateField(help_text="The day that was warned of: a new day is a new warning."),
                ),
                (
                    "warned_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seat", "credential", "expires_on"), name="a_seat_is_warned_of_a_day_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Separation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="separations",
                        to="councils.council",
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("council", "one", "other"), name="a_separation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="a_separation_is_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_separation_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summaries",
                        to="councils.councilreview",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="summary of the discussion")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("void_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name_plural": "summaries",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["review", "id"], name="summary_review")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="a_summary_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TermWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="term_warnings",
                        to="councils.seat",
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(help_text="The day that was warned of: a new day is a new warning."),
                ),
                (
                    "warned_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("seat", "ends_on"), name="a_term_is_warned_of_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="councils.letter",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("body", models.TextField(max_length=10000, verbose_name="answer")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("letter", "author"), name="one_answer_per_author"),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="an_answer_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Calibration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "example",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calibrations",
                        to="councils.example",
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
                ("points", models.JSONField(default=dict)),
                (
                    "done_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("example", "person"), name="an_example_is_scored_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="councils.councilreview",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own_idea", "is an author of the idea"),
                            ("contributor", "had a hand in the idea"),
                            ("reporting_line", "is in the reporting line of an author"),
                            ("same_team", "is in the same team as an author: same unit, same manager"),
                            ("same_account", "is of the customer account that the idea is meant for"),
                            ("co_author", "writes another idea with an author, or did lately"),
                            ("related", "has a relation to an author, which one of the two declared"),
                            ("declared", "declared a conflict of interest"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="what the conflict is")),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "declared_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "person"), name="a_conflict_once_per_person"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("declared_by__isnull", False),
                                ("kind", "declared"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "declared"), _negated=True), ("declared_by__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="a_declared_conflict_says_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "own_idea",
                                    "contributor",
                                    "reporting_line",
                                    "same_team",
                                    "same_account",
                                    "co_author",
                                    "related",
                                    "declared",
                                ],
                            )
                        ),
                        name="conflict_kind_is_known",
                    ),
                ],
            },
        ),
    ]
