"""Pictures in what competes: those of the text as it was entered, for whoever reads the entry and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Entry
from awards.workflow import entering
from ideanet.people.models import Person
from ideas.models import Idea, Revision
from ideas.stages import Audience, Stage
from ideas.workflow import writing
from ideas.workflow.writing import Text
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db


def at(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def judged() -> tuple[Entry, Person]:
    """A restricted idea before a judge who is no reader of it."""
    category = b.make_category()
    judge = factories.make_employee()
    b.make_panel(category, judge)
    entry = b.make_admitted(category, audience=Audience.RESTRICTED)
    b.turn_to(category.cycle, b.JUDGING)
    return entry, judge


def address_of(entry: Entry, key: object) -> str:
    return reverse("awards:picture", args=[entry.pk, key])


def status(person: Person, address: str) -> int:
    return at(person).get(address).status_code


def revise(idea: Idea, body: str) -> None:
    number = Idea.objects.get(pk=idea.pk).revision_number
    text = Text("T", "N.", body)
    writing.publish_revision(idea, text, by=idea.created_by, note="A picture.", read_number=number)


def test_a_judge_sees_the_pictures_of_an_entry_and_nothing_else_of_its_restricted_idea() -> None:
    entry, judge = judged()
    key = b.illustrate(entry)
    address, client = address_of(entry, key), at(judge)
    for page in (entry.get_absolute_url(), reverse("awards:sheet", args=[entry.pk])):
        assert f'<img src="{address}" alt="The rig"' in client.get(page).content.decode()
    assert status(judge, reverse("ideas:picture", args=[key])) == 404
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Disposition"]) == (200, f'inline; filename="{key}.png"')
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_picture_is_as_closed_as_the_entry_that_shows_it() -> None:
    entry, judge = judged()
    address = address_of(entry, b.illustrate(entry))
    assert status(factories.make_employee(), address) == 404
    assert status(factories.make_outsider(), address) == 404
    assert Client().get(address).status_code == 302
    entering.withdraw(entry, by=entry.entered_by)
    seen = at(judge).get(address, headers={"If-None-Match": f'"{address.split("/")[-2]}"'})
    assert seen.status_code == 404, "not even that it has not changed"


def test_what_competes_keeps_its_pictures_when_the_idea_changes() -> None:
    category = b.make_category(stages=[Stage.OPEN])
    idea, reader = factories.make_idea(), factories.make_employee()
    old, new = factories.make_picture(idea), factories.make_picture(idea)
    revise(idea, f"![The old plan]({old.get_absolute_url()})")
    entry = b.make_admitted(category, idea.created_by, idea=idea)
    revise(idea, f"![The new plan]({new.get_absolute_url()})")
    page = at(reader).get(entry.get_absolute_url()).content.decode()
    addresses = [address_of(entry, picture.pk) for picture in (old, new)]
    assert [address in page for address in addresses] == [True, False]
    assert [status(reader, address) for address in addresses] == [200, 404]


def test_an_entry_shows_no_picture_of_another_idea() -> None:
    entry, judge = judged()
    foreign = factories.make_picture(factories.make_idea(), is_published=True)
    Revision.objects.filter(pk=entry.revision_id).update(body=f"![Mine]({foreign.get_absolute_url()})")
    assert status(judge, address_of(entry, foreign.pk)) == 404
