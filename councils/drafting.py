"""The first draft of a letter: the council's words around what reviewers wrote for the authors."""

from hashlib import sha256

from django.template.loader import render_to_string

from councils.models import CouncilReview, Decision, Recommendation
from councils.stages import AuthorsSee


def draft_letter(review: CouncilReview, decision: Decision) -> str:
    """Markdown, for the chair to edit; reviewers are numbered, never named, in an order that says nothing."""
    context = {
        "review": review,
        "decision": decision,
        "points": list(decision.points.all()),
        "comments": _comments(review),
    }
    return render_to_string(f"councils/letters/{decision.outcome}.txt", context).strip() + "\n"


def _comments(review: CouncilReview) -> list[str]:
    if review.authors_see == AuthorsSee.LETTER:
        return []
    counting = Recommendation.objects.counting(review)
    rows = sorted(
        counting.values_list("assignment_id", "to_authors"),
        key=lambda row: sha256(f"{review.pk}:{row[0]}".encode()).digest(),
    )
    return [text.strip() for _key, text in rows]
