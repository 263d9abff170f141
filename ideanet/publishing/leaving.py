"""What stands against a draft's leaving the house: asked on its page, and again as it is sent."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ideanet import html
from ideanet.publishing import picturing, rules
from ideanet.publishing.models import Draft, Quote
from ideas.stages import Audience


def obstacles(draft: Draft) -> list[str]:
    """Sentences that say what is wrong and what to do; none if it may leave.

    Load the draft with `for_leaving()`, in the transaction that lets it out.
    """
    return [
        *_about_approval(draft),
        *_about_confidence(draft),
        *_about_names(draft),
        *_about_words(draft),
        *picturing.obstacles(draft),
    ]


def _about_approval(draft: Draft) -> Iterator[str]:
    idea = draft.idea
    if idea.is_hidden:
        yield _("The idea is hidden for now. Wait until it is shown again.")
    if idea.stage not in rules.APPROVED:
        yield _("The idea is not approved: it is “%(stage)s”. Wait for the council.") % {
            "stage": idea.get_stage_display()
        }
    elif draft.revision.number != idea.revision_number:
        yield _(
            "The council has approved revision %(approved)s since; this was made from revision %(ours)s. "
            "Retire it and begin a new draft."
        ) % {"approved": idea.revision_number, "ours": draft.revision.number}


def _about_confidence(draft: Draft) -> Iterator[str]:
    if draft.idea.audience != Audience.NETWORK:
        yield _(
            "The idea is not open to everyone: its audience is “%(audience)s”. "
            "Ask its authors to open it to the network first."
        ) % {"audience": draft.idea.get_audience_display()}
    for citation in draft.citations.all():
        if citation.evidence.is_internal or citation.evidence.idea_id != draft.idea_id:
            yield _("The source “%(title)s” is for employees only. Untick it.") % {
                "title": citation.evidence.title
            }


def _about_names(draft: Draft) -> Iterator[str]:
    if not any(a.accepted_at and a.share for a in draft.idea.authorships.all()):
        yield _("Nobody is named as its author. Ask the authors to share the credit.")
    for quote in draft.quotes.all():
        if reason := _against(quote):
            yield _("The quote by %(name)s cannot go out: %(reason)s Untick it.") % {
                "name": quote.comment.author.name,
                "reason": reason,
            }


def _against(quote: Quote) -> str:
    if quote.revoked_at is not None:
        return _("it was taken back.")
    if not rules.is_quotable(quote.comment):
        return _("there is no consent to quote it.")
    if not says(quote.comment.body, quote.words):
        return _("these are not the words of the comment as it stands.")
    return ""


def says(comment: str, words: str) -> bool:
    """Whether the comment says exactly these words, white space aside: "able" is not in "unable"."""
    wanted = re.escape(" ".join(words.split()))
    said = " ".join(html.to_text(comment).split())
    return bool(wanted) and re.search(rf"(?<!\w){wanted}(?!\w)", said) is not None


def _about_words(draft: Draft) -> Iterator[str]:
    if not draft.standfirst.strip() or not html.to_text(draft.body).strip():
        yield _("It is not finished: it needs a standfirst and a body.")
