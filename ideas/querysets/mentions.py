"""Who can be mentioned in a comment as far as its writer may know that they read it, and who was."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from ideanet.people.models import Person
from ideanet.people.querysets import PersonQuerySet
from ideanet.people.stages import OrganisationKind
from ideas.stages import Audience, CommentAudience, ReaderReason

if TYPE_CHECKING:
    from ideas.models import Idea, Mention  # noqa: F401  # mypy reads the names in the bases


class MentionQuerySet(QuerySet["Mention"]):
    def for_telling(self) -> Self:
        """Load what the rules ask of whether each may read the comment, whatever the number."""
        return self.select_related("person__organisation", "comment__idea__theme").prefetch_related(
            "comment__idea__authorships",
            "comment__idea__reader_rows",
            "comment__idea__shared_with",
            "comment__idea__theme__customers",
        )


_HOME = Q(organisation__kind=OrganisationKind.HOME)


def mentionable(writer: Person, idea: "Idea", audience: str) -> PersonQuerySet:
    """People who would read a comment for this audience. Never more than `rules.may_view_comment` allows.

    Fewer, where their reading is not the writer's to know: named readers are known to authors alone, and
    who sits on the council that vets it to nobody before they spoke up.
    """
    people: PersonQuerySet = Person.objects.visible_to(writer).active().exclude(pk=writer.pk)
    authors = _related("Authorship", idea, accepted_at__isnull=False)
    spoken = _spoken(writer, idea)
    if audience == CommentAudience.REVIEWERS:
        council = _related("Reader", idea, reason=ReaderReason.COUNCIL)
        return people.filter(authors | council & spoken)
    known = _by_audience(idea) | authors | Q(pk=idea.owed_by_id or 0)
    known |= _related("Reader", idea) & spoken
    if any(a.person_id == writer.pk and a.accepted_at for a in idea.authorships.all()):
        known |= _related("Reader", idea, reason=ReaderReason.NAMED)
    return people.filter(known & _HOME if audience == CommentAudience.EMPLOYEES else known)


def of_comments() -> ArraySubquery:
    """Whom a comment names, as an annotation: all that `ideas.mentions.said` asks."""
    from ideas.models import Mention  # models import their querysets

    rows = Mention.objects.filter(comment=OuterRef("pk")).order_by("pk")
    return ArraySubquery(
        rows.values(
            data=JSONObject(
                name="name",
                person="person_id",
                organisation="person__organisation_id",
                kind="person__organisation__kind",
                joined="person__joined_at",
            )
        )
    )


def _by_audience(idea: "Idea") -> Q:
    """Those who see it by its audience alone; load the idea with `for_rules()`."""
    if idea.audience == Audience.NETWORK:
        return Q(pk__isnull=False)
    if idea.audience == Audience.RESTRICTED:
        return Q(pk__in=[])
    if idea.audience == Audience.INTERNAL:
        return _HOME
    chosen = {organisation.pk for organisation in idea.shared_with.all()}
    if idea.theme.is_project:
        chosen |= {organisation.pk for organisation in idea.theme.customers.all()}
    return _HOME | Q(organisation__in=chosen)


def _related(model: str, idea: "Idea", **fields: object) -> Q:
    rows = apps.get_model("ideas", model).objects
    return Q(Exists(rows.filter(idea=idea.pk, person=OuterRef("pk"), **fields)))


def _spoken(writer: Person, idea: "Idea") -> Q:
    """Who said something that the writer reads is no secret to them."""
    from ideas.models import Comment  # models import their querysets

    said = Comment.objects.visible_to(writer).standing().filter(idea=idea.pk, author=OuterRef("pk"))
    return Q(Exists(said.order_by()))
