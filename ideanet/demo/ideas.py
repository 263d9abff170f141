"""The ideas of the demo, from content/: each is written, submitted, supported and argued over on its own days."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ideanet.demo import papers, pictures
from ideanet.demo.clock import Clock
from ideanet.demo.people import CONTENT, Cast, read
from ideas import moves
from ideas.models import Comment, Idea, Offering, Reader, Theme
from ideas.stages import CommentAudience, ReaderReason, Taking
from ideas.workflow import attaching, authoring, commenting, illustrating, keeping, moving, voting, writing
from ideas.workflow.writing import Text

Row = dict[str, Any]


def read_ideas() -> list[Row]:
    """All ideas of the content, oldest first."""
    rows: list[Row] = []
    for path in sorted((CONTENT / "ideas").glob("*.yaml")):
        rows += [{"theme": path.stem, **row} for row in read(f"ideas/{path.name}")]
    return sorted(rows, key=lambda row: -row["opened"])


def set_up_themes(cast: Cast) -> dict[str, Theme]:
    themes = {}
    now = timezone.now()
    segments = {o.segment.name: o.segment for o in cast.organisations.values() if o.segment}
    for row in read("themes.yaml"):
        theme = Theme.objects.create(
            title=row["title"],
            summary=row["summary"],
            brief=row["brief"],
            owner=cast[row["owner"]],
            opens_at=now + timedelta(days=row["opens"]),
            closes_at=now + timedelta(days=row["closes"]) if "closes" in row else None,
            answer_days=30,
            told=Taking.OPEN,
            is_project="project" in row,
            is_network=row.get("network", True),
        )
        theme.customers.set(cast.organisations[key] for key in row.get("project", []))
        theme.segments.set(segments[name] for name in row.get("segments", []))
        for name, url in row.get("offerings", []):
            Offering.objects.create(theme=theme, name=name, url=url)
        themes[row["key"]] = theme
    return themes


class Story:
    """One idea's days from the first draft to the last comment; councils and awards come on top."""

    def __init__(self, row: Row, cast: Cast, theme: Theme, random: Random) -> None:
        self.row, self.cast, self.theme, self.random = row, cast, theme, random
        self.key: str = row["key"]
        self.authors = [cast[key] for key in row["authors"]]
        self.author = self.authors[0]
        self.opened: int = row["opened"]
        self.comments: list[Comment] = []

    @property
    def idea(self) -> Idea:
        """As it stands at this step."""
        found: Idea = Idea.objects.for_rules().get(pk=self.pk)
        return found

    def plan(self, clock: Clock) -> None:
        clock.at(self.opened + 3, self.write)
        if self.row["stage"] == "draft":
            return
        clock.at(self.opened + 1, self.attach)
        clock.at(self.opened, self.submit)
        self._plan_votes(clock)
        days = self._plan_comments(clock)
        self._plan_end(clock)
        if "revise" in self.row:
            row = self.row["revise"]
            # A revision that answers a comment comes after it.
            answered = days[row["answers"]] - 1 if "answers" in row else self.opened
            clock.at(min(self.opened - row["after"], answered), self.revise)

        if "typing" in self.row:
            clock.at(1, self.type)

    def type(self) -> None:
        """An author has half of the next revision in the editor."""
        idea, row = self.idea, self.row["typing"]
        keeping.keep(
            idea,
            Text(idea.title, idea.nugget, idea.body + row["append"]),
            by=self.cast[row["by"]],
            read_at=None,
            base_number=idea.revision_number,
            note=row["note"],
        )

    def write(self) -> None:
        row = self.row
        idea = writing.create_idea(
            Text(row["title"], row["nugget"], self.illustrated(row["body"])),
            by=self.author,
            theme=self.theme,
            kind=row["kind"],
            audience=row["audience"],
            shared_with=[self.cast.organisations[key] for key in row.get("shared", [])],
        )
        self.pk = idea.pk
        for person in self.authors[1:]:
            authoring.invite(idea, person, by=self.author)
            authoring.accept(idea, by=person)
        authoring.share(
            idea, {self.cast[key].pk: share for key, share in row["authors"].items()}, by=self.author
        )
        if row.get("hinted", False):
            writing.change_audience(idea, by=self.author, audience=row["audience"], is_hinted_at=True)
        Reader.objects.bulk_create(
            Reader(idea=idea, person=self.cast[key], reason=ReaderReason.NAMED)
            for key in row.get("readers", [])
        )

    def illustrated(self, body: str) -> str:
        """The body with the chart where it says so, brought by the author before the text is saved."""
        if "{chart}" not in body:
            return body
        chart = illustrating.add(pictures.utilisation(), by=self.author)
        return body.replace("{chart}", chart.get_absolute_url())

    def attach(self) -> None:
        today = timezone.localdate()
        for row in self.row.get("evidence", []):
            attaching.attach(
                self.idea,
                by=self.author,
                kind=row["kind"],
                title=row["title"],
                source=row["source"],
                citation=row["citation"],
                dated_on=today - timedelta(days=row["ago"]),
                is_internal=row.get("internal", False),
                upload=papers.brought(row),
            )

    def submit(self) -> None:
        moving.perform(moves.SUBMIT, self.idea, by=self.author)

    def revise(self) -> None:
        idea, row = self.idea, self.row["revise"]
        writing.publish_revision(
            idea,
            Text(idea.title, idea.nugget, idea.body + row["append"]),
            by=self.author,
            note=row["note"],
            read_number=idea.revision_number,
            is_material=row.get("material", False),
        )
        if "answers" in row:
            commenting.mark_answered(self.comments[row["answers"]], by=self.author)

    def _plan_end(self, clock: Clock) -> None:
        """What its authors or marketing do with it themselves; councils do the rest."""
        reason = self.row.get("reason", "")
        day = self.opened * 0.4
        if self.key == "spot-market":
            clock.at(
                day, lambda: moving.perform(moves.TURN_DOWN, self.idea, by=self.theme.owner, reason=reason)
            )
        if self.row["stage"] in {"withdrawn", "archived"}:
            clock.at(day, lambda: moving.perform(moves.WITHDRAW, self.idea, by=self.author, reason=reason))
        if self.row["stage"] == "archived":
            clock.at(
                day / 2,
                lambda: moving.perform(moves.ARCHIVE, self.idea, by=self.cast["jonas"], reason=reason),
            )
        if self.row["stage"] == "adopted":
            clock.at(self.opened * 0.3, self.adopt)

    def adopt(self) -> None:
        row = self.row
        since = timezone.localdate() - timedelta(days=int(self.opened * 0.35))
        moving.adopt(
            self.idea,
            by=self.cast["noor"],
            adopted_by=row["adopted_by"],
            adopted_on=since,
            outcome=row["outcome"],
        )

    def _plan_votes(self, clock: Clock) -> None:
        employees = [p for p in self.cast.people.values() if p.is_employee and p not in self.authors]
        voters = self.random.sample(employees, min(self.row["backers"], len(employees)))
        voters += [self.cast[key] for key in self.row.get("customers", [])]
        self.random.shuffle(voters)
        for person in voters:
            # Most support comes in the first weeks, if it comes at all.
            age = self.random.betavariate(1.2, 3) * (self.opened - 0.2)
            clock.at(self.opened - 0.1 - age, partial(self.vote, person))

    def vote(self, person: Any) -> None:
        """Who sees the idea and may support it does."""
        with suppress(Idea.DoesNotExist, PermissionDenied):
            voting.vote(Idea(pk=self.pk), by=person)

    def _plan_comments(self, clock: Clock) -> list[float]:
        """The day, before today, of each comment that opens a thread."""
        day, days = self.opened - 0.5, []
        for index, row in enumerate(self.row.get("comments", [])):
            day = max(day - self.random.uniform(0.4, 4), 0.2)
            clock.at(day, partial(self.comment, row))
            days.append(day)
            for reply in row.get("replies", []):
                day = max(day - self.random.uniform(0.1, 1), 0.1)
                clock.at(day, partial(self.reply, index, reply))
        return days

    def comment(self, row: Row) -> None:
        self.comments.append(self._post(row))

    def reply(self, index: int, row: Row) -> None:
        self._post(row, parent=self.comments[index])

    def _post(self, row: Row, parent: Comment | None = None) -> Comment:
        return commenting.post(
            self.idea,
            by=self.cast[row["by"]],
            body=row["text"],
            audience=row.get("audience", parent.audience if parent else CommentAudience.EVERYONE),
            parent=parent,
            may_quote=row.get("quote", False),
        )
