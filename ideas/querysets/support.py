"""What stands behind an idea, seen from the idea's own row: expressions for its annotations."""

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind
from ideas.stages import DISCUSSED, Audience


def voted_revision(person: Person) -> Subquery:
    """The number of the revision that the person supports; null without a vote."""
    from ideas.models import Vote  # models import their querysets

    return Subquery(Vote.objects.filter(idea=OuterRef("pk"), person=person).values("revision__number")[:1])


def votes_through(person: Person) -> Combinable:
    """Whether the person supports an idea that was merged into it."""
    from ideas.models import Vote  # models import their querysets

    votes = Vote.objects.filter(idea__merged_into=OuterRef("pk"), person=person)
    return ExpressionWrapper(Q(merged_count__gt=0) & Q(Exists(votes)), output_field=BooleanField())


def is_votable_by(person: Person) -> Combinable:
    """Whether someone who sees the idea may vote for it."""
    from ideas.models import Authorship  # models import their querysets

    if not (person.is_employee or person.is_customer):
        return Value(value=False)
    own = Exists(Authorship.objects.filter(idea=OuterRef("pk"), person=person))
    return ExpressionWrapper(
        Q(stage__in=DISCUSSED, hidden_at__isnull=True) & ~Q(own), output_field=BooleanField()
    )


def accounts_in_view() -> Combinable:
    """How many customer accounts can see the idea."""
    from ideas.models import Idea, Reader, Theme  # models import their querysets

    customers = Organisation.objects.filter(kind=OrganisationKind.CUSTOMER).order_by()
    chosen = Idea.shared_with.through.objects.filter(
        idea_id=OuterRef(OuterRef("pk")), organisation_id=OuterRef("pk")
    )
    project = Theme.customers.through.objects.filter(
        theme_id=OuterRef(OuterRef("theme_id")), organisation_id=OuterRef("pk"), theme__is_project=True
    )
    named = Reader.objects.filter(idea=OuterRef(OuterRef("pk")), person__organisation=OuterRef("pk"))
    return Case(
        When(audience=Audience.NETWORK, then=_count(customers)),
        When(
            audience=Audience.SHARED,
            then=_count(customers.filter(Q(Exists(chosen)) | Q(Exists(project)) | Q(Exists(named)))),
        ),
        default=_count(customers.filter(Exists(named))),
        output_field=IntegerField(),
    )


def _count(organisations: QuerySet[Organisation]) -> Combinable:
    counted = organisations.values("kind").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
