"""Whatever people do in whatever order, what is kept equals its rows."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from ideas import moves, proofs
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Comment, Evidence, Idea
from ideas.stages import Audience, CommentAudience, EvidenceKind
from ideas.workflow import attaching, authoring, commenting, moving, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.test_attaching import fields
from tests.undoing import undone

pytestmark = pytest.mark.django_db

PEOPLE = ("author", "helper", "peer", "first customer", "second customer", "other customer", "academic")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "vote",
                "vote",
                "unvote",
                "comment",
                "delete",
                "revise",
                "turn round",
                "attach",
                "remove",
                "join",
                "go round",
            )
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(CommentAudience.values),
    ),
    max_size=25,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_counters_mark_and_index_equal_their_rows_after_anything(
    db: None, steps: list[tuple[str, str, str]]
) -> None:
    with undone():
        story = Story()
        for step, person, audience in steps:
            story.tell(step, story.people[person], audience)
        differences = [found for _label, proof in proofs.all_proofs() for found in proof() if found]
    assert differences == []


class Story:
    def __init__(self) -> None:
        account = factories.OrganisationFactory.create()
        self.people = {
            "author": factories.make_employee(),
            "helper": factories.make_employee(),
            "peer": factories.make_employee(),
            "first customer": factories.make_outsider(organisation=account),
            "second customer": factories.make_outsider(organisation=account),
            "other customer": factories.make_outsider(),
            "academic": factories.make_outsider(OrganisationKind.ACADEMIC),
        }
        self.author = self.people["author"]
        self.idea = factories.make_idea(self.author, audience=Audience.NETWORK)

    def tell(self, step: str, person: Person, audience: str) -> None:
        """One thing that somebody tries; the workflow may refuse."""
        try:
            getattr(self, step.replace(" ", "_"))(person, audience)
        except (PermissionDenied, OutOfDateError, RefusedError):
            return

    def vote(self, person: Person, _audience: str) -> None:
        voting.vote(self.idea, by=person)

    def unvote(self, person: Person, _audience: str) -> None:
        voting.unvote(self.idea, by=person)

    def comment(self, person: Person, audience: str) -> None:
        parent = Comment.objects.filter(idea=self.idea).order_by("-pk").first()
        commenting.post(self.idea, by=person, body="Words.", audience=audience, parent=parent)

    def delete(self, person: Person, _audience: str) -> None:
        comment = Comment.objects.filter(idea=self.idea, author=person).first()
        if comment is not None:
            commenting.delete(comment, by=person)

    def revise(self, person: Person, _audience: str, **more: Any) -> None:
        now = Idea.objects.get(pk=self.idea.pk)
        text = Text(now.title + ".", now.nugget, now.body)
        writing.publish_revision(now, text, by=person, note="More.", read_number=now.revision_number, **more)

    def turn_round(self, person: Person, audience: str) -> None:
        self.revise(person, audience, is_material=True)

    def attach(self, person: Person, audience: str) -> None:
        is_internal = audience != CommentAudience.EVERYONE
        attaching.attach(
            self.idea, by=person, **fields(kind=EvidenceKind.CASE_STUDY, is_internal=is_internal)
        )

    def remove(self, person: Person, _audience: str) -> None:
        evidence = Evidence.objects.filter(idea=self.idea).first()
        if evidence is not None:
            attaching.remove(evidence, by=person)

    def join(self, person: Person, _audience: str) -> None:
        authoring.invite(self.idea, person, by=self.author)
        authoring.accept(self.idea, by=person)

    def go_round(self, _person: Person, _audience: str) -> None:
        owner = factories.make_employee()
        moving.advance(moves.SEND_TO_REVIEW, self.idea, by=owner)
        moving.advance(moves.APPROVE, self.idea, by=owner)
        Idea.objects.filter(pk=self.idea.pk).update(stage="published")
        moving.perform(moves.NEW_ROUND, self.idea, by=self.author)
