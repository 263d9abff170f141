"""The talk of the demo: an official answer, mentions, a long thread, merges asked and agreed, a report that waits."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row, Story
from ideanet.demo.people import Cast, read
from ideas import moderation
from ideas.models import Comment
from ideas.stages import CommentAudience
from ideas.workflow import answering, commenting, consenting, moderating


def plan(clock: Clock, cast: Cast, stories: Mapping[str, Story]) -> None:
    talk = Talk(read("talk.yaml"), cast, stories)
    row = talk.row
    clock.at(row["question"]["ago"], partial(talk.say, "question"))
    for number, reply in enumerate(row["replies"]):
        clock.at(reply["ago"], partial(talk.reply, number, reply))
    clock.at(row["edit"]["ago"], talk.edit)
    for key in ("indiscreet", "unkind", "official"):
        clock.at(row[key]["ago"], partial(talk.say, key))
    clock.at(row["hidden"]["ago"], talk.hide)
    clock.at(row["merge"]["asked"], partial(talk.ask, row["merge"]))
    clock.at(row["merge"]["ago"], talk.merge)
    clock.at(row["consent"]["ago"], partial(talk.ask, row["consent"]))
    clock.at(row["reported"]["ago"], talk.report)
    clock.at(row["official"]["ago"], talk.answer)


class Talk:
    """Steps that need what earlier ones said."""

    def __init__(self, row: Row, cast: Cast, stories: Mapping[str, Story]) -> None:
        self.row, self.cast, self.stories = row, cast, stories
        self.story = stories[row["idea"]]
        self.said: dict[str, Comment] = {}
        self.replies: dict[int, Comment] = {}

    def say(self, key: str) -> None:
        self.said[key] = self._post(self.row[key], None)

    def reply(self, number: int, row: Row) -> None:
        self.replies[number] = self._post(row, self.said["question"])

    def _post(self, row: Row, parent: Comment | None) -> Comment:
        return commenting.post(
            self.story.idea,
            by=self.cast[row["by"]],
            body=row["text"],
            audience=CommentAudience.EVERYONE,
            parent=parent,
        )

    def edit(self) -> None:
        row = self.row["edit"]
        comment = self.replies[row["reply"]]
        commenting.edit(comment, by=comment.author, body=row["text"], may_quote=False)

    def answer(self) -> None:
        answering.pin(self.said["official"], by=self.cast[self.row["official"]["by"]])

    def ask(self, row: Row) -> None:
        story = self.stories[row["idea"]]
        into = self.stories[row["into"]] if "into" in row else self.story
        by = self.cast[row["by"]] if "by" in row else story.author
        self.asked = consenting.propose(story.idea, into.idea, by=by, reason=row["reason"])

    def merge(self) -> Any:
        return consenting.accept(self.asked, by=self.story.author)

    def report(self) -> Any:
        row = self.row["reported"]
        by = self.cast[row["by"]]
        return moderating.report(self.said["unkind"], by=by, against=row["against"], words=row["words"])

    def hide(self) -> None:
        row = self.row["hidden"]
        comment = Comment.objects.get(pk=self.said["indiscreet"].pk)
        moderating.hide(
            comment,
            by=self.cast[row["by"]],
            against=row["against"],
            words=row["words"],
            seen=moderation.version_of(comment),
        )
