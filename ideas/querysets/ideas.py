"""Questions asked of ideas."""

from datetime import date
from typing import TYPE_CHECKING, Final, Self
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast, Coalesce

from ideanet.people.models import Person
from ideanet.people.querysets import WORDS_CONFIG, begin
from ideas import rules
from ideas.querysets import likenesses, support
from ideas.querysets.amendments import contributors
from ideas.querysets.handovers import waiting_for
from ideas.stages import DISCUSSED, LISTED, Audience, Stage

if TYPE_CHECKING:
    from ideas.models import Authorship, Idea  # noqa: F401  # mypy reads the names in the bases

# English without accents: see the migration of people that makes it.
SEARCH_CONFIG: Final = "ideanet"

# What a card says of an idea, and what lists of them go by.
_CARD: Final = (
    "title", "nugget", "stage", "voices", "opened_at", "changed_at", "theme__title", "theme__is_network",
    "backer_count", "current_backer_count", "customer_count", "account_count", "comment_count", "public_comment_count",
    "rising", "rising_outside",
)  # fmt: skip


def bylines() -> "QuerySet[Authorship]":
    """Who is named as an author, as a card shows them."""
    from ideas.models import Authorship  # models import their querysets

    accepted = Authorship.objects.filter(accepted_at__isnull=False)
    return accepted.select_related("person").only("idea", "person", "person__name")


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
        # What most rows answer by their own columns comes first: the rest is then seldom asked.
        shown = Q() if rules.moderates(person) else Q(hidden_at__isnull=True)
        return self.filter(~Q(stage=Stage.DRAFT) & (shown & (seen | named) | Q(owed_by=person)) | mine)

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

    def hidden(self) -> Self:
        return self.filter(hidden_at__isnull=False)

    def listed(self) -> Self:
        """What lists show unless asked for other stages."""
        return self.filter(stage__in=LISTED)

    def discussed(self) -> Self:
        return self.filter(stage__in=DISCUSSED)

    def written_by(self, person: Person) -> Self:
        return self.filter(authorships__person=person, authorships__accepted_at__isnull=False)

    def helped_by(self, helper: Person, reader: Person) -> Self:
        """Those of others that took an amendment of the helper's up, as far as the reader may read it."""
        from ideas.models import Amendment, Authorship  # models import their querysets

        helped = Amendment.objects.readable_by(reader).taken_up().filter(idea=OuterRef("pk"), proposer=helper)
        own = Authorship.objects.filter(idea=OuterRef("pk"), person=helper, accepted_at__isnull=False)
        return self.filter(Exists(helped) & ~Exists(own))

    def begun_with(self, key: UUID, person: Person) -> Self:
        """The draft that this person's form has begun."""
        return self.filter(beginning__key=key, beginning__begun_by=person)

    def owed(self) -> Self:
        """Open ideas without an official answer yet: each has somebody who owes it one."""
        return self.filter(stage=Stage.OPEN, answered_at__isnull=True)

    def overdue(self, today: date) -> Self:
        """Open ideas whose answer was due before today."""
        return self.owed().filter(answer_due_on__lt=today)

    def since(self) -> Self:
        """Annotate `shown_at`: opened, or begun where it is still a draft. Lists of one's own go by it."""
        return self.annotate(shown_at=Coalesce("opened_at", "created_at"))

    def matching(self, words: str) -> Self:
        """Full-text search over title, nugget and body, best first; annotates `rank`."""
        query = SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        # In double precision, so that a cursor says a rank exactly.
        rank = Cast(SearchRank(F("search"), query), FloatField())
        return self.filter(search=query).annotate(rank=rank).order_by("-rank", "-pk")

    def hinting(self) -> Self:
        """Those whose authors let it be said that there is one: of them nothing but that."""
        return self.filter(is_hinted_at=True, stage__in=LISTED)

    def titled_as(self, asked: str) -> Self:
        """Those whose title is as `beginnings` asks."""
        return self.alias(words=SearchVector("title", config=WORDS_CONFIG)).filter(words=begin(asked))

    def titled_like(self, words: str) -> Self:
        """Titles with words spelt like these, closest first, for when nothing matches."""
        return (
            self.filter(title__trigram_word_similar=words)
            .annotate(likeness=TrigramWordSimilarity(words, "title"))
            .order_by("-likeness", "-pk")
        )

    def for_cards(self, *more: str) -> Self:
        """Load all that ideas/partials/card.html shows, and no more but what is named; never the body."""
        return self.for_card_rows(*more).prefetch_related(
            Prefetch("authorships", queryset=bylines(), to_attr="bylines")
        )

    def for_card_rows(self, *more: str) -> Self:
        """As `for_cards()`, but for the authors: those of a page come with `ideas.prepared.load_bylines`."""
        return self.select_related("theme").only(*_CARD, *more)

    def for_answers(self) -> Self:
        """Load all that ideas/overdue.html shows: titles, and who owes what by when."""
        return self.select_related("theme__owner", "owed_by").only(
            "title",
            "stage",
            "opened_at",
            "answer_due_on",
            "theme__title",
            "theme__is_network",
            "theme__owner__name",
            "owed_by__name",
        )

    def for_rules(self) -> Self:
        """Load what the rules ask, so that none of them asks the database."""
        return self.select_related("theme").prefetch_related(
            "authorships", "reader_rows", "shared_with", "theme__customers"
        )

    def with_official_answer(self) -> Self:
        """Annotate `official_pk`: the comment pinned as the official answer, if one is."""
        from ideas.models import Comment  # models import their querysets

        return self.annotate(
            official_pk=Subquery(Comment.objects.pinned().filter(idea=OuterRef("pk")).values("pk")[:1])
        )

    def with_merges(self, person: Person) -> Self:
        """Annotate `merged_title`, what it was merged into, and `has_merged`, as far as the person sees them."""
        from ideas.models import Idea  # models import their querysets

        seen = Idea.objects.visible_to(person).order_by()
        target = seen.filter(pk=OuterRef("merged_into")).values("title")[:1]
        here = seen.filter(merged_into=OuterRef("pk"))
        return self.annotate(
            merged_title=Case(When(stage=Stage.MERGED, then=Subquery(target))),
            has_merged=ExpressionWrapper(
                Q(merged_count__gt=0) & Q(Exists(here)), output_field=BooleanField()
            ),
        )

    def for_page(self, person: Person) -> Self:
        """Load all that ideas/idea.html shows this person of the idea itself, and what the rules ask.

        Annotates `voted_revision`, `accounts_in_view`, `published_at` (of the current revision) and
        `contributors`, `handover` (the key of the one that waits for this person) and `has_likeness`.
        The authorships and named readers come with `ideas.prepared.open_page`.
        """
        from ideas.models import Revision  # models import their querysets

        current = Revision.objects.filter(idea=OuterRef("pk"), number=OuterRef("revision_number"))
        return (
            self.select_related("theme__owner", "owed_by__organisation", "created_by")
            .with_official_answer()
            .with_merges(person)
            .annotate(
                voted_revision=support.voted_revision(person),
                votes_through=support.votes_through(person),
                accounts_in_view=support.accounts_in_view(),
                contributors=contributors(person),
                handover=waiting_for(person),
                has_likeness=likenesses.of_idea(person),
                published_at=Subquery(current.values("published_at")[:1]),
            )
            .defer("search", "plain", "theme__brief")
        )

    def for_voting(self, person: Person) -> Self:
        """Lock the row, and load what a vote asks and answers, in one query.

        Other transactions' rows in the annotations are as of the moment before the lock was waited for;
        the idea's own columns are as of now.
        """
        return (
            self.visible_to(person)
            .select_for_update(of=("self",))
            .annotate(
                is_votable=support.is_votable_by(person),
                voted_revision=support.voted_revision(person),
                votes_through=support.votes_through(person),
                accounts_in_view=support.accounts_in_view(),
            )
            .defer("body", "search", "plain")
        )
