"""Votes and comments of a jam: power-law voters, bursts, threads that are never wider than what they answer."""

from dataclasses import dataclass, field
from datetime import datetime

from ideanet.activity.stages import Reach, Reason
from ideanet.demo.jam import words
from ideanet.demo.jam.plans import Plan
from ideanet.demo.jam.rows import Rows
from ideas.models import Comment, Vote
from ideas.stages import CommentAudience


@dataclass
class Talk:
    """What people said of one idea; `followers` grows with it."""

    rows: Rows
    idea: int
    plan: Plan
    revisions: list[int]
    followers: set[int]
    voices: set[str] = field(default_factory=set)
    said: list[tuple[int, int, str]] = field(default_factory=list)

    def votes(self) -> tuple[int, int, int]:
        """Returns the counters: backers, customers, accounts."""
        rows, accounts, customers = self.rows, set(), 0
        voters = rows.audience(self.plan, self.plan.votes, self.plan.authors)
        for person in voters:
            key, at = next(rows.keys[Vote]), rows.moment(self.plan)
            account = rows.organisation_of.get(person)
            if account is not None:
                accounts.add(account)
                customers += 1
            revision = rows.random.choice(self.revisions)
            rows.add(Vote, key, self.idea, person, account or rows.community.home, revision, at)
            voice = self._voice(person)
            rows.event(
                at, "idea.voted", person, self.idea, ("ideas.vote", key), revision=1, round=1, voice=voice
            )
            self.voices.add(voice)
            self._follow(person, Reason.VOTED, at)
        return len(voters) - customers, customers, len(accounts)

    def comments(self) -> tuple[int, int]:
        """Returns the counters: for employees, and for everyone."""
        public = 0
        for at in sorted(self.rows.moment(self.plan) for _number in range(self.plan.comments)):
            public += self._comment(at) == CommentAudience.EVERYONE
        return self.plan.comments, public

    def _comment(self, at: datetime) -> str:
        rows, key, author = self.rows, next(self.rows.keys[Comment]), self._speaker()
        parent, thread, audience = self._place(author, key)
        revision, text = rows.random.choice(self.revisions), words.paragraph(rows.random, 2)
        rows.add(Comment, key, self.idea, revision, author, parent, thread, audience, text, False, at)  # noqa: FBT003  # a row
        reach = Reach.EVERYONE if audience == CommentAudience.EVERYONE else Reach.EMPLOYEES
        is_heard = audience == CommentAudience.EVERYONE and author not in self.plan.authors
        voice = {"voice": self._voice(author)} if is_heard else {}
        rows.event(at, "comment.posted", author, self.idea, ("ideas.comment", key), reach, round=1, **voice)
        self.said.append((key, thread, audience))
        self.voices |= set(voice.values())
        self._follow(author, Reason.COMMENTED, at)
        return audience

    def _follow(self, person: int, reason: Reason, at: datetime) -> None:
        if person not in self.followers:
            self.followers.add(person)
            self.rows.follow(person, self.idea, reason, at)

    def _voice(self, person: int) -> str:
        return "customers" if person in self.rows.organisation_of else "peers"

    def _speaker(self) -> int:
        if self.rows.random.random() < 0.2:
            return self.plan.authors[0]
        return next(iter(self.rows.audience(self.plan, 1)))

    def _place(self, author: int, key: int) -> tuple[int | None, int, str]:
        """Parent, thread and audience: customers answer only what they can read."""
        random, is_customer = self.rows.random, author in self.rows.organisation_of
        if self.said and random.random() < 0.5:
            parent, thread, audience = self.said[-1 - int(len(self.said) * random.random() ** 3)]
            if audience == CommentAudience.EVERYONE or not is_customer:
                return parent, thread, audience
        internal = not is_customer and random.random() < 0.15
        return None, key, CommentAudience.EMPLOYEES if internal else CommentAudience.EVERYONE
