"""Questions asked of reports."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from ideanet.people.models import Person
from ideas import rules

if TYPE_CHECKING:
    from ideas.models import Comment, Idea, Report  # noqa: F401  # mypy reads the names in the bases


class ReportQuerySet(QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def about(self, thing: "Idea | Comment") -> Self:
        from ideas.models import Idea  # models import their querysets

        if isinstance(thing, Idea):
            return self.filter(idea=thing, comment__isnull=True)
        return self.filter(comment=thing)

    def to_decide(self, person: Person) -> Self:
        """Those on what `rules.may_moderate` lets this person decide about; marketing and administrators
        for all that they see, others for what they owe an answer.
        """
        from ideas.models import Authorship, Comment, Idea  # models import their querysets

        seen = Idea.objects.visible_to(person).order_by()
        if not rules.moderates(person):
            seen = seen.filter(Q(owed_by=person) | Q(theme__owner=person))
        own = Authorship.objects.filter(idea=OuterRef("idea"), person=person)
        read = Comment.objects.visible_to(person).exclude(author=person).order_by()
        return self.filter(
            Q(comment__isnull=True) | Q(comment__in=read.values("pk")),
            ~Exists(own),
            idea__in=seen.values("pk"),
        )

    def for_queue(self) -> Self:
        """Load all that ideas/reports.html shows, but for the words that are reported."""
        return self.select_related("idea", "comment__author__organisation", "reporter__organisation").defer(
            "idea__body", "idea__search", "idea__nugget"
        )
