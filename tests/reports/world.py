"""What the tests of reports begin with: people in a tree, and ideas that earn credit."""

from decimal import Decimal
from typing import Any

from ideanet.activity import announcing
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.reports.models import Credit, Goal
from ideanet.reports.workflow import agreeing, crediting
from ideas import moves
from ideas.models import Authorship, Idea
from ideas.stages import Audience
from ideas.workflow import moving
from tests import factories

ONE = Decimal("1.00")


def announce_all() -> None:
    """What a worker does."""
    for pk in Event.objects.owed().order_by("pk").values_list("pk", flat=True):
        announcing.announce(pk)


def make_idea(*authors: Person, shares: tuple[int, ...] = (), **fields: Any) -> Idea:
    """An open idea, its credit shared."""
    first, *others = authors or (factories.make_employee(),)
    idea = factories.make_idea(first, **{"audience": Audience.INTERNAL} | fields)
    if shares:
        Authorship.objects.filter(idea=idea).update(share=shares[0])
    for place, (person, share) in enumerate(zip(others, shares[1:], strict=True), 1):
        Authorship.objects.create(
            idea=idea, person=person, share=share, position=place, accepted_at=idea.opened_at
        )
    return Idea.objects.get(pk=idea.pk)


def approve(idea: Idea) -> Event:
    """Through the council's moves, without a council; announced."""
    marketer = factories.make_powerful(Role.MARKETING)
    people = [marketer, factories.make_employee()]
    if idea.audience == Audience.RESTRICTED:
        Idea.objects.filter(pk=idea.pk).update(audience=Audience.INTERNAL)
    moving.advance(moves.SEND_TO_REVIEW, idea, by=people[0])
    event = moving.advance(moves.APPROVE, idea, by=people[1])
    Idea.objects.filter(pk=idea.pk).update(audience=idea.audience)
    announce_all()
    return event


def earn(*authors: Person, shares: tuple[int, ...] = (), **fields: Any) -> list[Credit]:
    """An approved idea's credits, in the order of the authors."""
    event = approve(make_idea(*authors, shares=shares, **fields))
    return list(Credit.objects.filter(event=event).select_related("person", "event").order_by("pk"))


def set_goal(person: Person, target: str, year: int) -> Goal:
    """Agreed with the manager, who is made if there is none."""
    if person.manager is None:
        Person.objects.filter(pk=person.pk).update(manager=factories.make_employee())
        person.refresh_from_db()
    assert person.manager is not None
    goal = agreeing.propose(person, year=year, target=Decimal(target), by=person)
    return agreeing.agree(goal, by=person.manager)


def correct(credit: Credit, amount: str) -> Credit:
    administrator = factories.make_powerful(Role.ADMINISTRATOR)
    return crediting.correct(credit, by=administrator, amount=Decimal(amount), reason="Booked in error.")
