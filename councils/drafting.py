"""The first draft of a letter: the council's words around what reviewers wrote for the authors."""

from collections.abc import Sequence
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from councils import phrases
from councils.models import CouncilReview, Decision, LetterTemplate, Recommendation
from councils.stages import AuthorsSee


def draft_letter(review: CouncilReview, decision: Decision) -> str:
    """Markdown, for the chair to edit; reviewers are numbered, never named, in an order that says nothing.

    In the words that the council had when the review opened.
    """
    points = [point.text for point in decision.points.all()]
    return phrases.fill(
        words_of(review.letter_template, decision.outcome), _values(review, points, _comments(review))
    )


def words_of(template: LetterTemplate | None, outcome: str) -> str:
    """The council's own, or else those of the house."""
    own = str(getattr(template, outcome)) if template else ""
    return own or phrases.house_words(outcome)


def preview(words: str, review: CouncilReview | None, council_name: str) -> str:
    """How the words would read about this review, which the reader may read; or about an invented idea."""
    points = [_("Say what it costs, and who pays."), _("Name one customer who tried it.")]
    if review is None:
        comments = [
            _("A clear idea, and I believe the figures."),
            _("I would like to see who else tried it."),
        ]
        values = {
            "council": council_name,
            "title": _("A quieter machine room"),
            "revision": "3",
            "round": "1",
            "comments": _list_comments(comments),
            "points": _list_points(points),
        }
    else:
        stated = [p.text for p in review.decision.points.all()] if review.decision else []
        values = _values(review, stated or points, _comments(review))
    return phrases.fill(words, values)


def _values(review: CouncilReview, points: Sequence[str], comments: Sequence[str]) -> dict[str, str]:
    return {
        "council": review.council.name,
        "title": review.revision.title,
        "revision": str(review.revision.number),
        "round": str(review.number),
        "comments": _list_comments(comments),
        "points": _list_points(points),
    }


def _list_points(points: Sequence[str]) -> str:
    return "\n".join(f"{number}. {point}" for number, point in enumerate(points, start=1))


def _list_comments(comments: Sequence[str]) -> str:
    return render_to_string("councils/letters/comments.txt", {"comments": comments}).strip()


def _comments(review: CouncilReview) -> list[str]:
    if review.authors_see == AuthorsSee.LETTER:
        return []
    counting = Recommendation.objects.counting(review)
    rows = sorted(
        counting.values_list("assignment_id", "to_authors"),
        key=lambda row: sha256(f"{review.pk}:{row[0]}".encode()).digest(),
    )
    return [text.strip() for _key, text in rows]
