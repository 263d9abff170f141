"""Merging by consent: one side asks, the other answers, and nobody learns of an idea they could not see."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.urls import reverse

from ideanet.activity.announcing import announce
from ideanet.activity.models import Event, Notice
from ideanet.activity.needs import needs_of
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas import lapsing, merge_rules, moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Merge, MergeProposal, Reader
from ideas.stages import Audience, MergeProposalState, ReaderReason, Stage
from ideas.workflow import authoring, consenting, handing, merging, moving
from tests import factories
from tests.ideas.cast import merge, sign_in

pytestmark = pytest.mark.django_db


def pair(**fields: Any) -> tuple[Idea, Idea, Person, Person]:
    """Anna's idea, Otto's idea, Anna and Otto."""
    anna, otto = factories.make_employee(name="Anna Asker"), factories.make_employee(name="Otto Other")
    small = factories.make_idea(anna, title="The small one", **{"audience": Audience.NETWORK} | fields)
    return small, factories.make_idea(otto, title="The large one", audience=Audience.NETWORK), anna, otto


def ask(idea: Idea, into: Idea, by: Person, reason: str = "They say the same.") -> MergeProposal:
    return consenting.propose(idea, into, by=by, reason=reason)


def told(kind: str) -> list[str]:
    """The names of those who were told of it."""
    for key in Event.objects.filter(announced_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        announce(key)
    found = Notice.objects.filter(event__kind=kind).order_by("person__name")
    return list(found.values_list("person__name", flat=True))


def expire(proposal: MergeProposal) -> None:
    MergeProposal.objects.filter(pk=proposal.pk).update(expires_at=Now() - timedelta(seconds=1))


def test_an_author_asks_that_their_idea_live_on_in_another_and_its_author_agrees() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    assert (proposal.asked, proposal.asking, told("merge.proposed")) == (large, small, ["Otto Other"])
    assert Idea.objects.get(pk=small.pk).stage == Stage.OPEN
    made = consenting.accept(proposal, by=otto)
    assert (made.idea, made.target, made.by, made.reason) == (small, large, anna, "They say the same.")
    assert MergeProposal.objects.get().state == MergeProposalState.ACCEPTED
    assert told("merge.accepted") == ["Anna Asker"]


def test_an_author_asks_that_another_idea_live_on_in_theirs() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, otto)
    assert (proposal.asked, told("merge.proposed")) == (small, ["Anna Asker"])
    made = consenting.accept(proposal, by=anna)
    assert (made.by, Idea.objects.get(pk=small.pk).merged_into) == (anna, large)


def test_declining_carries_a_reason_that_the_asker_reads_and_is_heard_for_a_while() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    with pytest.raises(RefusedError, match="Say why"):
        consenting.decline(proposal, by=otto, reason=" ")
    consenting.decline(proposal, by=otto, reason="Yours is about pumps.")
    assert told("merge.declined") == ["Anna Asker"]
    assert Event.objects.get(kind="merge.declined").data["reason"] == "Yours is about pumps."
    with pytest.raises(RefusedError, match="declined that in the last 90 days"):
        ask(small, large, anna)
    # Otto may still ask Anna: it was he who said no.
    assert ask(small, large, otto).is_open
    MergeProposal.objects.update(
        ended_at=Now() - timedelta(days=91), state="declined", answer="No.", answered_by=otto
    )
    assert ask(small, large, anna).is_open


def test_the_same_is_asked_once_and_the_other_way_round_waits() -> None:
    small, large, anna, otto = pair()
    first = ask(small, large, anna)
    assert ask(small, large, anna) == first
    for idea, into, by in ((large, small, anna), (small, large, otto), (large, small, otto)):
        with pytest.raises(RefusedError, match="has asked the other already"):
            ask(idea, into, by)
    assert Event.objects.filter(kind="merge.proposed").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeProposal.objects.create(
            idea=large, target=small, by=otto, asks_target=True, reason="R", expires_at=Now()
        )


def test_only_the_asked_answer_and_only_the_side_that_asked_takes_it_back() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    marketer = factories.make_powerful(Role.MARKETING)
    for person in (anna, marketer, factories.make_employee(), factories.make_outsider()):
        with pytest.raises(PermissionDenied):
            consenting.accept(proposal, by=person)
        with pytest.raises(PermissionDenied):
            consenting.decline(proposal, by=person, reason="No.")
    for person in (otto, marketer):
        with pytest.raises(PermissionDenied):
            consenting.withdraw(proposal, by=person)
    consenting.withdraw(proposal, by=anna)
    for act in (lambda: consenting.accept(proposal, by=otto), lambda: consenting.withdraw(proposal, by=anna)):
        with pytest.raises(OutOfDateError):
            act()
    assert not Merge.objects.exists()


def test_who_wrote_both_or_neither_does_not_ask() -> None:
    small, large, anna, _otto = pair()
    hers = factories.make_idea(anna)
    for idea, into, person in ((small, hers, anna), (small, large, factories.make_employee())):
        with pytest.raises(PermissionDenied):
            ask(idea, into, person)
    with pytest.raises(RefusedError, match="Say why"):
        ask(small, large, anna, reason=" ")


def test_nobody_asks_about_what_they_do_not_see() -> None:
    small, _large, anna, _otto = pair()
    hidden = factories.make_idea(audience=Audience.RESTRICTED)
    with pytest.raises(PermissionDenied):
        ask(small, hidden, anna)
    address = reverse("ideas:merge_proposals", args=[small.pk])
    for key in (hidden.pk, 987654321, "x", ""):
        answer = sign_in(anna).post(address, {"other": key, "direction": "into", "reason": "R"})
        assert answer.status_code == 404


def test_nobody_is_asked_about_what_they_could_not_see() -> None:
    small, large, anna, otto = pair(audience=Audience.RESTRICTED)
    Idea.objects.filter(pk=large.pk).update(audience=Audience.RESTRICTED)
    Reader.objects.create(idea=large, person=anna, reason=ReaderReason.NAMED)
    with pytest.raises(RefusedError, match="None of its authors may see your idea"):
        ask(small, large, anna)
    assert not Event.objects.filter(kind="merge.proposed").exists()
    helper = factories.make_employee(name="Hanna Helper")
    authoring.invite(large, helper, by=otto)
    authoring.accept(large, by=helper)
    Reader.objects.create(idea=small, person=helper, reason=ReaderReason.NAMED)
    proposal = ask(small, large, anna)
    assert told("merge.proposed") == ["Hanna Helper"]
    assert [need.url for need in needs_of(otto) if "become one" in str(need.label)] == []
    assert sign_in(otto).get(proposal.get_absolute_url()).status_code == 404
    assert "may become one" not in sign_in(otto).get(large.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        consenting.accept(proposal, by=otto)
    consenting.accept(proposal, by=helper)


def test_who_loses_sight_of_the_other_idea_is_asked_no_more() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    Idea.objects.filter(pk=small.pk).update(audience=Audience.RESTRICTED)
    assert sign_in(otto).get(proposal.get_absolute_url()).status_code == 404
    assert not MergeProposal.objects.asking(otto).exists()
    assert told("merge.proposed") == []


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.RESTRICTED])
def test_visible_to_agrees_with_may_view_proposal(audience: str) -> None:
    small, large, anna, otto = pair(audience=audience)
    proposal = MergeProposal.objects.create(
        idea=small, target=large, by=anna, asks_target=True, reason="R", expires_at=Now() + timedelta(days=1)
    )
    loaded = MergeProposal.objects.for_page().get(pk=proposal.pk)
    marketer, gone = factories.make_powerful(Role.MARKETING), factories.make_employee(is_active=False)
    seen = {
        person.name: MergeProposal.objects.visible_to(person).exists()
        for person in (anna, otto, marketer, gone)
    }
    asked = {
        person.name: merge_rules.may_view_proposal(person, loaded) for person in (anna, otto, marketer, gone)
    }
    assert seen == asked
    assert seen["Otto Other"] == (audience == Audience.INTERNAL)


def test_an_unanswered_proposal_lapses_once_and_the_asker_is_told() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    assert lapsing.lapse_all() == 0
    expire(proposal)
    with pytest.raises(OutOfDateError, match="its time is up"):
        consenting.accept(proposal, by=otto)
    assert "Its time is up" in sign_in(otto).get(proposal.get_absolute_url()).content.decode()
    assert (lapsing.lapse_all(), lapsing.lapse_all()) == (1, 0)
    assert (MergeProposal.objects.get().state, told("merge.lapsed")) == ("lapsed", ["Anna Asker"])
    assert ask(small, large, anna).is_open


def test_what_expired_makes_room_before_it_is_swept() -> None:
    small, large, anna, otto = pair()
    expire(ask(small, large, anna))
    assert ask(small, large, otto).is_open
    assert sorted(MergeProposal.objects.values_list("state", flat=True)) == ["lapsed", "open"]


def test_a_merge_by_marketing_overtakes_what_was_asked() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    third = factories.make_idea()
    merging.merge(small, third, by=factories.make_powerful(Role.MARKETING), reason="The same.")
    assert MergeProposal.objects.get().state == MergeProposalState.LAPSED
    with pytest.raises(OutOfDateError):
        consenting.accept(proposal, by=otto)


def test_an_answer_that_comes_after_the_idea_moved_on_is_said_to_be_late() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    moving.perform(moves.WITHDRAW, small, by=anna, reason="Enough.")
    answer = sign_in(otto).post(reverse("ideas:merge_accept", args=[large.pk, proposal.pk]))
    assert answer.status_code == 409
    assert MergeProposal.objects.get().is_open


def test_the_word_of_somebody_who_is_no_author_any_more_does_not_count() -> None:
    small, large, anna, otto = pair()
    proposal = ask(small, large, anna)
    taker = factories.make_employee()
    handing.accept(handing.offer(small, taker, by=anna, kind="leave"), by=taker)
    with pytest.raises(OutOfDateError, match="could not ask that any more"):
        consenting.accept(proposal, by=otto)


def test_it_is_asked_and_answered_on_the_pages() -> None:
    small, large, anna, otto = pair()
    client = sign_in(anna)
    merging_page = reverse("ideas:merging", args=[small.pk])
    assert "Otto Other" in client.get(f"{merging_page}?into={large.pk}").content.decode()
    address = reverse("ideas:merge_proposals", args=[small.pk])
    form = {"other": large.pk, "direction": "into", "reason": ""}
    empty = client.post(address, form)
    assert (empty.status_code, "This field is required" in empty.content.decode()) == (422, True)
    proposal_url = client.post(address, form | {"reason": "They say the same."})["Location"]
    assert "Nobody has answered yet" in client.get(proposal_url).content.decode()
    assert "“The small one” into “The large one”" in client.get(address).content.decode()
    other = sign_in(otto)
    need = next(need for need in needs_of(otto) if need.url == proposal_url)
    assert (need.label, need.due is not None) == (
        "Say whether “The large one” and another idea become one",
        True,
    )
    assert proposal_url in other.get(large.get_absolute_url()).content.decode()
    assert "They say the same." in other.get(proposal_url).content.decode()
    refusal = f"{proposal_url}refusal/"
    assert other.post(refusal, {"reason": ""}).status_code == 422
    assert other.post(f"{proposal_url}acceptance/")["Location"] == large.get_absolute_url()
    assert other.post(f"{proposal_url}acceptance/").status_code == 409
    assert other.post(refusal, {"reason": "No."}).status_code == 409
    assert Idea.objects.get(pk=small.pk).merged_into == large


def test_the_author_of_the_larger_one_is_led_to_the_page_of_their_own() -> None:
    small, large, _anna, otto = pair()
    client = sign_in(otto)
    page = client.get(f"{reverse('ideas:merging', args=[large.pk])}?into={small.pk}").content.decode()
    assert "The other idea lives on in mine" in page
    address = reverse("ideas:merge_proposals", args=[large.pk])
    client.post(address, {"other": small.pk, "direction": "from", "reason": "R"})
    made = MergeProposal.objects.get()
    assert (made.idea, made.target, made.by) == (small, large, otto)


def test_an_approved_idea_takes_others_in_and_does_not_go() -> None:
    small, large, _anna, otto = pair()
    Idea.objects.filter(pk=large.pk).update(stage=Stage.APPROVED, owed_by=None, answer_due_on=None)
    client = sign_in(otto)
    address = reverse("ideas:merging", args=[large.pk])
    assert address in client.get(large.get_absolute_url()).content.decode()
    page = client.get(f"{address}?into={small.pk}").content.decode()
    assert "The other idea lives on in mine" in page
    assert "My idea lives on in the other one" not in page


def test_no_word_of_an_event_names_the_other_idea() -> None:
    small, large, anna, otto = pair()
    merge(small, large, by=anna)
    consenting.decline(ask(factories.make_idea(anna), large, anna), by=otto, reason="No.")
    for event in Event.objects.filter(kind__startswith="merge."):
        assert "one" not in str(event.data).replace("None", "")
