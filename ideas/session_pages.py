"""What a session's page shows one reader: facts and open doors, so that templates decide nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideanet.people.models import Person
from ideanet.people.rules import may_view_person
from ideas import session_rules
from ideas.models import Authorship, Feedback, Idea, Material, Place, Session, SessionIdea
from ideas.models.places import QUESTIONS
from ideas.stages import Audience, IdeaPart, PlaceState

# Below this, an average would say what one person said.
FEWEST = 3
MOST_OTHERS = 4


@dataclass(frozen=True)
class Card:
    """A session in a list; `presenters` are those whom the reader may know, `guests` counts the others."""

    session: Session
    presenters: list[Person]
    guests: int
    presents: bool

    @property
    def has_place(self) -> bool:
        return bool(self.session.my_place == PlaceState.TAKEN)  # type: ignore[attr-defined]  # annotated

    @property
    def waits(self) -> bool:
        return bool(self.session.my_place == PlaceState.WAITING)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True)
class Begun:
    """An idea that began there. `may_take_back`: one of its authors said so, and the reader is one."""

    idea: Idea
    may_take_back: bool


@dataclass(frozen=True)
class View(Card):
    """Everything that depends on who looks; `ahead` is how many wait before the reader."""

    audience: str
    link: str
    is_over: bool
    has_begun: bool
    ahead: int
    attended: bool
    may_edit: bool
    may_run: bool
    may_sign_up: bool
    may_check_in: bool
    may_take_attendance: bool
    may_start_idea: bool
    may_read_feedback: bool
    may_give_feedback: bool
    gave_feedback: bool
    materials: list[Material]
    presented: list[Idea]
    started: list[Begun]
    others: list[Session]


def cards_of(sessions: Iterable[Session], reader: Person) -> list[Card]:
    """The sessions come from `for_cards()`."""
    return [
        Card(session, *presenters_of(session, reader), session_rules.is_presenter(reader, session))
        for session in sessions
    ]


def presenters_of(session: Session, reader: Person) -> tuple[list[Person], int]:
    """Those whom the reader may know, and how many besides: that another customer is here is not theirs."""
    people = [row.person for row in session.presenter_rows.all()]
    known = [person for person in people if may_view_person(reader, person)]
    return known, len(people) - len(known)


def view_of(session: Session, reader: Person) -> View:
    """`session` comes from `for_page()`."""
    now: datetime = session.now  # type: ignore[attr-defined]  # annotated
    attended: bool = session.attended  # type: ignore[attr-defined]  # annotated
    known, guests = presenters_of(session, reader)
    has_place = session.my_place == PlaceState.TAKEN  # type: ignore[attr-defined]  # annotated
    may_link = session_rules.may_see_link(reader, session, has_place=has_place)
    ideas = ideas_of(session, reader)
    return View(
        session=session,
        presenters=known,
        guests=guests,
        presents=session_rules.is_presenter(reader, session),
        audience=audience_of(session, reader),
        link=session.link if may_link and not session.is_over(now) else "",
        is_over=session.is_over(now),
        has_begun=session.has_begun(now),
        ahead=_ahead(session, reader),
        attended=attended,
        may_edit=_may_edit(reader, session, now),
        may_run=session_rules.may_run_session(reader, session),
        may_sign_up=session_rules.may_sign_up(reader, session, now),
        may_check_in=session_rules.may_check_in(reader, session, now) and not attended,
        may_take_attendance=session_rules.may_take_attendance(reader, session, now),
        may_start_idea=session_rules.may_start_idea(reader, session, now),
        may_read_feedback=session_rules.may_read_feedback(reader, session) and session.has_begun(now),
        may_give_feedback=attended,
        gave_feedback=session.gave_feedback,  # type: ignore[attr-defined]  # annotated
        materials=list(Material.objects.visible_to(reader).filter(session=session)),
        presented=[row.idea for row in ideas if row.part == IdeaPart.PRESENTED],
        started=[
            Begun(row.idea, may_take_back=row.is_named and row.is_mine)  # type: ignore[attr-defined]  # annotated
            for row in ideas
            if row.part == IdeaPart.STARTED
        ],
        others=_others(session, reader),
    )


def _others(session: Session, reader: Person) -> list[Session]:
    """The next times of its series. One query, and only for a series."""
    if session.series_id is None:
        return []
    series = Session.objects.visible_to(reader).filter(series=session.series_id).coming()
    return list(series.exclude(pk=session.pk).for_months().order_by("starts_at", "pk")[:MOST_OTHERS])


def _may_edit(reader: Person, session: Session, now: datetime) -> bool:
    is_coming = not session.is_cancelled and not session.is_over(now)
    return is_coming and session_rules.may_edit_session(reader, session)


def _ahead(session: Session, reader: Person) -> int:
    """One query, and only for those who wait."""
    if session.my_place != PlaceState.WAITING:  # type: ignore[attr-defined]  # annotated
        return 0
    waiting = Place.objects.at(session).waiting()
    mine = waiting.filter(person=reader).values("pk")
    return waiting.filter(pk__lt=mine[:1]).count()


def ideas_of(session: Session, reader: Person) -> list[SessionIdea]:
    """Those that the reader may see, each with its part in the session and whether it `is_mine`."""
    visible = Idea.objects.visible_to(reader).order_by().values("pk")
    mine = Authorship.objects.filter(idea=OuterRef("idea"), person=reader, accepted_at__isnull=False)
    rows = SessionIdea.objects.filter(session=session, idea__in=visible).select_related("idea")
    return list(rows.annotate(is_mine=Exists(mine)).defer("idea__body", "idea__search"))


def audience_of(session: Session, reader: Person) -> str:
    """Who can see it, in words for the one who reads them. Load `shared_with` with it."""
    if session.audience == Audience.NETWORK:
        return _("Everyone signed in can see it, customers and partners included.")
    if session.audience == Audience.INTERNAL:
        return _("All employees can see it, and who presents.")
    if not reader.is_employee:
        return _("Employees and chosen customers can see it, you among them.")
    names = sorted(organisation.name for organisation in session.shared_with.all())
    if len(names) <= 3:
        return _("Employees can see it, and %(names)s.") % {"names": ", ".join(names)}
    return ngettext(
        "Employees can see it, and %(count)s chosen customer.",
        "Employees can see it, and %(count)s chosen customers.",
        len(names),
    ) % {"count": len(names)}


@dataclass(frozen=True)
class Summary:
    """What the presenters read: averages from `FEWEST` on, and each one's words, signed where they agreed."""

    count: int
    averages: list[tuple[str, float]]
    words: list[tuple[str, Person | None]]


def feedback_on(session: Session, reader: Person) -> Summary:
    """Two queries. Words come in the order of the alphabet: the order they came in would tell."""
    given = Feedback.objects.filter(session=session)
    figures = given.aggregate(n=Count("pk"), **{name: Avg(name) for name in QUESTIONS})
    is_enough = figures["n"] >= FEWEST
    averages = [(str(words), round(figures[name], 1)) for name, words in QUESTIONS.items() if is_enough]
    rows = given.exclude(words="").select_related("person__organisation").order_by("words", "pk")
    words = [
        (row.words, row.person if row.shows_name and may_view_person(reader, row.person) else None)
        for row in rows
    ]
    return Summary(figures["n"], averages, words)
