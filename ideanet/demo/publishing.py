"""The drafts of the demo: some live, some on their way, one with its proof point back."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Story
from ideanet.demo.people import Cast
from ideanet.publishing import moves
from ideanet.publishing.models import Draft
from ideanet.publishing.workflow import connecting, drafting, moving, proving
from ideanet.publishing.workflow.drafting import Chosen, Words
from ideas.models import Comment

STANDFIRSTS = {
    "idle-hours": "Turning a server off is easy. Agreeing who may do it took us eleven months, and one page.",
    "say-dont-know": "We taught nine models a third answer, and asked the people who work with them what changed.",
    "three-alarms": "If it woke you and you did nothing, it is broken. Say so before you go back to bed.",
    "bill-as-story": "Dear finance director: your bill rose by eight per cent, and we can tell you why.",
    "small-models": "A customer who can argue with a model will tell you what is wrong with it.",
}


def plan(clock: Clock, cast: Cast, stories: dict[str, Story]) -> None:
    clock.at(200, partial(_connect, cast))
    for story in stories.values():
        if story.row["stage"] == "published":
            Piece(cast, story).plan(clock, is_live=True)
    for key in ("bill-as-story", "small-models"):
        Piece(cast, stories[key]).plan(clock, is_live=False)


def _connect(cast: Cast) -> None:
    connecting.save(
        None,
        by=cast["noor"],
        name="The Halden & Rook blog",
        address="https://blog.haldenrook.example",
        user="ideanet",
        password="not a real password",  # noqa: S106  # nor a real site
    )


class Piece:
    """One draft, from the approved idea to what came of it."""

    def __init__(self, cast: Cast, story: Story) -> None:
        self.cast, self.story, self.by = cast, story, cast["noor"]

    def plan(self, clock: Clock, *, is_live: bool) -> None:
        opened = self.story.opened
        clock.at(opened * 0.40, self.make)
        clock.at(opened * 0.36, self.edit)
        if is_live or self.story.key == "small-models":
            clock.at(opened * 0.30, self.finish)
        if is_live:
            clock.at(opened * 0.25, partial(self.go_live, int(opened * 0.25)))
        if "proof" in self.story.row:
            clock.at(self.story.row["proof"]["ago"], self.prove)

    @property
    def draft(self) -> Draft:
        return Draft.objects.for_leaving().get(idea=self.story.pk)

    def make(self) -> None:
        drafting.make(self.story.idea, by=self.by)

    def edit(self) -> None:
        draft = self.draft
        quotes = Comment.objects.standing().filter(idea=self.story.pk, may_quote=True)[:2]
        drafting.edit(
            draft,
            Words(draft.title, STANDFIRSTS[self.story.key], draft.body),
            Chosen(
                evidence=[citation.evidence_id for citation in draft.citations.all()],
                quotes={comment.pk: comment.body for comment in quotes},
            ),
            by=self.by,
            read_version=draft.version,
            note="Standfirst and quotes.",
        )

    def finish(self) -> None:
        moving.perform(moves.MARK_READY, self.draft, by=self.by)

    def go_live(self, days_ago: int) -> None:
        url = f"https://blog.haldenrook.example/{self.story.key}"
        moving.go_live(self.draft, by=self.by, url=url, on=timezone.localdate() - timedelta(days=days_ago))

    def prove(self) -> None:
        proof = self.story.row["proof"]
        proving.add(
            self.draft,
            by=self.by,
            request_key=UUID(int=self.story.pk),
            what=proof["title"],
            source=proof["source"],
            dated_on=timezone.localdate() - timedelta(days=proof["ago"]),
        )
