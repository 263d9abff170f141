"""A filter whose keys are gathered first and once, whatever the planner expects of the tables.

A planner that guesses too many rows walks a list in its order until a page is full, and the whole table where
few rows fit. One without figures yet may ask a subquery anew for each row.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, QuerySet


def is_one_of(column: str, keys: "QuerySet[Any, Any]") -> Func:
    """As `column__in=keys`; `keys` is a queryset of one column, in no order."""
    template, joiner = "%(expressions)s)", " = ANY("
    return Func(
        F(column), ArraySubquery(keys), template=template, arg_joiner=joiner, output_field=BooleanField()
    )
