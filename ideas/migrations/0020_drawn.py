"""Restricted ideas are not drawn: what needs eyes is found without skipping them."""

import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0019_one_index_each"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="idea",
            name="idea_least_seen",
        ),
        migrations.RemoveIndex(
            model_name="idea",
            name="idea_least_seen_outside",
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        models.F("backer_count"), "+", models.F("customer_count")
                    ),
                    "+",
                    models.F("comment_count"),
                ),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("stage", "open"), models.Q(("audience", "restricted"), _negated=True)),
                name="idea_least_seen",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        models.F("backer_count"), "+", models.F("customer_count")
                    ),
                    "+",
                    models.F("public_comment_count"),
                ),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("stage", "open"), models.Q(("audience", "restricted"), _negated=True)),
                name="idea_least_seen_outside",
            ),
        ),
    ]
