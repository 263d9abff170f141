"""How words are read for searching: without accents, with English endings taken off, or as they are."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

MAKE = """
CREATE TEXT SEARCH CONFIGURATION ideanet (COPY = english);
ALTER TEXT SEARCH CONFIGURATION ideanet ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION ideanet_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION ideanet_words ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""
DROP = """
DROP TEXT SEARCH CONFIGURATION ideanet_words;
DROP TEXT SEARCH CONFIGURATION ideanet;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_units"),
    ]

    operations = [
        migrations.RunSQL(MAKE, DROP),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", config="ideanet_words"),
                name="person_name_words",
            ),
        ),
    ]
