"""Likely duplicates: found when a text is published, kept for marketing to look at."""

from ideanet.activity import kinds
from ideanet.activity.models import Event
from ideas import notices, similarity
from ideas.models import Idea, Pair

LEAST = 0.4
MOST = 3


def look(event: Event) -> None:
    """Compare the idea that was just published with all others; a dismissed pair stays dismissed."""
    idea = Idea.objects.only("title", "nugget").get(pk=event.topic_id)
    others = Idea.objects.discussed().exclude(pk=idea.pk)
    found = similarity.compare(others, idea.title, idea.nugget, least=LEAST, size=MOST)
    Pair.objects.bulk_create(
        [
            Pair(
                first_id=min(idea.pk, one.pk),
                second_id=max(idea.pk, one.pk),
                score=one.score,
                title_score=one.title,
                shared_words=one.shared,
                words=one.words,
            )
            for one in found
        ],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "title_score", "shared_words", "words"],
    )


def declare() -> None:
    """Called once, when the app is ready."""
    for kind in (notices.MOVED["submit"], notices.REVISED, notices.MATERIALLY_REVISED):
        kinds.register_consequence(kind, look)
