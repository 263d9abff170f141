"""The only code that writes votes."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, Subquery

from ideanet.activity import events
from ideanet.people.models import Organisation, Person
from ideas import notices, prepared
from ideas.models import Idea, Revision, Vote
from ideas.workflow import tallies

_TAKE = """
    DELETE FROM "ideas_vote" vote USING "ideas_revision" revision
    WHERE revision.id = vote.revision_id AND vote.idea_id = %s AND vote.person_id = %s
    RETURNING vote.organisation_id, revision.number
"""


@transaction.atomic
def vote(idea: Idea, *, by: Person) -> Idea:
    """Support the current revision; voting again, or twice at once, is one vote.

    Whose vote was for a revision before the last material one stands behind the idea anew.
    Returns the idea with its tallies. Raises Idea.DoesNotExist if the person cannot see it.
    """
    idea = _lock(idea, by)
    if idea.voted_revision is None:  # type: ignore[attr-defined]  # annotated by for_voting()
        _support(idea, by)
    elif idea.voted_revision < idea.material_number:  # type: ignore[attr-defined]  # annotated by for_voting()
        _stand_behind(idea, by)
    return idea


@transaction.atomic
def unvote(idea: Idea, *, by: Person) -> Idea:
    """Take support back; taking back what is not there changes nothing.

    What came with an idea that was merged into this one is taken back too.
    """
    merged = _lock_family(idea)
    idea = _lock(idea, by)
    for other in merged:
        if Vote.objects.filter(idea=other, person=by).delete()[0]:
            tallies.recount_votes(other)
            tallies.recount_votes(idea)
            events.record(notices.UNVOTED, idea, by=by, round=idea.round_number)
    idea.votes_through = False  # type: ignore[attr-defined]  # annotated by for_voting()
    withdraw_support(idea, by)
    return idea


def _lock_family(idea: Idea) -> list[Idea]:
    """The ideas merged into it, locked with it in the order in which merging locks them."""
    family = Idea.objects.filter(Q(pk=idea.pk) | Q(merged_into=idea.pk)).order_by("pk")
    locked = list(family.select_for_update(of=("self",)).only("merged_into", "merged_count"))
    return [found for found in locked if found.pk != idea.pk]


def withdraw_support(idea: Idea, by: Person) -> None:
    """On a locked idea: a co-author's vote goes this way too when they accept."""
    taken = _take(idea, by)
    if taken is None:
        return
    account, number = taken
    # The account that voted, which the voter may have left since.
    organisation = by.organisation if account == by.organisation_id else Organisation.objects.get(pk=account)
    is_current = number >= idea.material_number
    tallies.count_vote(idea, by, organisation, change=-1, current=-1 if is_current else 0)
    idea.voted_revision = None  # type: ignore[attr-defined]  # annotated by for_voting()
    events.record(notices.UNVOTED, idea, by=by, round=idea.round_number)


def _lock(idea: Idea, by: Person) -> Idea:
    found = prepared.lock_for_vote(by, idea.pk)
    if not found.is_votable:  # type: ignore[attr-defined]  # annotated by for_voting()
        raise PermissionDenied
    return found


def _support(idea: Idea, by: Person) -> None:
    try:
        with transaction.atomic():
            vote = Vote.objects.create(
                idea=idea, person=by, organisation_id=by.organisation_id, revision_id=_current(idea)
            )
    except IntegrityError:
        # The same person's other click was first.
        return
    voice = tallies.voice_of(by)
    tallies.count_vote(idea, by, by.organisation, change=1, current=1, voice=voice)
    idea.voted_revision = idea.revision_number  # type: ignore[attr-defined]  # annotated by for_voting()
    events.record(
        notices.VOTED,
        idea,
        by=by,
        subject=vote,
        revision=idea.revision_number,
        round=idea.round_number,
        voice=voice,
    )


def _stand_behind(idea: Idea, by: Person) -> None:
    vote = _find(idea, by)
    if vote is None or vote.revision.number >= idea.material_number:
        # The same person's other click was first.
        return
    Vote.objects.filter(pk=vote.pk).update(revision_id=_current(idea))
    tallies.count_vote(idea, by, vote.organisation, change=0, current=1)
    idea.voted_revision = idea.revision_number  # type: ignore[attr-defined]  # annotated by for_voting()
    events.record(notices.REAFFIRMED, idea, by=by, revision=idea.revision_number, round=idea.round_number)


def _take(idea: Idea, person: Person) -> tuple[int, int] | None:
    """Delete the vote, and tell in the same statement of which account it was and for which revision."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [idea.pk, person.pk])
        taken: tuple[int, int] | None = cursor.fetchone()
    return taken


def _find(idea: Idea, person: Person) -> Vote | None:
    return Vote.objects.filter(idea=idea, person=person).select_related("organisation", "revision").first()


def _current(idea: Idea) -> Subquery:
    """Read inside the writing statement: a revision published while we waited for the lock counts."""
    revision = Revision.objects.filter(idea=idea.pk, number=idea.revision_number)
    return Subquery(revision.values("pk")[:1])
