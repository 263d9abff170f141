"""Counters and the loop mark, kept at write time; `ideas.proofs` says what each must equal."""

from django.db import connection
from django.db.models import Count, Q

from ideanet.people.models import Organisation, Person
from ideas import heat, rules, segments
from ideas.models import Comment, Evidence, Idea, Vote
from ideas.stages import CommentAudience, Voice

# The heat of one more vote is added as of now; of a vote less it is counted again.
_COUNT_VOTE = f"""
    WITH account AS (
        SELECT CASE WHEN EXISTS (
            SELECT 1 FROM "ideas_vote"
            WHERE idea_id = %(idea)s AND organisation_id = %(organisation)s AND person_id <> %(person)s
        ) THEN 0 ELSE %(customers)s END AS change
    ), segment AS (
        INSERT INTO "ideas_segmenttally" AS tally (idea_id, segment_id, customer_count, account_count)
        SELECT %(idea)s, segment_id, %(customers)s, account.change FROM "people_organisation", account
        WHERE id = %(organisation)s AND segment_id IS NOT NULL AND %(customers)s <> 0
        ON CONFLICT (idea_id, segment_id) DO UPDATE SET
            customer_count = tally.customer_count + excluded.customer_count,
            account_count = tally.account_count + excluded.account_count
    )
    UPDATE "ideas_idea" SET
        backer_count = backer_count + %(backers)s,
        customer_count = customer_count + %(customers)s,
        account_count = account_count + account.change,
        support_heat = CASE %(change)s
            WHEN 0 THEN support_heat
            WHEN 1 THEN {heat.units("now()")} + ln(
                power(2::float8, support_heat - {heat.units("now()")}) + {heat.SUPPORT}) / ln(2::float8)
            ELSE {heat.SUPPORT_COUNTED} END,
        current_backer_count = current_backer_count + %(current_backers)s,
        current_customer_count = current_customer_count + %(current_customers)s,
        voices = %(voices)s
    FROM account WHERE id = %(idea)s
    RETURNING backer_count, customer_count, account_count, current_backer_count, current_customer_count
"""  # noqa: S608  # our own words
VOTE_COUNTERS = (
    "backer_count",
    "customer_count",
    "account_count",
    "current_backer_count",
    "current_customer_count",
)


def count_vote(
    idea: Idea,
    person: Person,
    organisation: Organisation,
    *,
    change: int,
    current: int,
    voice: Voice | None = None,
) -> None:
    """Add a vote written or taken away just now to the locked idea's tallies, and its voice to the mark.

    `change` is 1, -1, or 0 for a vote that only moved to this version; `current` counts those that stand
    behind this version. One statement that also answers, whatever the number of votes;
    where ideas were merged into it, all are counted.
    """
    if voice is not None:
        idea.voices = sorted({*idea.voices, voice.value})
    if idea.merged_count:
        Idea.objects.filter(pk=idea.pk).update(voices=idea.voices)
        recount_votes(idea)
        return
    home, customer = organisation.is_home, organisation.is_customer
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT_VOTE,
            {
                "idea": idea.pk,
                "person": person.pk,
                "organisation": organisation.pk,
                "change": change,
                "backers": change * home,
                "customers": change * customer,
                "current_backers": current * home,
                "current_customers": current * customer,
                "voices": idea.voices,
            },
        )
        counts = cursor.fetchone()
    for name, count in zip(VOTE_COUNTERS, counts, strict=True):
        setattr(idea, name, count)


def recount_votes(idea: Idea) -> None:
    """Count the locked idea's supporters anew, each once over all that was merged into it."""
    counts = Vote.objects.tallied(idea)
    Idea.objects.filter(pk=idea.pk).update(**counts)
    for name, count in counts.items():
        setattr(idea, name, count)
    segments.recount([idea.pk])


def recount_comments(idea: Idea) -> None:
    """Store the standing comments of the locked idea: those of employees and everyone, and everyone's."""
    counts = (
        Comment.objects.standing()
        .filter(idea=idea)
        .aggregate(
            comment_count=Count("pk", filter=~Q(audience=CommentAudience.REVIEWERS)),
            public_comment_count=Count("pk", filter=Q(audience=CommentAudience.EVERYONE)),
        )
    )
    Idea.objects.filter(pk=idea.pk).update(**counts)
    heat.recount_talk(idea.pk)


def voice_of(person: Person) -> Voice:
    """The voice that a person's vote or comment adds."""
    if person.is_employee:
        return Voice.PEERS
    return Voice.CUSTOMERS if person.is_customer else Voice.OUTSIDE_EXPERTS


def hear(idea: Idea, person: Person, audience: str) -> Voice | None:
    """Mark the voice of a comment as heard; None if it does not count.

    An author's own does not; nor does what not everyone who sees the idea may read, for everyone sees the mark.
    """
    if audience != CommentAudience.EVERYONE or rules.is_named_author(person, idea):
        return None
    voice = voice_of(person)
    _store(idea, {*idea.voices, voice.value})
    return voice


def hear_research(idea: Idea) -> None:
    """Mark research as heard while this round has evidence that everyone who sees the idea may see."""
    evidence = Evidence.objects.citable().filter(idea=idea, round_number=idea.round_number)
    rest = {*idea.voices} - {Voice.RESEARCH.value}
    _store(idea, rest | {Voice.RESEARCH.value} if evidence.exists() else rest)


def _store(idea: Idea, voices: set[str]) -> None:
    if voices != set(idea.voices):
        idea.voices = sorted(voices)
        Idea.objects.filter(pk=idea.pk).update(voices=idea.voices)
