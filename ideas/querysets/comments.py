"""Questions asked of comments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ideanet.gathered import is_one_of
from ideanet.people.models import Person
from ideas.querysets.ideas import SEARCH_CONFIG
from ideas.querysets.mentions import of_comments
from ideas.stages import CommentAudience, ReaderReason

if TYPE_CHECKING:
    from ideas.models import Comment, Idea  # noqa: F401  # mypy reads the names in the bases

# Of a comment and its author, what a page of a discussion shows or asks.
SHOWN: Final = (
    "idea",
    "revision",
    "author__name",
    "author__joined_at",
    "author__organisation__kind",
    "author__organisation__name",
    "parent",
    "thread",
    "audience",
    "body",
    "may_quote",
    "at",
    "edited_at",
    "deleted_at",
    "answered_by",
    "pinned_at",
    "hidden_at",
    "hidden_for",
    "hidden_words",
)


class CommentQuerySet(QuerySet["Comment"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_comment` is true."""
        from ideas.models import Authorship, Idea, Reader  # models import their querysets

        if not person.is_active:
            return self.none()
        authors = Authorship.objects.filter(
            idea=OuterRef("idea_id"), person=person, accepted_at__isnull=False
        )
        reviewers = Reader.objects.filter(
            idea=OuterRef("idea_id"), person=person, reason=ReaderReason.COUNCIL
        )
        seen = Q(audience=CommentAudience.EVERYONE) | Q(author=person)
        if person.is_employee:
            seen |= Q(audience=CommentAudience.EMPLOYEES)
        seen |= Q(audience=CommentAudience.REVIEWERS) & (Q(Exists(authors)) | Q(Exists(reviewers)))
        return self.filter(seen, idea__in=Idea.objects.visible_to(person).order_by().values("pk"))

    def on(self, idea: "Idea") -> Self:
        return self.filter(idea=idea)

    def in_threads(self) -> Self:
        """Thread by thread, each in the order it was said."""
        return self.order_by("thread_id", "pk")

    def standing(self) -> Self:
        """Neither taken back nor hidden: the only ones whose words go anywhere."""
        return self.filter(deleted_at__isnull=True, hidden_at__isnull=True)

    def gone_among(self, keys: Iterable[int]) -> Iterable[int]:
        """The keys of those that nobody reads any more."""
        gone = Q(deleted_at__isnull=False) | Q(hidden_at__isnull=False)
        return self.filter(gone, pk__in=keys).values_list("pk", flat=True)

    def saying(self, words: str) -> Self:
        """Those that say the words; served by the index of the same expression."""
        from ideas.models import Comment  # models import their querysets

        query = SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
        every = Comment.objects.alias(said=SearchVector("body", config=SEARCH_CONFIG)).order_by()
        return self.filter(is_one_of("pk", every.filter(said=query).values("pk")))

    def for_hits(self) -> Self:
        """Load all that ideas/partials/comment_hit.html shows; annotates `mentioned`, for `mentions.said_by`."""
        hits = self.select_related("author__organisation", "idea").annotate(mentioned=of_comments())
        return hits.only(
            "body",
            "at",
            "deleted_at",
            "hidden_at",
            "author__name",
            "author__joined_at",
            "author__organisation__kind",
            "author__organisation__name",
            "idea__title",
        )

    def hidden(self) -> Self:
        return self.filter(hidden_at__isnull=False)

    def pinned(self) -> Self:
        """Official answers: at most one of an idea."""
        return self.filter(pinned_at__isnull=False)

    def for_threads(self) -> Self:
        """Load all that ideas/partials/comment.html shows, and what the rules ask, and no more.

        Annotates `mentioned`, for `mentions.said_by`, and the numbers of two revisions: `said_of`, which it was
        written under, and `answered_in`.
        """
        return (
            self.select_related("author__organisation")
            .annotate(
                mentioned=of_comments(), said_of=F("revision__number"), answered_in=F("answered_by__number")
            )
            .only(*SHOWN)
        )
