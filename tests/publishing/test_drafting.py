"""Making drafts of approved ideas, and writing them."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.publishing import proofs
from ideanet.publishing.models import Draft, DraftVersion, Quote
from ideanet.publishing.stages import DraftState
from ideanet.publishing.workflow import drafting
from ideanet.publishing.workflow.drafting import Chosen, Words
from ideas.errors import OutOfDateError, RefusedError
from ideas.stages import Audience
from tests import factories
from tests.publishing import world

pytestmark = pytest.mark.django_db


def test_a_draft_begins_with_the_approved_words_and_all_that_may_be_cited(marketer: Person) -> None:
    idea = factories.make_idea(
        audience=Audience.NETWORK, title="Quiet pumps", nugget="They *hum*.", body="# Long\n\nstory"
    )
    world.cite(idea, citation="First")
    world.cite(idea, citation="Secret", is_internal=True)
    draft = drafting.make(world.approve(idea), by=marketer)
    assert (draft.title, draft.standfirst, draft.body) == ("Quiet pumps", "They hum.", "# Long\n\nstory")
    assert [citation.evidence.citation for citation in draft.citations.all()] == ["First"]
    assert (draft.state, draft.version, draft.versions.get().number) == (DraftState.PREPARING, 1, 1)
    assert draft.revision.number == 1


def test_an_idea_without_a_body_gives_its_nugget(marketer: Person) -> None:
    draft = drafting.make(world.make_approved(nugget="Say it.", body=""), by=marketer)
    assert draft.body == "Say it."


def test_two_clicks_begin_one_draft(marketer: Person) -> None:
    idea = world.make_approved()
    assert drafting.make(idea, by=marketer) == drafting.make(idea, by=marketer)
    assert Event.objects.filter(kind="draft.made").count() == 1


def test_nobody_drafts_an_idea_that_is_not_approved(marketer: Person) -> None:
    with pytest.raises(PermissionDenied):
        drafting.make(factories.make_idea(audience=Audience.NETWORK), by=marketer)


def test_only_marketing_drafts() -> None:
    author = factories.make_employee()
    with pytest.raises(PermissionDenied):
        drafting.make(world.make_approved(author), by=author)


def test_each_saving_is_a_version(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    saved = drafting.edit(
        draft, Words("New", "Stand", "Body"), Chosen(), by=marketer, read_version=1, note="Shorter"
    )
    assert (saved.version, saved.title) == (2, "New")
    versions = list(saved.versions.values_list("number", "title", "note", "edited_by"))
    assert versions == [(2, "New", "Shorter", marketer.pk), (1, "A quiet idea", "", marketer.pk)]


def test_a_draft_that_was_ready_has_to_be_marked_again(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    assert world.edit(draft, by=marketer, title="Other").state == DraftState.PREPARING


def test_who_writes_on_an_old_version_is_told(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    world.edit(draft, by=marketer, title="Mine")
    with pytest.raises(OutOfDateError, match="version 2"):
        drafting.edit(draft, Words("Theirs", "", ""), Chosen(), by=marketer, read_version=1)
    assert Draft.objects.get().title == "Mine"


def test_nobody_writes_on_a_retired_draft_nor_without_the_role(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    author = draft.idea.authors.get()
    with pytest.raises(PermissionDenied):
        world.edit(draft, by=author, title="Mine")
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.RETIRED)
    with pytest.raises(PermissionDenied):
        world.edit(draft, by=marketer, title="Mine")


def test_what_is_cited_is_exactly_what_was_chosen_and_may_be(marketer: Person) -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    first, second = world.cite(idea, citation="1"), world.cite(idea, citation="2", dated_on="2026-02-03")
    secret = world.cite(idea, citation="3", is_internal=True)
    other = world.cite(factories.make_idea(audience=Audience.NETWORK))
    draft = drafting.make(world.approve(idea), by=marketer)
    chosen = Chosen([second.pk, secret.pk, other.pk])
    draft = drafting.edit(draft, world.words_of(draft), chosen, by=marketer, read_version=1)
    assert [c.evidence for c in draft.citations.all()] == [second]
    chosen = Chosen([second.pk, first.pk])
    drafting.edit(draft, world.words_of(draft), chosen, by=marketer, read_version=2)
    assert [c.evidence for c in Draft.objects.get().citations.all()] == [first, second]


def test_a_quote_is_what_was_said_by_somebody_who_agreed(marketer: Person) -> None:
    idea = world.make_approved()
    comment = world.say(idea, factories.make_outsider(), "We lost *three* days.\n\nAnd money.")
    draft = world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: "three  days."})
    assert [(q.comment, q.words) for q in draft.quotes.all()] == [(comment, "three days.")]
    event = Event.objects.get(kind="quote.chosen")
    assert event.reach == "named"
    world.edit(draft, by=marketer, quotes={comment.pk: "And money."})
    assert draft.quotes.get().words == "And money."
    assert Event.objects.filter(kind="quote.chosen").count() == 1
    world.edit(draft, by=marketer)
    assert not Quote.objects.exists()


@pytest.mark.parametrize("words", ["four days", "hree days", "", "three day"])
def test_nobody_is_quoted_with_words_they_did_not_say(marketer: Person, words: str) -> None:
    idea = world.make_approved()
    comment = world.say(idea, factories.make_outsider(), "We lost three days.")
    with pytest.raises(RefusedError, match="did not say"):
        world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: words})


@pytest.mark.parametrize("fields", [{"may_quote": False}, {"audience": "employees"}])
def test_nobody_is_quoted_who_did_not_agree_or_spoke_to_few(
    marketer: Person, fields: dict[str, object]
) -> None:
    idea = world.make_approved()
    comment = world.say(idea, factories.make_employee(), "Yes.", **fields)
    with pytest.raises(RefusedError, match="consent"):
        world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: "Yes."})


@pytest.mark.parametrize(
    ("tamper", "figure"),
    [
        (lambda: Draft.objects.update(version=7), "version"),
        (lambda: Draft.objects.update(body="Other."), "body"),
        (lambda: DraftVersion.objects.filter(number=2).update(title="Other"), "title"),
        (lambda: DraftVersion.objects.filter(number=2).delete(), "version"),
    ],
)
def test_verify_names_a_draft_that_does_not_say_what_its_newest_version_says(
    marketer: Person, tamper: Callable[[], object], figure: str
) -> None:
    draft = world.edit(world.make_draft(by=marketer), by=marketer, title="Louder")
    assert list(proofs.versions()) == [None]
    tamper()
    (found,) = proofs.versions()
    assert found is not None
    assert (found.thing, found.figure) == (f"draft {draft.pk}", figure)
