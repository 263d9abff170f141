"""Search without accents, in comments and by the beginnings of words; and the text that snippets are cut from."""

from typing import Any

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from ideanet import html

BATCH = 500
INDEX = """
UPDATE "ideas_idea" SET plain = given.nugget || E'\\n\\n' || given.body, search =
    setweight(to_tsvector('ideanet', title), 'A')
    || setweight(to_tsvector('ideanet', given.nugget), 'B')
    || setweight(to_tsvector('ideanet', given.body), 'C')
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given (id, nugget, body)
WHERE ideas_idea.id = given.id
"""


def read_again(apps: Any, schema_editor: Any) -> None:
    """A batch at a time, so that no idea is locked for long."""
    ideas = apps.get_model("ideas", "Idea").objects.order_by("pk").values_list("pk", "nugget", "body")
    last = 0
    while rows := list(ideas.filter(pk__gt=last)[:BATCH]):
        keys, nuggets, bodies = zip(*rows, strict=True)
        texts = [[html.to_text(text) for text in column] for column in (nuggets, bodies)]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(INDEX, [list(keys), *texts])
        last = keys[-1]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("ideas", "0004_sessions"),
        ("people", "0004_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="idea",
            name="plain",
            field=models.TextField(db_default="", editable=False),
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="comment",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("body", config="ideanet"), name="comment_search"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("title", config="ideanet_words"),
                name="idea_title_words",
            ),
        ),
    ]
