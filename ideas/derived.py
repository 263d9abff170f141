"""Proofs of what is kept beside the rows it follows from: rounds, shares, answers, threads, pictures, digests."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, F, Max, Q, Sum

from ideanet import html
from ideanet.activity.models import Digest, Event, Notice
from ideanet.activity.querysets import type_of
from ideas import notices
from ideas.models import Authorship, Comment, Idea, Picture, Revision, Round
from ideas.proofs import Difference
from ideas.stages import Stage
from ideas.tallying import chunks

_OWED = frozenset({Stage.OPEN, Stage.IN_REVIEW})
# Whoever merges and takes apart changes nothing about what was answered.
_ASKED_ANEW = [kind.name for name, kind in notices.MOVED.items() if name not in {"merge", "unmerge"}]
SIZE = 1000


def _difference(thing: str, figure: str, kept: object, found: object) -> Difference | None:
    return None if kept == found else Difference(thing, figure, kept, found)


def rounds() -> Iterator[Difference | None]:
    """The number of the current round; a draft has not begun one."""
    for ideas in chunks("round_number"):
        rows = Round.objects.filter(idea__in=ideas).order_by().values_list("idea")
        last = dict(rows.annotate(last=Max("number")))
        for idea in ideas:
            yield _difference(f"idea {idea.pk}", "round_number", idea.round_number, last.get(idea.pk, 1))


def shares() -> Iterator[Difference | None]:
    """The credit shares of the authors who accepted add up to the whole."""
    for ideas in chunks("pk"):
        rows = Authorship.objects.filter(idea__in=ideas, accepted_at__isnull=False).order_by()
        for idea, total in rows.values_list("idea").annotate(total=Sum("share")):
            yield _difference(f"idea {idea}", "shares", total, 100)


def answers() -> Iterator[Difference | None]:
    """When the answer that is owed was given: when the official answer was pinned, if nothing asked anew since."""
    for ideas in chunks("stage", "answered_at"):
        pinned = Comment.objects.pinned().filter(idea__in=ideas).values_list("idea", "pinned_at")
        given, asked = _latest(ideas, [notices.ANSWERED.name]), _latest(ideas, _ASKED_ANEW)
        standing = {key: at for key, at in pinned if given.get(key, 0) > asked.get(key, 0)}
        for idea in ideas:
            found = standing.get(idea.pk) if idea.stage in _OWED else None
            yield _difference(f"idea {idea.pk}", "answered_at", idea.answered_at, found)


def _latest(ideas: list[Idea], kinds: list[str]) -> dict[int, int]:
    """The last event of these kinds on each."""
    keys = [idea.pk for idea in ideas]
    events = Event.objects.filter(topic_type=type_of(Idea), topic_id__in=keys, kind__in=kinds).order_by()
    return dict(events.values_list("topic_id").annotate(last=Max("pk")))


def threads() -> Iterator[Difference | None]:
    """The first comment of each comment's thread: its own key, or what the one it answers says."""
    rows = Comment.objects.order_by("pk").values_list("pk", "parent", "thread", "parent__thread")
    for key, parent, thread, above in rows.iterator(chunk_size=SIZE):
        yield _difference(f"comment {key}", "thread", thread, above if parent else key)


def pictures() -> Iterator[Difference | None]:
    """Whether readers may see a picture: once a revision shows it."""
    of_idea: defaultdict[int, list[Picture]] = defaultdict(list)
    for picture in Picture.objects.filter(idea__isnull=False).only("idea", "is_published"):
        of_idea[picture.idea_id or 0].append(picture)
    for idea, found in of_idea.items():
        shown: set[str] = set()
        for body in Revision.objects.filter(idea=idea).values_list("body", flat=True):
            shown |= html.own_pictures(body)
        for picture in found:
            is_shown = str(picture.key) in shown
            yield _difference(f"picture {picture.key}", "is_published", picture.is_published, is_shown)


def digests() -> Iterator[Difference | None]:
    """What a digest told was its reader's, and had happened by its watermark."""
    strange = Q(notices__isnull=False) & (~Q(notices__person=F("person")) | Q(notices__at__gt=F("until")))
    rows = Digest.objects.annotate(strange=Count("notices", filter=strange)).order_by("pk")
    for key, count in rows.values_list("pk", "strange").iterator(chunk_size=SIZE):
        yield _difference(f"digest {key}", "notices of others or of later", count, 0)


def ways() -> Iterator[Difference | None]:
    """What a notice says of its ways agrees: a digest told it only if it was for one, and a mail went only if it
    was wanted, or else was dropped.
    """
    told = Q(digest__isnull=False, in_digest=False)
    mailed = Q(mailed_at__isnull=False) | Q(mail_dropped_at__isnull=False)
    twice = Q(mailed_at__isnull=False, mail_dropped_at__isnull=False)
    strange = Notice.objects.annotate(is_strange=Q(told | mailed & Q(mail_wanted=False) | twice)).order_by(
        "pk"
    )
    for key, is_strange in strange.values_list("pk", "is_strange").iterator(chunk_size=SIZE):
        yield _difference(
            f"notice {key}", "told in a way that was not its own", "so" if is_strange else "not", "not"
        )
