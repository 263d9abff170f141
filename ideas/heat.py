"""How warm an idea is: the figure that the order "rising" goes by, and its proof.

Each person who supports an idea adds 2, each who has commented on it (but the one who began it) adds 1 by their
latest comment, and opening adds 1. Each of these halves every seven days. Since all of them halve alike, the order of
two ideas changes only when something happens to one of them: what is stored is the logarithm of the sum, as of the
first day of 2020, and time itself changes nothing. So a page that follows another shows what it would have shown.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import connection

from ideas.models import Idea
from ideas.proofs import Difference
from ideas.stages import CommentAudience

SUPPORT: Final = 2
TALK: Final = 1
OPENING: Final = 1
HALF_LIFE_DAYS: Final = 7
# In half-lives, ten minutes: what two clocks of one transaction differ by is less.
TOLERANCE: Final = 0.001
SIZE: Final = 1000


def units(moment: str) -> str:
    """SQL: a moment in half-lives since 2020 began, in UTC."""
    return f"(extract(epoch FROM {moment}) - 1577836800)::float8 / {HALF_LIFE_DAYS * 86400}"


def support_of(idea: str) -> str:
    """SQL: when each person who stands behind the idea of this key did; those that came by a merge once too.

    The ideas are one array: for one or the other PostgreSQL would read every vote there is.
    """
    return f"""
        SELECT max(vote.at) AS at FROM ideas_vote vote
        WHERE vote.idea_id = ANY (
            array_append(ARRAY(SELECT merged.id FROM ideas_idea merged WHERE merged.merged_into_id = {idea}), {idea})
        ) AND NOT EXISTS (
            SELECT 1 FROM ideas_authorship part
            WHERE part.idea_id = {idea} AND part.person_id = vote.person_id AND part.accepted_at IS NOT NULL
        ) GROUP BY vote.person_id
    """  # noqa: S608  # our own words


def _logarithm(total: str) -> str:
    return f"coalesce(ln(nullif({total}, 0)) / ln(2::float8), 0)"


# SQL of one row of ideas_idea: what its votes and its opening say.
SUPPORT_COUNTED: Final = _logarithm(
    f"""(SELECT coalesce(sum({SUPPORT} * power(2::float8, {units("at")})), 0)
        FROM ({support_of("ideas_idea.id")}) support)
    + coalesce({OPENING} * power(2::float8, {units("ideas_idea.opened_at")}), 0)"""  # noqa: S608  # our own words
)
# SQL of one row of ideas_idea: what is said, to employees and to everyone.
_TALK_COUNTED: Final = f"""
    SELECT {_logarithm("sum(power(2::float8, latest))")}, {_logarithm("sum(power(2::float8, latest_outside))")}
    FROM (
        SELECT max({units("comment.at")}) AS latest,
            max({units("comment.at")}) FILTER (WHERE comment.audience = '{CommentAudience.EVERYONE}')
                AS latest_outside
        FROM ideas_comment comment
        WHERE comment.idea_id = ideas_idea.id AND comment.deleted_at IS NULL
            AND comment.audience <> '{CommentAudience.REVIEWERS}'
            AND comment.author_id <> ideas_idea.created_by_id
        GROUP BY comment.author_id
    ) people
"""  # noqa: S608  # our own words
_COUNTED: Final = f"""
    SELECT ideas_idea.id, {SUPPORT_COUNTED}, talk.everyone, talk.outside
    FROM ideas_idea, LATERAL ({_TALK_COUNTED}) AS talk (everyone, outside) WHERE ideas_idea.id = ANY(%(keys)s)
"""  # noqa: S608  # our own words
_RECOUNT_TALK: Final = f"""
    UPDATE ideas_idea SET (talk_heat, talk_heat_outside) = ({_TALK_COUNTED}) WHERE id = ANY(%(keys)s)
"""  # noqa: S608  # our own words
# Given `keys`.
RECOUNT_SUPPORT: Final = f"UPDATE ideas_idea SET support_heat = {SUPPORT_COUNTED} WHERE id = ANY(%(keys)s)"  # noqa: S608  # our own words


def recount_talk(*keys: int) -> None:
    """Store what the comments on these ideas say. The caller holds their locks."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT_TALK, {"keys": list(keys)})


def recount_support(*keys: int) -> None:
    """Store what the votes for these ideas, and their opening, say. The caller holds their locks."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT_SUPPORT, {"keys": list(keys)})


def proof() -> Iterator[Difference | None]:
    """The heat of every idea against its votes and comments."""
    last = 0
    while ideas := list(
        Idea.objects.filter(pk__gt=last)
        .order_by("pk")
        .only("support_heat", "talk_heat", "talk_heat_outside")[:SIZE]
    ):
        counted = _counted([idea.pk for idea in ideas])
        for idea in ideas:
            kept = idea.support_heat, idea.talk_heat, idea.talk_heat_outside
            yield from _compare(idea.pk, kept, counted[idea.pk])
        last = ideas[-1].pk


def _counted(keys: list[int]) -> dict[int, Sequence[float]]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"keys": keys})
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _compare(pk: int, kept: Sequence[float], found: Sequence[float]) -> Iterator[Difference | None]:
    for name, one, other in zip(("support_heat", "talk_heat", "talk_heat_outside"), kept, found, strict=True):
        differs = abs(one - other) > TOLERANCE
        yield Difference(f"idea {pk}", name, round(one, 3), round(other, 3)) if differs else None


def points(weight: float, days: float) -> float:
    """What something of this weight, so many days ago, still adds."""
    return float(weight * 2 ** (-days / HALF_LIFE_DAYS))
