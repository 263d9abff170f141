"""Who is named to whom: the only way from a review to a name that a page, notice or mail shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from string import ascii_uppercase

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from councils import letter_rules
from councils.models import Assignment, Conflict, CouncilReview
from ideanet.people.models import Person


@dataclass(frozen=True)
class Shown:
    """A person as one reader may know them: by name, or only as `label`."""

    person: Person | None
    label: str


def shuffled(review: CouncilReview) -> list[Assignment]:
    """The standing assignments in an order that says nothing, the same on every page of the review."""
    standing = (a for a in review.assignments.all() if a.is_standing)
    return sorted(standing, key=lambda assignment: _draw(review, assignment.pk))


def _draw(review: CouncilReview, key: int) -> bytes:
    """A lot that is the same every time, and that nobody draws who does not know the site's secret."""
    return salted_hmac("councils.identities", f"{review.pk}:{key}", algorithm="sha256").digest()


class Reviewers:
    """The reviewers of one review as one reader may know them: the policy is asked once, however many they are."""

    def __init__(self, reader: Person, review: CouncilReview) -> None:
        self.reader, self.review = reader, review
        self.knows = letter_rules.may_learn_reviewers(reader, review)
        self.authors = {a.person_id for a in review.idea.authorships.all()}

    @cached_property
    def places(self) -> dict[int, int]:
        return {a.person_id: place for place, a in enumerate(shuffled(self.review), start=1)}

    def show(self, whose: Person) -> Shown:
        """The reviewer's name, or "Reviewer 2" with a number that holds for this review alone."""
        special = whose.pk == self.reader.pk or whose.pk in self.authors
        knows = letter_rules.may_learn_identity(self.reader, self.review, whose) if special else self.knows
        if knows:
            return Shown(whose, whose.name)
        return Shown(None, _("Reviewer %(number)d") % {"number": self.places.get(whose.pk, 0)})


def show_reviewer(reader: Person, review: CouncilReview, whose: Person) -> Shown:
    return Reviewers(reader, review).show(whose)


def show_authors(reader: Person, review: CouncilReview) -> list[Shown]:
    """The authors by name, or one nameless entry for all of them."""
    if knows_authors(reader, review):
        return [Shown(author, author.name) for author in _accepted(review)]
    return [Shown(None, _("The authors"))]


def knows_authors(reader: Person, review: CouncilReview) -> bool:
    """Whether all of the authors' names are the reader's to know."""
    return all(letter_rules.may_learn_identity(reader, review, author) for author in _accepted(review))


def _accepted(review: CouncilReview) -> list[Person]:
    return [a.person for a in review.idea.authorships.all() if a.accepted_at is not None]


def show_conflict(reader: Person, review: CouncilReview, conflict: Conflict) -> str:
    """What stands between a member and the idea; no more than that something does where it could tell an author."""
    if not knows_authors(reader, review):
        return _("has a conflict of interest")
    if conflict.reason:
        return f"{conflict.get_kind_display()}: {conflict.reason}"
    return str(conflict.get_kind_display())


def show_author(reader: Person, review: CouncilReview, whose: Person) -> Shown:
    """The author's name, or "Author B" with a letter that holds for this review alone."""
    if letter_rules.may_learn_identity(reader, review, whose):
        return Shown(whose, whose.name)
    order = sorted((author.pk for author in _accepted(review)), key=partial(_draw, review))
    if whose.pk not in order:
        return Shown(None, _("An author"))
    return Shown(None, _("Author %(letter)s") % {"letter": ascii_uppercase[order.index(whose.pk) % 26]})


def names_of_reviewers(reader: Person, review: CouncilReview) -> Iterable[Person]:
    """Those who reviewed, if the reader may learn all of their names; else nobody."""
    submitted = [a.person for a in shuffled(review) if a.is_submitted]
    if all(letter_rules.may_learn_identity(reader, review, person) for person in submitted):
        return submitted
    return []
