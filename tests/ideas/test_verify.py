"""`manage.py verify`: says what differs, changes nothing, and fails."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ideas import proofs
from ideas.models import Idea, Revision
from ideas.proofs import Difference
from ideas.stages import Audience
from ideas.workflow import commenting, voting
from tests import factories

pytestmark = pytest.mark.django_db


def verify() -> str:
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue()


@pytest.fixture
def idea() -> Idea:
    idea = factories.make_idea(audience=Audience.NETWORK)
    voting.vote(idea, by=factories.make_employee())
    commenting.post(idea, by=factories.make_outsider(), body="Words.", audience="everyone")
    factories.make_draft()
    return idea


def test_what_the_workflow_wrote_adds_up(idea: Idea) -> None:
    assert "0 different" in verify()
    assert " 1 different" not in verify()


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"backer_count": 7}, "backer_count is 7, its rows say 1"),
        ({"customer_count": 1}, "customer_count is 1, its rows say 0"),
        ({"account_count": 2}, "account_count is 2, its rows say 0"),
        ({"current_backer_count": 0}, "current_backer_count is 0, its rows say 1"),
        ({"current_customer_count": 3}, "current_customer_count is 3, its rows say 0"),
        ({"comment_count": 0}, "comment_count is 0, its rows say 1"),
        ({"public_comment_count": 9}, "public_comment_count is 9, its rows say 1"),
        ({"material_number": 4}, "material_number is 4, its rows say 1"),
        ({"voices": []}, "voices is [], its rows say ['customers', 'peers']"),
        ({"voices": ["research"]}, "voices is ['research'], its rows say ['customers', 'peers']"),
        ({"body": "Other."}, "body is Other., its rows say The *long* story."),
        ({"search": None}, "search is stale, its rows say otherwise"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_difference_is_told_and_not_repaired(idea: Idea, fields: dict[str, Any], line: str) -> None:
    Idea.objects.filter(pk=idea.pk).update(**fields)
    out = StringIO()
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("verify", stdout=out)
    assert f"  idea {idea.pk}: {line}\n" in out.getvalue()
    assert Idea.objects.filter(pk=idea.pk, **{k: v for k, v in fields.items() if k != "search"}).exists()


def test_a_lost_revision_is_told(idea: Idea) -> None:
    Idea.objects.filter(pk=idea.pk).update(revision_number=2)
    assert Revision.objects.filter(idea=idea).count() == 1
    with pytest.raises(CommandError, match=r"^1 differences"):
        verify()


def test_rooms_above_add_their_proofs(monkeypatch: pytest.MonkeyPatch) -> None:
    def proof() -> Iterator[Difference | None]:
        yield None
        yield Difference("entry 3", "score", 4, 5)

    monkeypatch.setattr(proofs, "_proofs", {})
    proofs.register("awards.scores", "scores", proof)
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 differences; nothing was changed\.$"):
        call_command("verify", stdout=out)
    assert out.getvalue() == "  entry 3: score is 4, its rows say 5\nscores: 2 compared, 1 different\n"
