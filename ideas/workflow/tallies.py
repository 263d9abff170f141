"""Counters and the loop mark, kept at write time; `recount` says what each must equal."""

from django.db.models import Count, Q

from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from ideas import rules
from ideas.models import Comment, Evidence, Idea, Vote
from ideas.stages import CommentAudience, Voice

COUNTERS = (
    "backer_count",
    "customer_count",
    "account_count",
    "comment_count",
    "public_comment_count",
)


def recount_votes(idea: Idea) -> dict[str, int]:
    """Backers among employees; customers; distinct customer accounts. One query."""
    customers = Q(organisation__kind=OrganisationKind.CUSTOMER)
    return Vote.objects.filter(idea=idea).aggregate(
        backer_count=Count("pk", filter=Q(organisation__kind=OrganisationKind.HOME)),
        customer_count=Count("pk", filter=customers),
        account_count=Count("organisation", distinct=True, filter=customers),
    )


def recount_comments(idea: Idea) -> dict[str, int]:
    """Standing comments: those for employees and everyone, and those for everyone. One query."""
    return (
        Comment.objects.standing()
        .filter(idea=idea)
        .aggregate(
            comment_count=Count("pk", filter=~Q(audience=CommentAudience.REVIEWERS)),
            public_comment_count=Count("pk", filter=Q(audience=CommentAudience.EVERYONE)),
        )
    )


def keep(idea: Idea, counts: dict[str, int]) -> None:
    """Store the counts; the idea's row is locked by the caller, so nobody counts beside us."""
    for name, value in counts.items():
        setattr(idea, name, value)
    Idea.objects.filter(pk=idea.pk).update(**counts)


def voice_of(person: Person) -> Voice:
    """The voice that a person's vote or comment adds."""
    if person.is_employee:
        return Voice.PEERS
    return Voice.CUSTOMERS if person.is_customer else Voice.OUTSIDE_EXPERTS


def hear(idea: Idea, person: Person) -> None:
    """Mark the person's voice as heard; an author's own does not count."""
    if not rules.is_named_author(person, idea):
        hear_voice(idea, voice_of(person))


def hear_voice(idea: Idea, voice: Voice) -> None:
    if voice.value not in idea.voices:
        idea.voices = sorted([*idea.voices, voice.value])
        Idea.objects.filter(pk=idea.pk).update(voices=idea.voices)


def recount_research(idea: Idea) -> bool:
    """Whether evidence was attached in this round."""
    return Evidence.objects.filter(idea=idea, round_number=idea.round_number).exists()
