"""Who writes and supports in a theme, as its reader may know it."""

import pytest

from ideas.gathering import gathering_of
from ideas.models import Theme
from ideas.stages import Audience
from ideas.workflow import voting
from tests import factories
from tests.ideas.cast import queries, sign_in, with_htmx

pytestmark = pytest.mark.django_db


def test_writers_and_supporters_are_counted_among_what_the_reader_sees() -> None:
    theme, author = factories.ThemeFactory.create(), factories.make_employee(name="Wilma Writes")
    shared = factories.make_idea(author, theme=theme, audience=Audience.NETWORK)
    inside = factories.make_idea(author, theme=theme)
    customer, rival, fan = (
        factories.make_outsider(name="Cus"),
        factories.make_outsider(),
        factories.make_employee(),
    )
    for idea, person in ((shared, customer), (shared, fan), (inside, fan)):
        voting.vote(idea, by=person)
    seen = {}
    for reader in (fan, customer, rival):
        found = gathering_of(theme, reader)
        seen[reader.pk] = (
            [(person.name, person.count) for person in found.writers],  # type: ignore[attr-defined]  # annotated
            {(person.name, person.count) for person in found.supporters},  # type: ignore[attr-defined]  # annotated
        )
    assert seen[fan.pk] == ([("Wilma Writes", 2)], {(fan.name, 2), ("Cus", 1)})
    assert seen[customer.pk] == ([("Wilma Writes", 1)], {(fan.name, 1), ("Cus", 1)})
    assert seen[rival.pk] == ([("Wilma Writes", 1)], {(fan.name, 1)})


def test_the_part_and_the_page_cost_the_same_for_1_and_30_people() -> None:
    theme: Theme = factories.ThemeFactory.create()
    reader, counts = factories.make_employee(), []
    for number in range(30):
        voting.vote(factories.make_idea(theme=theme), by=factories.make_employee())
        if number in {0, 29}:
            client = with_htmx(reader)
            with queries() as asked:
                client.get(f"/themes/{theme.pk}/people/")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 5
    assert "Who writes here" in sign_in(reader).get(f"/themes/{theme.pk}/people/").content.decode()
