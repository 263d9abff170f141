"""Evidence: who attaches it, and what the loop mark makes of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ideanet.activity.models import Event
from ideas.models import Evidence, Idea
from ideas.stages import Audience, EvidenceKind, Stage
from ideas.workflow import attaching
from tests.ideas.cast import KINDS, Cast

pytestmark = pytest.mark.django_db


def fields(**given: Any) -> dict[str, Any]:
    return {
        "kind": EvidenceKind.PRIMARY_RESEARCH,
        "title": "Forty interviews",
        "source": "The research team",
        "dated_on": date(2026, 5, 1),
        "citation": "The research team, Forty interviews, 2026.",
        "url": "https://example.com/forty",
        "is_internal": False,
    } | given


def voices(idea: Idea) -> list[str]:
    return Idea.objects.get(pk=idea.pk).voices


def test_evidence_is_attached_to_the_round_and_heard() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    evidence = attaching.attach(idea, by=cast["author"], **fields())
    assert {name: getattr(evidence, name) for name in fields()} == fields()
    assert (evidence.added_by, evidence.round_number, voices(idea)) == (cast["author"], 1, ["research"])
    event = Event.objects.get(kind="evidence.added")
    assert (event.reach, event.data) == ("everyone", {"evidence": "Forty interviews", "round": 1})


def test_internal_evidence_says_nothing_to_outsiders_not_even_by_the_mark() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    attaching.attach(idea, by=cast["author"], **fields(is_internal=True))
    assert voices(idea) == []
    assert Event.objects.get(kind="evidence.added").reach == "employees"
    assert list(Evidence.objects.visible_to(cast["rival"])) == []


def test_the_mark_forgets_research_when_the_last_of_it_is_removed() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    first = attaching.attach(idea, by=cast["author"], **fields())
    second = attaching.attach(idea, by=cast["author"], **fields(title="Another"))
    attaching.remove(first, by=cast["author"])
    assert voices(idea) == ["research"]
    attaching.remove(second, by=cast["marketing"])
    assert (voices(idea), Evidence.objects.count()) == ([], 0)
    assert Event.objects.filter(kind="evidence.removed").count() == 2


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"author", "marketing"}))
def test_authors_and_marketing_attach_and_nobody_else(kind: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    with pytest.raises(PermissionDenied):
        attaching.attach(idea, by=cast[kind], **fields())
    evidence = attaching.attach(idea, by=cast["author"], **fields())
    with pytest.raises(PermissionDenied):
        attaching.remove(evidence, by=cast[kind])


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.MERGED, Stage.ARCHIVED])
def test_nothing_is_attached_to_what_is_over(stage: str) -> None:
    cast = Cast()
    with pytest.raises(PermissionDenied):
        attaching.attach(cast.idea(stage), by=cast["author"], **fields())


def test_what_may_be_cited_is_not_internal() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    open_one = attaching.attach(idea, by=cast["author"], **fields())
    attaching.attach(idea, by=cast["author"], **fields(is_internal=True))
    assert list(Evidence.objects.citable()) == [open_one]
