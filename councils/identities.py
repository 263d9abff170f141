"""Who is named to whom: the only way from a review to a name that a page, notice or mail shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from councils import letter_rules
from councils.models import Assignment, CouncilReview
from ideanet.people.models import Person


@dataclass(frozen=True)
class Shown:
    """A person as one reader may know them: by name, or only as `label`."""

    person: Person | None
    label: str


def shuffled(review: CouncilReview) -> list[Assignment]:
    """The standing assignments in an order that says nothing, the same on every page of the review."""
    standing = (a for a in review.assignments.all() if a.is_standing)
    return sorted(standing, key=lambda a: sha256(f"{review.pk}:{a.pk}".encode()).digest())


def show_reviewer(reader: Person, review: CouncilReview, whose: Person) -> Shown:
    """The reviewer's name, or "Reviewer 2" with a number that holds for this review alone."""
    if letter_rules.may_learn_identity(reader, review, whose):
        return Shown(whose, whose.name)
    places = {a.person_id: place for place, a in enumerate(shuffled(review), start=1)}
    return Shown(None, _("Reviewer %(number)d") % {"number": places.get(whose.pk, 0)})


def show_authors(reader: Person, review: CouncilReview) -> list[Shown]:
    """The authors by name, or one nameless entry for all of them."""
    accepted = [a.person for a in review.idea.authorships.all() if a.accepted_at is not None]
    if all(letter_rules.may_learn_identity(reader, review, author) for author in accepted):
        return [Shown(author, author.name) for author in accepted]
    return [Shown(None, _("The authors"))]


def show_author(reader: Person, review: CouncilReview, whose: Person) -> Shown:
    if letter_rules.may_learn_identity(reader, review, whose):
        return Shown(whose, whose.name)
    return Shown(None, _("The authors"))


def names_of_reviewers(reader: Person, review: CouncilReview) -> Iterable[Person]:
    """Those who reviewed, if the reader may learn all of their names; else nobody."""
    submitted = [a.person for a in shuffled(review) if a.is_submitted]
    if all(letter_rules.may_learn_identity(reader, review, person) for person in submitted):
        return submitted
    return []
