"""What of ideas stands on a person's front page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideanet.activity.needs import needs_of
from ideas import needs
from ideas.models import Idea
from ideas.stages import Audience
from ideas.workflow import authoring, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, queries

pytestmark = pytest.mark.django_db


def labels(found: object) -> list[str]:
    return [str(need.label) for need in found]  # type: ignore[attr-defined]  # needs


def test_answers_owed_are_told_with_their_date_the_most_urgent_first() -> None:
    theme = factories.ThemeFactory.create()
    later, sooner = (factories.make_idea(theme=theme, title=title) for title in ("Later", "Sooner"))
    Idea.objects.filter(pk=sooner.pk).update(answer_due_on=timezone.localdate() - timedelta(days=1))
    found = list(needs.answers_owed(theme.owner))
    assert [(str(n.label), n.url, n.is_late) for n in found] == [
        ("Answer “Sooner”", sooner.get_absolute_url(), True),
        ("Answer “Later”", later.get_absolute_url(), False),
    ]


def test_many_answers_owed_are_one_line_that_counts_them() -> None:
    theme = factories.ThemeFactory.create()
    for _ in range(5):
        factories.make_idea(theme=theme)
    with queries() as asked:
        found = list(needs.answers_owed(theme.owner))
    assert [(str(n.label), n.url, n.count) for n in found] == [("Answer 5 open ideas", "/ideas/overdue/", 5)]
    assert len(asked) == 2


def test_invitations_wait_for_the_invited() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    draft = factories.make_draft(author, title="Shared work")
    authoring.invite(draft, helper, by=author)
    assert labels(needs.invitations(helper)) == ["Say whether you are an author of “Shared work”"]
    authoring.accept(draft, by=helper)
    assert labels(needs.invitations(helper)) == []


def test_supporters_are_asked_again_as_long_as_they_see_the_idea() -> None:
    author, customer = factories.make_employee(), factories.make_outsider()
    idea = factories.make_idea(author, audience=Audience.NETWORK, title="Turning")
    voting.vote(idea, by=customer)
    assert labels(needs.support_asked_again(customer)) == []
    writing.publish_revision(
        idea, Text("Turned", "N.", ""), by=author, note="T", read_number=1, is_material=True
    )
    assert labels(needs.support_asked_again(customer)) == ["Say whether you still stand behind “Turned”"]
    writing.change_audience(idea, by=author, audience=Audience.INTERNAL)
    assert labels(needs.support_asked_again(customer)) == []
    writing.change_audience(idea, by=author, audience=Audience.NETWORK)
    voting.vote(idea, by=customer)
    assert labels(needs.support_asked_again(customer)) == []


def test_outsiders_owe_nothing_and_are_asked_nothing() -> None:
    outsider = factories.make_outsider()
    with queries() as asked:
        assert [*needs.answers_owed(outsider), *needs.invitations(outsider)] == []
    assert asked == []


def test_the_front_page_asks_them_all() -> None:
    cast = Cast()
    cast.idea()
    assert "Answer “A quiet idea”" in labels(needs_of(cast["owner"]))
    assert "Say whether you are an author of “A quiet idea”" in labels(needs_of(cast["invited"]))
