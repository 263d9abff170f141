"""What ideas are ordered by: how warm they are, how little they were seen, and how much they matter to a segment."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Ln, Power

UNITS = "(extract(epoch FROM {}) - 1577836800)::float8 / 604800"
SUPPORT = f"""
UPDATE ideas_idea SET support_heat = coalesce(ln(nullif(
    (SELECT coalesce(sum(2 * power(2::float8, {UNITS.format("vote.at")})), 0)
        FROM ideas_vote vote WHERE vote.idea_id = ideas_idea.id)
    + coalesce(power(2::float8, {UNITS.format("opened_at")}), 0), 0)) / ln(2::float8), 0)
"""  # noqa: S608  # our own words
TALK = f"""
UPDATE ideas_idea SET (talk_heat, talk_heat_outside) = (
    SELECT coalesce(ln(nullif(sum(power(2::float8, latest)), 0)) / ln(2::float8), 0),
        coalesce(ln(nullif(sum(power(2::float8, latest_outside)), 0)) / ln(2::float8), 0)
    FROM (
        SELECT max({UNITS.format("comment.at")}) AS latest,
            max({UNITS.format("comment.at")}) FILTER (WHERE comment.audience = 'everyone') AS latest_outside
        FROM ideas_comment comment
        WHERE comment.idea_id = ideas_idea.id AND comment.deleted_at IS NULL
            AND comment.audience <> 'reviewers' AND comment.author_id <> ideas_idea.created_by_id
        GROUP BY comment.author_id
    ) people
)
"""  # noqa: S608  # our own words
TALLIES = """
INSERT INTO ideas_segmenttally (idea_id, segment_id, customer_count, account_count)
SELECT vote.idea_id, organisation.segment_id, count(*), count(DISTINCT organisation.id)
FROM ideas_vote vote JOIN people_organisation organisation ON organisation.id = vote.organisation_id
WHERE organisation.kind = 'customer' AND organisation.segment_id IS NOT NULL GROUP BY 1, 2
"""


def rising(talk: str) -> models.GeneratedField:
    total = Power(Value(2.0), F("support_heat")) + Power(Value(2.0), F(talk))
    return models.GeneratedField(
        db_persist=True, expression=Ln(total) / Ln(Value(2.0)), output_field=models.FloatField()
    )


def least_seen(talk: str, name: str) -> models.Index:
    return models.Index(
        F("backer_count") + F("customer_count") + F(talk),
        F("opened_at").desc(),
        F("id").desc(),
        condition=Q(stage="open"),
        name=name,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0011_moderation"),
        ("people", "0004_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="SegmentTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("customer_count", models.IntegerField(default=0)),
                ("account_count", models.IntegerField(default=0)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["idea", "segment"], name="a_tally_once_per_idea_and_segment"
                    )
                ],
                "indexes": [
                    models.Index(
                        fields=["segment", "-account_count", "-customer_count", "-idea"],
                        name="tally_for_segment",
                    )
                ],
            },
        ),
        migrations.AddField("idea", "support_heat", models.FloatField(db_default=0.0, editable=False)),
        migrations.AddField("idea", "talk_heat", models.FloatField(db_default=0.0, editable=False)),
        migrations.AddField("idea", "talk_heat_outside", models.FloatField(db_default=0.0, editable=False)),
        migrations.RunSQL(["SET CONSTRAINTS ALL IMMEDIATE", SUPPORT, TALK, TALLIES], migrations.RunSQL.noop),
        migrations.AddField("idea", "rising", rising("talk_heat")),
        migrations.AddField("idea", "rising_outside", rising("talk_heat_outside")),
        migrations.AddIndex("idea", models.Index(fields=["-rising", "-id"], name="idea_rising")),
        migrations.AddIndex(
            "idea", models.Index(fields=["-rising_outside", "-id"], name="idea_rising_outside")
        ),
        migrations.AddIndex("idea", least_seen("comment_count", "idea_least_seen")),
        migrations.AddIndex("idea", least_seen("public_comment_count", "idea_least_seen_outside")),
    ]
