"""The page of what changed between two revisions: as readers see it, or as it was typed; for whoever sees the idea."""

from typing import Any

import pytest
from django.urls import reverse

from ideanet import html
from ideas.models import Idea
from ideas.stages import Audience
from ideas.workflow import writing
from ideas.workflow.writing import Text
from tests import factories
from tests.compared import as_seen
from tests.ideas.cast import sign_in

pytestmark = pytest.mark.django_db

BEFORE = """## What we saw

The pilot ran for **six** weeks at [one plant](https://plants.example/one).

| Plant | Hours |
|-|-:|
| Oslo | 40 |

- pumps
"""
AFTER = (
    BEFORE.replace("we saw", "we saw there").replace("| 40 |", "| 52 |").replace("- pumps", "- pumps\n- fans")
)


def revised(before: str, after: str, *, nugget: str = "", **fields: Any) -> Idea:
    idea = factories.make_idea(body=before, **fields)
    text = Text(idea.title, nugget or idea.nugget, after)
    writing.publish_revision(idea, text, by=idea.created_by, note="N.", read_number=1)
    return Idea.objects.get(pk=idea.pk)


def changes(idea: Idea, query: str = "") -> str:
    return f"{reverse('ideas:changes', args=[idea.pk])}{query}"


def main_of(answer: Any) -> str:
    page = as_seen(answer.content.decode()).split("<main")[1]
    return " ".join(page.split())


def test_an_author_reads_what_changed_as_readers_see_it() -> None:
    idea = revised(BEFORE, AFTER, nugget="A **new** nugget.")
    page = main_of(sign_in(idea.created_by).get(changes(idea)))
    assert "<h3>What we saw <ins>there</ins></h3>" in page
    assert '<td align="right"><del>40</del> <ins>52</ins></td>' in page
    assert "<li>pumps</li> <li><ins>fans</ins></li>" in page
    assert "<ins>A <strong>new</strong> nugget.</ins>" in page
    assert [mark for mark in ("## ", "**", "|-", "](") if mark in page] == []


def test_what_was_typed_is_another_view_with_an_address_of_its_own() -> None:
    idea = revised(BEFORE, AFTER)
    client = sign_in(factories.make_employee())
    page = main_of(client.get(changes(idea)))
    address = changes(idea, "?earlier=1&amp;later=2&amp;as=source")
    assert f'<a href="{address}">As it was typed</a>' in page
    typed = main_of(client.get(address.replace("&amp;", "&")))
    assert "## What we <del>saw</del><ins>saw there</ins>" in typed
    assert '<input type="hidden" name="as" value="source">' in typed
    assert "[one plant](https://plants.example/one)" in typed


def test_two_revisions_asked_for_the_wrong_way_round_are_put_in_their_order_in_the_form_too() -> None:
    idea = revised(BEFORE, AFTER)
    client = sign_in(idea.created_by)
    assert main_of(client.get(changes(idea, "?earlier=2&later=1"))) == main_of(
        client.get(changes(idea, "?earlier=1&later=2"))
    )


def test_the_view_may_be_asked_for_without_the_revisions() -> None:
    idea = revised(BEFORE, AFTER)
    answer = sign_in(factories.make_employee()).get(changes(idea, "?as=source"))
    assert "From revision 1 to revision 2" in main_of(answer)
    assert 'aria-invalid="true"' not in answer.content.decode()


def test_a_customer_who_sees_the_idea_reads_it_too_and_others_learn_nothing() -> None:
    idea = revised(BEFORE, AFTER, audience=Audience.NETWORK)
    inner = revised(BEFORE, AFTER)
    client = sign_in(factories.make_outsider())
    assert "<h3>What we saw <ins>there</ins></h3>" in main_of(client.get(changes(idea)))
    for query in ("", "?as=source", "?earlier=1&later=2&as=source"):
        assert client.get(changes(inner, query)).status_code == 404


def test_where_readers_see_the_same_the_page_says_so_and_shows_what_was_typed() -> None:
    after = BEFORE.replace("**six**", "__six__").replace("plants.example/one", "plants.example/two")
    page = main_of(sign_in(factories.make_employee()).get(changes(revised(BEFORE, after))))
    assert "Readers see the same words in both." in page
    assert "__six__" in page
    assert "plants.example/two" in page


def test_a_link_that_leads_elsewhere_is_said_beside_the_words_that_changed() -> None:
    client = sign_in(factories.make_employee())
    said = "Besides, something changed that cannot be seen"
    assert said not in main_of(client.get(changes(revised(BEFORE, AFTER))))
    moved = AFTER.replace("plants.example/one", "plants.example/two")
    page = main_of(client.get(changes(revised(BEFORE, moved))))
    assert said in page
    assert 'as=source">See what was typed</a>' in page


def test_a_text_that_is_too_long_stands_there_as_it_was_typed() -> None:
    long = "word " * (html.LONGEST_COMPARED // 10)
    page = main_of(
        sign_in(factories.make_employee()).get(changes(revised(f"**One** {long}", f"**Two** {long}")))
    )
    assert "too long, or too different" in page
    assert "<del>**One** </del><ins>**Two** </ins>" in page


def test_a_revision_beside_itself_and_a_draft_have_no_changes() -> None:
    idea = revised(BEFORE, AFTER)
    client = sign_in(idea.created_by)
    for query in ("?earlier=2&later=2", "?earlier=2&later=2&as=source"):
        page = main_of(client.get(changes(idea, query)))
        assert (page.count("The same in both."), "<ins>" in page) == (3, False)
    assert "Nothing to compare" in main_of(client.get(changes(factories.make_draft(idea.created_by))))


def test_the_pictures_of_both_revisions_are_shown() -> None:
    idea = factories.make_idea(body="Words.")
    old, new = (factories.make_picture(idea) for _ in range(2))
    for number, picture in enumerate((old, new), start=1):
        text = Text(idea.title, idea.nugget, f"Words.\n\n![Rig]({picture.get_absolute_url()})")
        writing.publish_revision(idea, text, by=idea.created_by, note="N.", read_number=number)
    page = main_of(sign_in(factories.make_employee()).get(changes(Idea.objects.get(pk=idea.pk))))
    assert f'<del><img src="{old.get_absolute_url()}"' in page
    assert f'<ins><img src="{new.get_absolute_url()}"' in page


@pytest.mark.parametrize("query", ["", "?as=source"])
def test_the_page_asks_no_more_of_the_database_however_much_changed(
    query: str, django_assert_num_queries: Any
) -> None:
    idea = revised(BEFORE, AFTER)
    client = sign_in(factories.make_employee())
    client.get(changes(idea, query))
    with django_assert_num_queries(4):
        client.get(changes(idea, query))
