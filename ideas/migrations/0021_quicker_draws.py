"""What needs somebody's eyes is found by indexes alone, and for outsiders without skipping what is internal."""

from django.db import migrations, models
from django.db.models.expressions import CombinedExpression


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0020_drawn"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="vote", name="vote_person"),
        migrations.AddIndex(
            model_name="vote",
            index=models.Index(fields=["person", "-id"], include=["idea"], name="vote_person"),
        ),
        migrations.RemoveConstraint(model_name="comment", name="a_comment_is_posted_once"),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                fields=("author", "request_key"), include=("idea",), name="a_comment_is_posted_once"
            ),
        ),
        migrations.RemoveIndex(model_name="idea", name="idea_least_seen_outside"),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                CombinedExpression(
                    CombinedExpression(models.F("backer_count"), "+", models.F("customer_count")),
                    "+",
                    models.F("public_comment_count"),
                ),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("audience__in", ["shared", "network"]), ("stage", "open")),
                name="idea_least_seen_outside",
            ),
        ),
    ]
