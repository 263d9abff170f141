"""Credit for amendments: the first that an idea takes up of each person's earns, and opens down to its event."""

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from ideanet.activity import announcing
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.reports import verifying
from ideanet.reports.models import Credit
from ideanet.reports.workflow import crediting
from ideas.models import Amendment, Authorship, Idea, Reader
from ideas.stages import AmendedPart, CommentAudience, ReaderReason
from ideas.workflow import amending
from ideas.workflow.amending import Proposal
from tests import factories
from tests.ideas.cast import sign_in, with_htmx
from tests.reports import world
from tests.reports.test_pages import text_of

pytestmark = pytest.mark.django_db


def propose(idea: Idea, by: Person, words: str, audience: str = CommentAudience.EVERYONE) -> Amendment:
    if audience == CommentAudience.REVIEWERS:
        Reader.objects.create(idea=idea, person=by, reason=ReaderReason.COUNCIL)
    idea = Idea.objects.get(pk=idea.pk)
    proposal = Proposal(idea.revision_number, AmendedPart.NUGGET, 0, words, "Clearer.")
    return amending.propose(idea, proposal, by=by, audience=audience)


def take_up(idea: Idea, by: Person, words: str, **more: Any) -> Amendment:
    amendment = propose(idea, by, words, **more)
    amending.accept(amendment, by=idea.created_by, note="Better.")
    world.announce_all()
    return amendment


def entries() -> list[tuple[int, str, Decimal, int]]:
    return list(Credit.objects.order_by("pk").values_list("person", "kind", "amount", "share"))


def test_the_first_amendment_of_each_person_earns_them_the_whole_of_it() -> None:
    idea, ann, ben = factories.make_idea(), factories.make_employee(), factories.make_outsider()
    Idea.objects.filter(pk=idea.pk).update(audience="network")
    take_up(idea, ann, "Once.")
    take_up(idea, ann, "Twice.")
    take_up(idea, ben, "Three times.")
    tenth = Decimal("0.10")
    assert entries() == [(ann.pk, "amended", tenth, 100), (ben.pk, "amended", tenth, 100)]
    assert list(verifying.disagreements()) == []
    take_up(factories.make_idea(), ann, "Elsewhere.")
    assert [person for person, *_rest in entries()] == [ann.pk, ben.pk, ann.pk]


def test_adapting_earns_as_accepting_does_and_declining_nothing() -> None:
    idea, ann, ben = factories.make_idea(), factories.make_employee(), factories.make_employee()
    amending.decline(propose(idea, ben, "No."), by=idea.created_by, reason="No.")
    amendment = propose(idea, ann, "Yes.")
    amending.adapt(amendment, by=idea.created_by, place=0, after="Yes!", note="N.", read_number=1)
    world.announce_all()
    assert [(person, kind) for person, kind, *_rest in entries()] == [(ann.pk, "amended")]


def test_what_one_took_up_oneself_earns_nothing() -> None:
    idea, ann = factories.make_idea(), factories.make_employee()
    amendment = propose(idea, ann, "Mine.")
    Authorship.objects.create(idea=idea, person=ann, share=0, position=1, accepted_at=timezone.now())
    amending.accept(amendment, by=ann, note="Mine.")
    world.announce_all()
    assert entries() == []
    assert list(verifying.disagreements()) == []


def test_it_is_booked_once_in_whatever_order_events_are_announced() -> None:
    idea, ann = factories.make_idea(), factories.make_employee()
    for words in ("Once.", "Twice."):
        amending.accept(propose(idea, ann, words), by=idea.created_by, note="N.")
    events = Event.objects.filter(kind="amendment.accepted").order_by("-pk")
    for event in events:
        announcing.announce(event.pk)
        crediting.book(event)
    assert list(Credit.objects.values_list("event", flat=True)) == [events.last().pk]  # type: ignore[union-attr]  # there are two


def test_verify_names_a_credit_that_is_missing() -> None:
    idea, ann = factories.make_idea(), factories.make_employee()
    amending.accept(propose(idea, ann, "Words."), by=idea.created_by, note="N.")
    event = Event.objects.get(kind="amendment.accepted")
    Event.objects.filter(pk=event.pk).update(announced_at=timezone.now())
    assert list(verifying.disagreements()) == [
        f"event {event.pk} (amendment.accepted) earned 0.10, but nothing is booked"
    ]


def test_the_credit_opens_down_to_the_amendment_for_those_who_may_read_it() -> None:
    boss = factories.make_employee()
    ann = factories.make_employee(manager=boss)
    idea = factories.make_idea(title="Quiet pumps")
    open_one = take_up(idea, ann, "Open.")
    other = factories.make_idea(title="Loud valves")
    narrow = take_up(other, ann, "Narrow.", audience=CommentAudience.REVIEWERS)
    first, second = Credit.objects.order_by("pk")
    page = sign_in(boss).get(first.get_absolute_url())
    assert open_one.get_absolute_url() in page.content.decode()
    assert "Quiet pumps" in text_of(page)
    page = sign_in(boss).get(second.get_absolute_url())
    assert "Loud valves" not in text_of(page)
    assert narrow.get_absolute_url() not in page.content.decode()
    ledger = text_of(sign_in(boss).get(reverse("reports:person", args=[ann.pk])))
    assert "Amendment taken up Quiet pumps" in ledger
    assert "Loud valves" not in ledger
    assert narrow.get_absolute_url() in sign_in(ann).get(second.get_absolute_url()).content.decode()


def test_a_counter_entry_names_no_more_than_what_it_corrects() -> None:
    boss = factories.make_employee()
    ann = factories.make_employee(manager=boss)
    take_up(factories.make_idea(title="Quiet pumps"), ann, "Open.")
    take_up(factories.make_idea(title="Loud valves"), ann, "Narrow.", audience=CommentAudience.REVIEWERS)
    for credit in Credit.objects.order_by("pk"):
        world.correct(credit, "0.05")
    ledger = text_of(sign_in(boss).get(reverse("reports:person", args=[ann.pk])))
    assert "Correction: amendment taken up Quiet pumps" in ledger
    assert "Loud valves" not in ledger


def test_a_persons_page_shows_the_years_credits_to_those_who_may_see_them() -> None:
    boss = factories.make_employee()
    ann = factories.make_employee(manager=boss)
    take_up(factories.make_idea(title="Quiet pumps"), ann, "Open.")
    panel = reverse("reports:person_panel", args=[ann.pk])
    assert panel in sign_in(boss).get(ann.get_absolute_url()).content.decode()
    assert panel not in sign_in(factories.make_employee()).get(ann.get_absolute_url()).content.decode()
    assert "Amendment taken up 1 0.10" in text_of(with_htmx(boss).get(panel))
    assert "None yet this year" in text_of(
        with_htmx(boss).get(reverse("reports:person_panel", args=[boss.pk]))
    )
    assert sign_in(boss).get(panel)["Location"] == reverse("reports:person", args=[ann.pk])


def test_a_persons_page_shows_what_they_contributed_to_as_far_as_the_reader_may_read_it() -> None:
    ann, reader = factories.make_employee(), factories.make_employee()
    for title, audience in (("Quiet pumps", "everyone"), ("Loud valves", "reviewers")):
        take_up(factories.make_idea(title=title), ann, "Words.", audience=audience)
    hers = factories.make_idea(ann, title="Her own")
    shown = text_of(with_htmx(reader).get(reverse("ideas:person_panel", args=[ann.pk])))
    assert "Contributed to Quiet pumps" in shown
    assert "Loud valves" not in shown
    assert hers.title in shown
    own = text_of(with_htmx(ann).get(reverse("ideas:person_panel", args=[ann.pk])))
    assert "Contributed to Loud valves Quiet pumps" in own


def test_manage_verify_compares_the_ledger_too() -> None:
    idea, ann = factories.make_idea(), factories.make_employee()
    take_up(idea, ann, "Words.")
    out = StringIO()
    call_command("verify", stdout=out)
    assert "the ledger of credit: 1 compared, 0 different" in out.getvalue()
    amending.accept(propose(idea, factories.make_employee(), "More."), by=idea.created_by, note="N.")
    Event.objects.filter(announced_at__isnull=True).update(announced_at=timezone.now())
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify", stdout=out)
    assert "earned 0.10, but nothing is booked" in out.getvalue()
