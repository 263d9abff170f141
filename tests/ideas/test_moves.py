"""Every move, from every stage, by everybody: what the table says is what happens, here and on the page."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from ideanet.activity.models import Event
from ideas import moves
from ideas.errors import OutOfDateError
from ideas.models import Idea
from ideas.moves import MOVES, Move, Room
from ideas.stages import Audience, Stage
from ideas.workflow import moving
from tests import factories
from tests.access.scenes import forgotten
from tests.ideas.cast import KINDS, Cast, sign_in

pytestmark = pytest.mark.django_db

ANSWER = {
    "name": "",
    "reason": "Because.",
    "adopted_by": "The night shift",
    "adopted_on": "2026-11-01",
    "outcome": "It works.",
}


class UndoneError(Exception):
    """Ends a transaction that is only tried."""


@pytest.mark.parametrize("stage", Stage)
def test_a_move_does_what_the_table_says_for_everybody(stage: str) -> None:
    cast = Cast()
    idea = Idea.objects.for_rules().get(pk=cast.idea(stage, Audience.NETWORK).pk)
    expected, found = {}, {}
    for move in MOVES.values():
        for kind, person in cast.people.items():
            each = (move.name, kind)
            expected[each] = expected_outcome(move, idea, allowed=move.allows(person, idea))
            found[each] = attempt(move, idea, person)
    assert found == expected


def expected_outcome(move: Move, idea: Idea, *, allowed: bool) -> str:
    if not allowed:
        return "forbidden"
    return move.target.value if idea.stage in move.sources else "out of date"


def attempt(move: Move, idea: Idea, person: Any) -> str:
    try:
        with transaction.atomic():
            into = factories.make_idea() if move is moves.MERGE else None
            event = moving.advance(move, idea, by=person, reason="Because.", merged_into=into)
            stage = Idea.objects.get(pk=idea.pk).stage
            assert (event.kind, event.data["stage"], event.actor) == (f"idea.{move.name}", stage, person)
            raise UndoneError
    except UndoneError:
        return stage
    except PermissionDenied:
        return "forbidden"
    except OutOfDateError:
        return "out of date"


ANSWERING = {"owner", "marketing"}
SEEING = set(KINDS) - {"gone", "author", "invited"}


def test_the_table_says_who_may_make_which_move_and_where_it_leads() -> None:
    cast = Cast()
    idea = Idea.objects.for_rules().get(pk=cast.idea(Stage.OPEN, Audience.NETWORK).pk)
    found = {
        name: (
            sorted(move.sources),
            str(move.target),
            cast.those(move.allows, idea),
            str(move.room),
            move.needs_reason,
        )
        for name, move in MOVES.items()
    }
    decided = ["adopted", "approved", "declined", "published", "withdrawn"]
    assert found == {
        "submit": (["draft"], "open", {"author"}, "ideas", False),
        "send_to_review": (["open"], "in_review", SEEING, "councils", False),
        "approve": (["in_review"], "approved", SEEING, "councils", False),
        "revise": (["in_review"], "open", SEEING, "councils", True),
        "decline": (["in_review"], "declined", SEEING, "councils", True),
        "turn_down": (["open"], "declined", ANSWERING, "ideas", True),
        "withdraw": (["in_review", "open"], "withdrawn", {"author"}, "ideas", False),
        "publish": (["approved"], "published", {"marketing"}, "publishing", False),
        "adopt": (["approved", "published"], "adopted", {"marketing"}, "ideas", True),
        "new_round": (["adopted", "published"], "open", {"author", "marketing"}, "ideas", False),
        "archive": (decided, "archived", {"marketing"}, "ideas", False),
        "merge": (["open"], "merged", {"author", "marketing"}, "merging", False),
        "unmerge": (["merged"], "open", {"author", "marketing"}, "merging", False),
    }


@pytest.mark.parametrize("stage", Stage)
def test_a_page_offers_exactly_the_moves_that_are_open(stage: str) -> None:
    cast = Cast()
    idea = cast.idea(stage, Audience.NETWORK)
    offered, expected = {}, {}
    for kind in ("author", "employee", "owner", "marketing", "rival"):
        client = sign_in(cast[kind])
        answer = client.get(idea.get_absolute_url())
        if answer.status_code == 404:
            continue
        page = answer.content.decode()
        offered[kind] = {name for name in MOVES if is_offered(page, idea, name)}
        loaded = Idea.objects.for_rules().get(pk=idea.pk)
        expected[kind] = {move.name for move in moves.open_moves(cast[kind], loaded)}
    assert offered == expected


def is_offered(page: str, idea: Idea, name: str) -> bool:
    link = f'href="{reverse("ideas:move", args=[idea.pk, name])}"'
    return link in page or (name == "submit" and 'name="name" value="submit"' in page)


@pytest.mark.parametrize("stage", Stage)
def test_the_endpoint_answers_as_the_table_says(stage: str) -> None:
    cast = Cast()
    idea = cast.idea(stage, Audience.NETWORK)
    loaded = Idea.objects.for_rules().get(pk=idea.pk)
    asking = ("employee", "rival", "owner", "marketing", "author")
    seen = {kind: may_see(cast, kind, loaded) for kind in asking}
    clients = {kind: sign_in(cast[kind]) for kind in asking}
    for move in MOVES.values():
        with forgotten():
            for kind in asking:
                sent = {**ANSWER, "name": move.name}
                status = clients[kind].post(reverse("ideas:moves", args=[idea.pk]), sent).status_code
                expected = expected_status(move, loaded, cast[kind], seen=seen[kind])
                assert (move.name, kind, status) == (move.name, kind, expected)
                stage_after = Idea.objects.get(pk=idea.pk).stage
                assert (move.name, kind, stage_after) == (
                    move.name,
                    kind,
                    move.target if status == 302 else stage,
                )
                if status == 302:
                    break


def may_see(cast: Cast, kind: str, idea: Idea) -> bool:
    return Idea.objects.visible_to(cast[kind]).filter(pk=idea.pk).exists()


def expected_status(move: Move, idea: Idea, person: Any, *, seen: bool) -> int:
    if not seen:
        return 404
    if move.room is not Room.IDEAS or not move.allows(person, idea):
        return 403
    return 302 if idea.stage in move.sources else 409


@pytest.mark.parametrize("name", ["approve", "publish", "send_to_review", "merge", "unmerge"])
def test_moves_of_the_rooms_above_are_not_made_on_the_ideas_page(name: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.APPROVED, Audience.NETWORK)
    with pytest.raises(PermissionDenied):
        moving.perform(MOVES[name], idea, by=cast["marketing"])
    client = sign_in(cast["marketing"])
    assert client.get(reverse("ideas:move", args=[idea.pk, name])).status_code == 403


def test_a_move_that_nobody_knows_is_not_found() -> None:
    cast = Cast()
    idea = cast.idea()
    client = sign_in(cast["author"])
    assert client.get(reverse("ideas:move", args=[idea.pk, "explode"])).status_code == 404
    assert client.post(reverse("ideas:moves", args=[idea.pk]), {"name": "explode"}).status_code == 404
    assert client.post(reverse("ideas:moves", args=[idea.pk])).status_code == 404


def test_a_move_is_one_event_in_the_same_transaction() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    last = Event.objects.count()
    moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason="We did it last year.")
    event = Event.objects.first()
    assert Event.objects.count() == last + 1
    assert event is not None
    assert (event.kind, event.data) == (
        "idea.turn_down",
        {"reason": "We did it last year.", "stage": "declined", "round": 1},
    )
