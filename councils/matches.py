"""How well members' fields of expertise fit the ideas under review, with what speaks for each pair.

A field fits an idea where all its words stand in the idea, or all of them in its theme. Nothing else
counts: no guess at what somebody might know.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from councils.matching import Pair
from ideas.querysets.ideas import SEARCH_CONFIG

# The words of a field are read once, and each idea's words once, however many members share the field.
_FITTING = """
    WITH field AS MATERIALIZED (
        SELECT DISTINCT e.id, e.name, plainto_tsquery(%(config)s::regconfig, e.name) AS query
        FROM people_expertise e JOIN people_person_expertise p ON p.expertise_id = e.id
        WHERE p.person_id = ANY(%(people)s)
    ), text AS MATERIALIZED (
        SELECT review.id, idea.search AS words, to_tsvector(
            %(config)s::regconfig, concat_ws(' ', theme.title, theme.summary, theme.brief)
        ) AS theme
        FROM councils_councilreview review
        JOIN ideas_idea idea ON idea.id = review.idea_id
        JOIN ideas_theme theme ON theme.id = idea.theme_id
        WHERE review.id = ANY(%(reviews)s)
    )
    SELECT text.id, p.person_id, field.name
    FROM text JOIN field ON text.words @@ field.query OR text.theme @@ field.query
    JOIN people_person_expertise p ON p.expertise_id = field.id
    WHERE p.person_id = ANY(%(people)s)
    ORDER BY field.name
"""


def fields_that_fit(reviews: Iterable[int], people: Iterable[int]) -> dict[Pair, list[str]]:
    """The fields that speak for a member, by review and member; pairs without any are left out. One query."""
    given: dict[str, Any] = {"reviews": list(reviews), "people": list(people), "config": SEARCH_CONFIG}
    found: defaultdict[Pair, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_FITTING, given)
        for review, person, name in cursor.fetchall():
            found[review, person].append(name)
    return dict(found)
