"""Questions asked of ideas."""

from datetime import date
from typing import Self

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from ideanet.people.models import Organisation, Person
from ideas.stages import DISCUSSED, LISTED, Audience, Stage

SEARCH_CONFIG = "english"


class IdeaQuerySet(QuerySet["Idea"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view` is true."""
        if not person.is_active:
            return self.none()
        from ideas.models import Authorship, Reader  # models import their querysets

        mine = Q(Exists(Authorship.objects.filter(idea=OuterRef("pk"), person=person)))
        named = Q(Exists(Reader.objects.filter(idea=OuterRef("pk"), person=person)))
        if person.is_employee:
            seen = ~Q(audience=Audience.RESTRICTED)
        else:
            seen = Q(audience=Audience.NETWORK) | Q(audience=Audience.SHARED) & self._shared_with(person)
        return self.filter(mine | ~Q(stage=Stage.DRAFT) & (seen | named))

    def _shared_with(self, person: Person) -> Q:
        """Chosen by the idea, or the person's organisation is a customer of its project theme."""
        from ideas.models import Idea, Theme  # models import their querysets

        chosen = Idea.shared_with.through.objects.filter(
            idea_id=OuterRef("pk"), organisation_id=person.organisation_id
        )
        project = Theme.customers.through.objects.filter(
            theme_id=OuterRef("theme_id"),
            theme__is_project=True,
            organisation_id=person.organisation_id,
        )
        return Q(Exists(chosen)) | Q(Exists(project))

    def listed(self) -> Self:
        """What lists show unless asked for other stages."""
        return self.filter(stage__in=LISTED)

    def discussed(self) -> Self:
        return self.filter(stage__in=DISCUSSED)

    def written_by(self, person: Person) -> Self:
        return self.filter(authorships__person=person, authorships__accepted_at__isnull=False)

    def overdue(self, today: date) -> Self:
        """Open ideas whose answer was due before today."""
        return self.filter(stage=Stage.OPEN, answer_due_on__lt=today)

    def matching(self, words: str) -> Self:
        """Full-text search over title, nugget and body, best first; annotates `rank`."""
        query = SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        return (
            self.filter(search=query).annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-pk")
        )

    def for_cards(self) -> Self:
        """Load all that ideas/partials/card.html shows; never the body."""
        from ideas.models import Authorship  # models import their querysets

        authors = Authorship.objects.filter(accepted_at__isnull=False).select_related("person")
        return (
            self.select_related("theme")
            .prefetch_related(Prefetch("authorships", queryset=authors, to_attr="bylines"))
            .defer("body", "search", "outcome", "theme__brief")
        )

    def for_rules(self) -> Self:
        """Load what the rules ask, so that none of them asks the database."""
        return self.select_related("theme").prefetch_related(
            "authorships", "reader_rows", "shared_with", "theme__customers"
        )

    def for_page(self) -> Self:
        """Load all that ideas/idea.html shows of the idea itself, and what the rules ask."""
        from ideas.models import Authorship  # models import their querysets

        return (
            self.select_related("theme", "owed_by")
            .prefetch_related(
                Prefetch(
                    "authorships",
                    queryset=Authorship.objects.select_related("person__organisation"),
                ),
                "reader_rows",
                Prefetch("shared_with", queryset=Organisation.objects.only("pk", "name")),
                "theme__customers",
            )
            .defer("search")
        )
