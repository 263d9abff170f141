"""The sessions of the demo, from content/: scheduled, signed up for, held and talked about on their own days."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Story
from ideanet.demo.people import Cast, read
from ideas.models import CalendarMail, Session, SessionIdea
from ideas.stages import IdeaPart
from ideas.workflow import attending, placing, presenting, scheduling
from ideas.workflow.scheduling import Plan, Repeat

Row = dict[str, Any]
# Until it was held, a session lies ahead: nobody signs up for what is over.
AHEAD = timedelta(days=1)
SATURDAY = 5


def plan(clock: Clock, cast: Cast, stories: dict[str, Story]) -> None:
    for row in read("sessions.yaml"):
        Gathering(row, cast, stories).plan(clock)


def settle() -> None:
    """Nobody's calendar is written to about what is long past."""
    now = timezone.now()
    CalendarMail.objects.owed().update(mailed_at=now)


class Gathering:
    """One session's days, from when it was scheduled to what was said of it."""

    def __init__(self, row: Row, cast: Cast, stories: dict[str, Story]) -> None:
        self.row, self.cast, self.stories = row, cast, stories
        self.by = cast[row["by"]]

    @property
    def session(self) -> Session:
        """As it stands at this step."""
        found: Session = Session.objects.for_rules().get(pk=self.pk)
        return found

    @property
    def starts_at(self) -> datetime:
        day = timezone.localdate() + timedelta(days=self.row["starts"])
        if day.weekday() >= SATURDAY:
            day += timedelta(days=7 - day.weekday())
        return timezone.make_aware(datetime.combine(day, time(self.row["hour"])))

    @property
    def is_held(self) -> bool:
        return bool(self.row["starts"] < 0 and "repeat" not in self.row)

    def plan(self, clock: Clock) -> None:
        row, day = self.row, self.row["ago"]
        clock.at(day, self.schedule)
        for place, key in enumerate(row.get("coming", [])):
            clock.at(day - 1 - place * (day - 1) / 40, partial(self.sign_up, key))
        if "next" in row:
            clock.at(2, self.sign_up_for_next)
        clock.at(day - 0.5, self.bring)
        if "cancelled" in row:
            clock.at(1, self.cancel)
        if self.is_held:
            clock.at(-row["starts"], self.hold)
            clock.at(-row["starts"] - 0.5, self.attend)
            for place, said in enumerate(row.get("feedback", [])):
                clock.at(-row["starts"] - 1 - place, partial(self.hear, said))
            clock.at(-row["starts"] - 2, self.write_down)
        for key in row.get("started", []):
            clock.at(self.stories[key].opened - 0.5, partial(self.start, key))

    def schedule(self) -> None:
        row = self.row
        columns = {
            "title": row["title"],
            "description": row["description"],
            "place": row["place"],
            "link": row.get("link", ""),
            "places": row.get("places"),
            "audience": row["audience"],
        }
        asked = Plan(
            columns,
            timezone.now() + AHEAD if self.is_held else self.starts_at,
            timedelta(minutes=row["minutes"]),
            [self.cast[key] for key in row["presenters"]],
            [self.cast.organisations[key] for key in row.get("shared", [])],
        )
        repeat = None
        if "repeat" in row:
            repeat = Repeat(row["repeat"], timezone.localdate() + timedelta(days=row["until"]))
        self.pk = scheduling.schedule(asked, by=self.by, repeat=repeat).pk

    def sign_up(self, key: str) -> None:
        placing.take(self.session, by=self.cast[key])

    def sign_up_for_next(self) -> None:
        following = Session.objects.filter(series=self.session.series_id).coming().order_by("starts_at")
        for key in self.row["next"]:
            placing.take(following[0], by=self.cast[key])

    def bring(self) -> None:
        """The ideas and materials that the presenters put on its page."""
        for key in self.row.get("ideas", []):
            presenting.present(self.session, self.stories[key].idea, by=self.by)
        for title, url, is_internal in self.row.get("materials", []):
            presenting.add_material(self.session, by=self.by, title=title, url=url, is_internal=is_internal)

    def cancel(self) -> None:
        session = self.session
        scheduling.cancel(session, by=self.by, reason=self.row["cancelled"], read_sequence=session.sequence)

    def hold(self) -> None:
        """It took place on its own day, which the workflow was told lay ahead."""
        ends_at = self.starts_at + timedelta(minutes=self.row["minutes"])
        Session.objects.filter(pk=self.pk).update(starts_at=self.starts_at, ends_at=ends_at)

    def attend(self) -> None:
        people = [self.cast[key] for key in self.row["coming"]]
        there = [self.cast[key] for key in self.row["there"]]
        attending.take_attendance(self.session, by=self.by, asked=people, present=there)

    def hear(self, said: Row) -> None:
        attending.give_feedback(
            self.session,
            by=self.cast[said["by"]],
            worth=said["worth"],
            clear=said["clear"],
            useful=said["useful"],
            words=said["words"],
            shows_name=said["named"],
        )

    def write_down(self) -> None:
        presenting.write_down(self.session, self.row["transcript"], by=self.by, read="")

    def start(self, key: str) -> None:
        """The idea has a story of its own; its author says afterwards where it began."""
        story = self.stories[key]
        SessionIdea.objects.create(
            session=self.session, idea=story.idea, part=IdeaPart.STARTED, added_by=story.author, is_named=True
        )
