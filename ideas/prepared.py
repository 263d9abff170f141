"""The questions that the pages of ideas ask every time: their SQL is written once, see ideanet.prepared."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.utils import timezone

from ideanet.activity.models import Follow
from ideanet.paging import Page, PreparedPages, page_of
from ideanet.people.models import Person, Segment
from ideanet.prepared import Prepared, remember
from ideas import draws
from ideas.models import Authorship, Comment, Evidence, Idea, Reader, Session, Theme, Vote
from ideas.querysets import orders
from ideas.querysets.ideas import IdeaQuerySet, bylines
from ideas.stages import Audience

# So many ideas are on a page.
SIZE: Final = 25
_IDEA: Prepared[Idea] = Prepared(
    lambda reader, pk: Idea.objects.visible_to(reader).for_page(reader).filter(pk=pk)
)
_AUTHORS: Prepared[Authorship] = Prepared(
    lambda idea: Authorship.objects.select_related("person__organisation").filter(idea=idea)
)
_FOLLOW: Prepared[Follow] = Prepared(
    lambda person, idea: Follow.objects.of(Idea(pk=idea)).filter(person=person)
)
_READERS: Prepared[Reader] = Prepared(lambda idea: Reader.objects.filter(idea=idea))
_EVIDENCE: Prepared[Evidence] = Prepared(
    lambda reader, idea: Evidence.objects.visible_to(reader).filter(idea=idea).select_related("attachment")
)
_BYLINES: Prepared[Authorship] = Prepared(lambda *ideas: bylines().filter(idea__in=ideas))
_SUPPORTED: Prepared[Any] = Prepared(lambda person, *ideas: Vote.objects.of_any(person, ideas))
_THEMES: Prepared[Any] = Prepared(
    lambda reader: Theme.objects.visible_to(reader).order_by("title").values_list("pk", "title")
)
_SEGMENTS: Prepared[Any] = Prepared(lambda: Segment.objects.values_list("pk", "name"))
COMMENTS: PreparedPages[Comment] = PreparedPages(
    lambda reader, idea: Comment.objects.visible_to(reader).filter(idea=idea).for_threads()
)
_SEEN: Prepared[Idea] = Prepared(
    lambda reader, pk: Idea.objects.visible_to(reader).select_related("theme").filter(pk=pk)
)
_SESSION: Prepared[Session] = Prepared(
    lambda reader, pk: Session.objects.visible_to(reader).for_rules().filter(pk=pk)
)
_TALK: Prepared[Idea] = Prepared(
    lambda reader, pk: (
        Idea.objects.visible_to(reader).select_related("theme").with_official_answer().filter(pk=pk)
    )
)
_PLAIN: Prepared[Idea] = Prepared(lambda pk: Idea.objects.select_related("theme").filter(pk=pk))
_LOCKED: Prepared[Idea] = Prepared(
    lambda pk: Idea.objects.select_related("theme").select_for_update(of=("self",)).filter(pk=pk)
)
_VOTED: Prepared[Idea] = Prepared(lambda person, pk: Idea.objects.for_voting(person).filter(pk=pk))
_LIST: PreparedPages[Idea] = PreparedPages(
    lambda reader, *, chosen: _narrowed(reader, dict(chosen)).since().for_card_rows()
)
_POOL: Prepared[Any] = Prepared(
    lambda reader, *, chosen: orders.needing_eyes(_narrowed(reader, dict(chosen)), reader).values_list("pk")
)
_CARDS: Prepared[Idea] = Prepared(
    lambda reader, *keys: (
        Idea.objects.visible_to(reader).since().for_card_rows().filter(pk__in=keys).order_by()
    )
)


def _narrowed(reader: Person, chosen: Mapping[str, Any]) -> IdeaQuerySet:
    return orders.narrow(Idea.objects.visible_to(reader), reader, chosen)


def list_page(reader: Person, chosen: Mapping[str, Any], *, order: tuple[str, ...], after: str) -> Page[Idea]:
    """A page of the list of ideas, with their authors, for the cards. Two queries, or three where it is drawn."""
    shape = tuple(chosen.items())
    if order == orders.DRAW:
        found = _drawn_page(reader, shape, after=after)
    else:
        found = _LIST.page(reader, order=order, after=after, size=SIZE, chosen=shape)
    load_bylines(found.items)
    return found


def _drawn_page(reader: Person, chosen: Hashable, *, after: str) -> Page[Idea]:
    """Keys are drawn, and only those of the page are read."""
    pool = draws.shuffled((key for (key,) in _POOL.rows(reader, chosen=chosen)), reader, timezone.localdate())
    drawn = page_of(pool, "draw", after=after, size=SIZE)
    rows = {idea.pk: idea for idea in (_CARDS.rows(reader, *(one.pk for one in drawn)) if drawn else [])}
    return Page([rows[one.pk] for one in drawn if one.pk in rows], drawn.next, is_first=drawn.is_first)


def open_page(reader: Person, pk: int) -> Idea:
    """The idea with all that its page shows of it, and what the rules ask. Three queries; Http404 if unseen."""
    return with_rules(_IDEA.get_or_404(reader, pk))


def open_talk(reader: Person, pk: int) -> Idea:
    """The idea with what a page of its discussion asks of it; Http404 if unseen."""
    return with_rules(_TALK.get_or_404(reader, pk))


def find(reader: Person, pk: int) -> Idea:
    """The idea, with its theme; Http404 if unseen. One query."""
    return _SEEN.get_or_404(reader, pk)


def find_for_rules(reader: Person, pk: int) -> Idea:
    """The same with what the rules ask. Three queries, or five where it is shared."""
    return with_rules(_SEEN.get_or_404(reader, pk))


def find_session(reader: Person, pk: int) -> Session:
    """The session with what the rules ask; Http404 if unseen. Three queries."""
    return _SESSION.get_or_404(reader, pk)


def for_rules(pk: int) -> Idea:
    """The idea as it is now, with what the rules ask."""
    return with_rules(_PLAIN.get(pk))


def for_rules_if_there(pk: int) -> Idea | None:
    """The same, or None once it is gone."""
    idea = _PLAIN.first(pk)
    return None if idea is None else with_rules(idea)


def lock(pk: int) -> Idea:
    """The idea as it is now, with what the rules ask, locked until the transaction ends."""
    return with_rules(_LOCKED.get(pk))


def with_rules(idea: Idea) -> Idea:
    """The same with what `for_rules()` loads; whom it is shared with only where that matters."""
    remember(idea, "authorships", _AUTHORS.rows(idea.pk))
    remember(idea, "reader_rows", _READERS.rows(idea.pk))
    if idea.audience == Audience.SHARED or idea.theme.is_project:
        prefetch_related_objects([idea], "shared_with", "theme__customers")
    return idea


def lock_for_vote(person: Person, pk: int) -> Idea:
    """The idea as `for_voting()` locks it. One query; Idea.DoesNotExist if unseen."""
    return _VOTED.get(person, pk)


def follow_of(person: Person, idea: Idea) -> Follow | None:
    """How the person follows the idea, if they do. One query."""
    return _FOLLOW.first(person, idea.pk)


def evidence_of(reader: Person, idea: Idea) -> list[Evidence]:
    return _EVIDENCE.rows(reader, idea.pk)


def load_bylines(ideas: Iterable[Idea]) -> None:
    """The authors of ideas from `for_card_rows()`. One query."""
    found: dict[int, list[Authorship]] = {idea.pk: [] for idea in ideas}
    for row in _BYLINES.rows(*found) if found else []:
        found[row.idea_id].append(row)
    for idea in ideas:
        idea.bylines = found[idea.pk]  # type: ignore[attr-defined]  # as `for_cards()` has it


def supported(person: Person, ideas: Iterable[Idea]) -> set[int]:
    """Which of these ideas the person supports, by key. One query."""
    keys = [idea.pk for idea in ideas]
    return {key for row in (_SUPPORTED.rows(person, *keys) if keys else []) for key in row if key}


def themes_of(reader: Person) -> list[tuple[int, str]]:
    """Keys and titles of the themes that the reader sees."""
    return _THEMES.rows(reader)


def segments() -> list[tuple[int, str]]:
    """Keys and names of all segments."""
    return _SEGMENTS.rows()
