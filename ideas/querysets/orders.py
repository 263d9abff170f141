"""What a list of ideas is ordered by: columns that the reader may know the values of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression

from ideanet.people.models import Person
from ideas.stages import LISTED, Audience, Order, Stage

if TYPE_CHECKING:
    from ideas.querysets.ideas import IdeaQuerySet

# Of the ideas that "needs your eyes" is about, so many with the least attention are shown.
POOL: Final = 100
# Ideas whose readers were asked by name have few of them: they would stand first and be skipped for all others.
DRAWN: Final = Q(stage=Stage.OPEN) & ~Q(audience=Audience.RESTRICTED)
DRAWN_OUTSIDE: Final = Q(stage=Stage.OPEN, audience__in=[Audience.SHARED, Audience.NETWORK])

# No column: `ideas.draws` says who comes first.
DRAW: Final = ("draw",)


def columns(order: str, person: Person, *, by_segment: bool = False) -> tuple[str, ...]:
    """Fields for `ideanet.paging.page`, none of them null in an idea that was opened; or DRAW."""
    if order == Order.RISING:
        return ("-rising" if person.is_employee else "-rising_outside", "-pk")
    if order == Order.EYES:
        return DRAW
    if order == Order.BACKED:
        return ("-backer_count", "-pk")
    if order == Order.CUSTOMERS and by_segment:
        return ("-segment_accounts", "-segment_customers", "-segment_idea")
    if order == Order.CUSTOMERS:
        return ("-account_count", "-customer_count", "-pk")
    if order == Order.DISCUSSED:
        # Outsiders learn nothing of talk that is not theirs to read, not even by where a row stands.
        return ("-comment_count" if person.is_employee else "-public_comment_count", "-pk")
    return ("-opened_at", "-pk")


def narrow(ideas: "IdeaQuerySet", person: Person, chosen: Mapping[str, Any]) -> "IdeaQuerySet":
    """The ideas that fit what was chosen in the form above a list: keys, not rows."""
    ideas = ideas.filter(**{name: chosen[name] for name in ("theme", "stage", "kind") if name in chosen})
    if "mine" in chosen:
        return ideas.filter(authorships__person=person)
    # Nothing listed was never opened; saying so lets the index of the newest begin behind the drafts.
    ideas = ideas if "stage" in chosen else ideas.filter(stage__in=LISTED, opened_at__isnull=False)
    return for_segment(ideas, chosen["segment"]) if "segment" in chosen else ideas


def attention(*, talk: str) -> CombinedExpression:
    """How many have said anything of an idea at all; `talk` names the comments that count."""
    return F("backer_count") + F("customer_count") + F(talk)


def attention_for(person: Person) -> CombinedExpression:
    return attention(talk="comment_count" if person.is_employee else "public_comment_count")


def for_segment(ideas: "IdeaQuerySet", segment: int) -> "IdeaQuerySet":
    """Ideas that customers of the segment support, with what the order by segment goes by."""
    return ideas.filter(segment_tallies__segment=segment, segment_tallies__account_count__gt=0).annotate(
        segment_accounts=F("segment_tallies__account_count"),
        segment_customers=F("segment_tallies__customer_count"),
        segment_idea=F("segment_tallies__idea_id"),
    )


def needing_eyes(ideas: "IdeaQuerySet", person: Person) -> "IdeaQuerySet":
    """Of the open ideas of which the person has not said anything yet those with the least attention, least first;
    those that name their readers aside. `ideas.draws` shuffles them."""
    from ideas.models import Authorship, Comment, Vote  # models import their querysets

    own = [
        Authorship.objects.filter(person=person),
        Vote.objects.filter(person=person),
        Comment.objects.filter(author=person),
    ]
    pool = ideas.filter(DRAWN if person.is_employee else DRAWN_OUTSIDE)
    for known in own:
        pool = pool.exclude(pk__in=known.order_by().values("idea_id"))
    return pool.order_by(attention_for(person), F("opened_at").desc(), F("pk").desc())[:POOL]
