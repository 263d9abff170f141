"""Who is told of what happens to ideas, and why: those who follow, wrote, owe or were named."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from ideanet.activity import follows, kinds
from ideanet.activity.kinds import Telling
from ideanet.activity.models import Event, Follow
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Level, Reach, Reason
from ideas import rules
from ideas.models import Authorship, Comment, Idea, Mention, Reader, Theme, Vote
from ideas.stages import ReaderReason


def followers(event: Event) -> Iterator[Telling]:
    """Those who follow the topic or its actor at a level that lets this through and may learn of it."""
    milestone = kinds.get_kind(event).milestone
    follows = (
        Follow.objects.heard_by(event).hearing(milestone=milestone).select_related("person__organisation")
    )
    reviewers = _reviewers(event) if event.reach == Reach.REVIEWERS else set()
    for follow in follows.iterator(chunk_size=2000):
        if event.reach == Reach.EMPLOYEES and not follow.person.is_employee:
            continue
        if event.reach in {Reach.REVIEWERS, Reach.NAMED} and follow.person_id not in reviewers:
            continue
        yield Telling(follow.person_id, follow.why(event), mail=milestone)


def _reviewers(event: Event) -> set[int]:
    authors = Authorship.objects.filter(idea=event.topic_id, accepted_at__isnull=False).values_list(
        "person_id", flat=True
    )
    council = Reader.objects.filter(idea=event.topic_id, reason=ReaderReason.COUNCIL).values_list(
        "person_id", flat=True
    )
    return set(authors) | set(council)


def followers_and_answered(event: Event) -> Iterable[Telling]:
    """A comment's followers, and by mail the one it answers and those it names, if it is theirs to read."""
    found = {telling.person_id: telling for telling in followers(event)}
    comments = Comment.objects.select_related("idea__theme", "parent__author__organisation")
    comment = comments.get(pk=event.subject_id)  # type: ignore[misc]  # such an event has its comment
    if comment.parent is not None and rules.may_view_comment(comment.parent.author, comment):
        found[comment.parent.author_id] = Telling(comment.parent.author_id, "answered")
    return (found | {telling.person_id: telling for telling in the_mentioned(event)}).values()


def the_mentioned(event: Event) -> Iterator[Telling]:
    """Those whom this wording of a comment was the first to name, if they may read it now."""
    for mention in Mention.objects.filter(event=event.pk).for_telling():
        if rules.may_view_comment(mention.person, mention.comment):
            yield Telling(mention.person_id, "mentioned")


def the_invited(event: Event) -> Iterable[Telling]:
    """The one whom the event names."""
    return [Telling(event.data["person_id"], "invited")]


def supporters_and_followers(event: Event) -> Iterable[Telling]:
    """Those who support it are asked once whether they still stand behind it; followers hear of it."""
    found = {telling.person_id: telling for telling in followers(event)}
    unwilling = Follow.objects.filter(
        topic_type=event.topic_type, topic_id=event.topic_id, level=Level.NOTHING
    ).values("person")
    behind = Q(idea=event.topic_id) | Q(idea__merged_into=event.topic_id)
    supporters = Vote.objects.filter(behind, person__is_active=True).exclude(person__in=unwilling)
    found |= {key: Telling(key, "stands") for key in supporters.values_list("person_id", flat=True)}
    return found.values()


def the_reporter(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["person_id"], "reported")]


def the_speaker(event: Event) -> Iterable[Telling]:
    speakers = Comment.objects.filter(pk=event.subject_id or 0).values_list("author", flat=True)
    return [Telling(key, "yours") for key in speakers]


def the_authors(event: Event) -> Iterable[Telling]:
    authors = Authorship.objects.filter(idea=event.topic_id, accepted_at__isnull=False)
    return [Telling(key, "yours") for key in authors.values_list("person_id", flat=True)]


def the_one_who_owes(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["person_id"], "owes")]


def follow_after_voting(event: Event) -> None:
    """Who supports an idea hears of it. A consequence, as a vote must not wait for it."""
    if event.actor is not None:
        follows.follow(event.actor, Idea(pk=event.topic_id), reason=Reason.VOTED)


def owner_and_followers(event: Event) -> Iterable[Telling]:
    """The one who now owes an answer, and followers of the theme."""
    idea = Idea.objects.only("theme_id", "owed_by_id").get(pk=event.topic_id)
    of_theme = Follow.objects.filter(topic_type=type_of(Theme), topic_id=idea.theme_id).hearing(
        milestone=True
    )
    found = {key: Telling(key, "theme", mail=False) for key in of_theme.values_list("person_id", flat=True)}
    found |= {telling.person_id: telling for telling in followers(event)}
    if idea.owed_by_id is not None:
        found[idea.owed_by_id] = Telling(idea.owed_by_id, "owes")
    return found.values()
