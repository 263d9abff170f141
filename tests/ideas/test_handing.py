"""Handing an idea over, and writing on somebody's behalf: nothing in anybody's name before they say so."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideanet.activity.needs import needs_of
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas import moves, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Handover, Idea, Vote
from ideas.stages import Audience, HandoverKind, HandoverState, Stage
from ideas.workflow import authoring, handing, moving, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
STAY, LEAVE, BEHALF = HandoverKind.STAY, HandoverKind.LEAVE, HandoverKind.BEHALF


def authors(idea: Idea) -> dict[str, int | None]:
    """The share of each by name; None for those who are only asked."""
    rows = Authorship.objects.filter(idea=idea).select_related("person")
    return {row.person.name: row.share if row.accepted_at else None for row in rows}


def two() -> tuple[Person, Person]:
    return factories.make_employee(name="Ann"), factories.make_employee(name="Ben")


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("kind", "after"), [(STAY, {"Ben": 100, "Ann": 0}), (LEAVE, {"Ben": 100})])
def test_an_idea_changes_hands_once_it_is_accepted_and_not_before(
    kind: str, after: dict[str, int | None]
) -> None:
    ann, ben = two()
    idea = factories.make_idea(ann)
    handover = handing.offer(idea, ben, by=ann, kind=kind)
    assert authors(idea) == {"Ann": 100, "Ben": None}
    handing.accept(handover, by=ben)
    assert authors(idea) == after
    event = Event.objects.get(kind="handover.accepted")
    assert (event.actor, event.reach, event.data) == (
        ben,
        "employees",
        {"giver": "Ann", "giver_id": ann.pk},
    )


def test_a_co_author_takes_the_share_on_top_of_their_own() -> None:
    ann, ben = two()
    idea = factories.make_idea(ann)
    authoring.invite(idea, ben, by=ann)
    authoring.accept(idea, by=ben)
    authoring.share(idea, {ann.pk: 70, ben.pk: 30}, by=ann)
    handing.accept(handing.offer(idea, ben, by=ann, kind=LEAVE), by=ben)
    assert authors(idea) == {"Ben": 100}


def test_the_vote_of_who_takes_it_over_goes_and_the_answer_is_owed_by_another() -> None:
    ann, ben = two()
    theme = factories.ThemeFactory.create(owner=ben)
    idea = factories.make_idea(ann, theme=theme)
    voting.vote(idea, by=ben)
    marketer = factories.make_powerful(Role.MARKETING)
    handing.accept(handing.offer(idea, ben, by=ann, kind=LEAVE), by=ben)
    now = Idea.objects.get(pk=idea.pk)
    assert (Vote.objects.count(), now.backer_count, now.owed_by) == (0, 0, marketer)


def test_nobody_is_made_an_author_against_a_rule() -> None:
    cast = Cast()
    idea, draft = cast.idea(Stage.OPEN), cast.idea(Stage.DRAFT)
    author = cast["author"]
    for kind in ("rival", "academic", "gone"):
        with pytest.raises(RefusedError, match="people of the company"):
            handing.offer(idea, cast[kind], by=author, kind=LEAVE)
    with pytest.raises(RefusedError, match="yours already"):
        handing.offer(idea, author, by=author, kind=LEAVE)
    with pytest.raises(RefusedError, match="Only a draft"):
        handing.offer(idea, cast["employee"], by=author, kind=BEHALF)
    for kind in set(cast.people) - {"author"}:
        with pytest.raises(PermissionDenied):
            handing.offer(draft, cast["employee"], by=cast[kind], kind=LEAVE)
    handing.offer(idea, cast["employee"], by=author, kind=LEAVE)
    with pytest.raises(RefusedError, match="asked somebody already"):
        handing.offer(idea, cast["executive"], by=author, kind=LEAVE)
    with pytest.raises(OutOfDateError, match="A council is looking"):
        handing.offer(cast.idea(Stage.IN_REVIEW), cast["employee"], by=author, kind=LEAVE)


def test_only_the_one_who_is_asked_answers_and_only_the_one_who_asks_takes_back() -> None:
    cast = Cast()
    handover = handing.offer(cast.idea(Stage.OPEN), cast["employee"], by=cast["author"], kind=LEAVE)
    for kind in set(cast.people) - {"employee"}:
        with pytest.raises(PermissionDenied):
            handing.accept(handover, by=cast[kind])
        with pytest.raises(PermissionDenied):
            handing.decline(handover, by=cast[kind], reason="No.")
    for kind in set(cast.people) - {"author"}:
        with pytest.raises(PermissionDenied):
            handing.withdraw(handover, by=cast[kind])


def test_declining_says_why_and_leaves_no_trace_among_the_authors() -> None:
    ann, ben = two()
    idea = factories.make_idea(ann)
    handover = handing.offer(idea, ben, by=ann, kind=LEAVE)
    with pytest.raises(RefusedError, match="carries a reason"):
        handing.decline(handover, by=ben, reason=" ")
    handing.decline(handover, by=ben, reason="Ask Cleo.")
    assert authors(idea) == {"Ann": 100}
    event = Event.objects.get(kind="handover.declined")
    announcing.announce(event.pk)
    assert [notice.person for notice in Notice.objects.filter(event=event)] == [ann]
    handing.withdraw(handing.offer(idea, ben, by=ann, kind=STAY), by=ann)
    assert (authors(idea), Handover.objects.waiting().count()) == ({"Ann": 100}, 0)


def test_an_invitation_from_before_outlives_an_offer_that_came_to_nothing() -> None:
    ann, ben = two()
    idea = factories.make_idea(ann)
    authoring.invite(idea, ben, by=ann)
    handing.withdraw(handing.offer(idea, ben, by=ann, kind=LEAVE), by=ann)
    assert authors(idea) == {"Ann": 100, "Ben": None}


def test_taking_an_invitation_back_takes_the_offer_back_too() -> None:
    ann, ben = two()
    idea = factories.make_idea(ann)
    handover = handing.offer(idea, ben, by=ann, kind=LEAVE)
    authoring.uninvite(idea, ben, by=ann)
    handover.refresh_from_db()
    assert handover.state == HandoverState.WITHDRAWN
    with pytest.raises(OutOfDateError):
        handing.accept(handover, by=ben)


def test_what_is_answered_stays_answered() -> None:
    ann, ben = two()
    handover = handing.offer(factories.make_idea(ann), ben, by=ann, kind=LEAVE)
    handing.accept(handover, by=ben)
    for change in (
        lambda: handing.accept(handover, by=ben),
        lambda: handing.decline(handover, by=ben, reason="No."),
        lambda: handing.withdraw(handover, by=ann),
    ):
        with pytest.raises(OutOfDateError, match="meanwhile"):
            change()


def test_a_draft_on_somebodys_behalf_is_theirs_alone_once_they_confirm_every_word() -> None:
    ann, ben = two()
    draft = factories.make_draft(ann)
    handover = handing.offer(draft, ben, by=ann, kind=BEHALF)
    read_at = draft.changed_at
    assert not Idea.objects.written_by(ben).exists()
    with pytest.raises(RefusedError, match="theirs to submit"):
        moving.perform(moves.SUBMIT, draft, by=ann)
    writing.save_draft(draft, Text("T", "Words in a mouth.", ""), by=ann, read_at=read_at)
    with pytest.raises(OutOfDateError, match="changed since you read it"):
        handing.accept(handover, by=ben, read_at=read_at)
    now = Idea.objects.get(pk=draft.pk)
    handing.accept(handover, by=ben, read_at=now.changed_at)
    assert authors(draft) == {"Ben": 100}
    moving.perform(moves.SUBMIT, now, by=ben)
    kinds = set(Event.objects.values_list("kind", "actor__name"))
    assert {("idea.created", "Ann"), ("handover.confirmed", "Ben"), ("idea.submit", "Ben")} <= kinds


def test_who_drafted_it_is_recorded_and_is_the_companys_to_know() -> None:
    ann, ben = two()
    draft = factories.make_draft(ann, audience=Audience.NETWORK)
    handing.accept(handing.offer(draft, ben, by=ann, kind=BEHALF), by=ben, read_at=draft.changed_at)
    moving.perform(moves.SUBMIT, draft, by=ben)
    pages = {}
    for reader in (factories.make_employee(), factories.make_outsider()):
        client = sign_in(reader)
        paths = ("", "history/", "revisions/")
        pages[reader.is_employee] = " ".join(
            text_of(client.get(f"{draft.get_absolute_url()}{path}")) for path in paths
        )
    assert "begun by Ann" in pages[True]
    assert "Ben confirmed this idea, which Ann drafted on their behalf" in pages[True].replace("&#x27;", "'")
    assert "begun by Ann" not in pages[False]
    assert "on their behalf" not in pages[False]


@pytest.mark.parametrize("audience", [Audience.NETWORK, Audience.RESTRICTED])
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.OPEN])
def test_visible_to_agrees_with_may_view_handover(stage: str, audience: str) -> None:
    cast = Cast()
    idea = cast.idea(stage, audience)
    handover = handing.offer(idea, cast["employee"], by=cast["author"], kind=LEAVE)
    handover.idea = Idea.objects.for_rules().get(pk=idea.pk)
    seen = cast.those(lambda p: Handover.objects.visible_to(p).filter(pk=handover.pk).exists())
    assert seen == cast.those(rules.may_view_handover, handover) == {"author", "employee"}


def test_by_forms_alone_it_is_offered_read_and_taken() -> None:
    ann, ben = two()
    idea = factories.make_idea(ann, title="Ours")
    giver, taker = sign_in(ann), sign_in(ben)
    form = giver.get(reverse("ideas:handovers", args=[idea.pk]))
    assert "on their behalf" not in text_of(form)
    wrong = giver.post(reverse("ideas:handovers", args=[idea.pk]), {"person": "x@y.z", "kind": "leave"})
    assert wrong.status_code == 422
    sent = {"person": ben.email, "kind": "leave", "word": "You know it better."}
    handover_page = giver.post(reverse("ideas:handovers", args=[idea.pk]), sent)["Location"]
    assert "Take the offer back" in text_of(giver.get(handover_page))
    assert [str(need.label) for need in needs_of(ben)] == ["Say whether you take over “Ours”"]
    assert "Read what is asked" in text_of(taker.get(idea.get_absolute_url()))
    page = text_of(taker.get(handover_page))
    assert "You know it better." in page
    assert taker.post(f"{handover_page}acceptance/").status_code == 302
    assert authors(idea) == {"Ben": 100}
    assert taker.post(f"{handover_page}acceptance/").status_code == 409
    assert giver.post(f"{handover_page}refusal/", {"reason": "x"}).status_code in {403, 404}


def test_a_draft_is_confirmed_as_it_was_read_by_forms_alone() -> None:
    ann, ben = two()
    draft = factories.make_draft(ann, title="Yours")
    handover = handing.offer(draft, ben, by=ann, kind=BEHALF)
    client = sign_in(ben)
    assert [str(n.label) for n in needs_of(ben)] == ["Confirm what was drafted on your behalf: “Yours”"]
    read_at = draft.changed_at.isoformat()
    assert f'value="{read_at}"' in text_of(client.get(handover.get_absolute_url()))
    accept = f"{handover.get_absolute_url()}acceptance/"
    assert client.post(accept).status_code == 409
    assert client.post(accept, {"read_at": read_at}).status_code == 302
    assert authors(draft) == {"Ben": 100}
