"""Revisions that ask supporters again, and old ones that come back: always as new ones."""

from typing import Any

import pytest
from django.urls import reverse

from ideanet.activity.models import Event
from ideas.models import Idea, Revision
from ideas.workflow import commenting, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.compared import as_seen
from tests.ideas.cast import sign_in

pytestmark = pytest.mark.django_db
BODY = " ".join(f"word{number}" for number in range(30))


def with_words(changed: int, start: int = 0) -> str:
    """The body with as many words replaced, from the given one on."""
    words = BODY.split()
    for place in range(start, start + changed):
        words[place] = f"new{place}"
    return " ".join(words)


def publish(idea: Idea, body: str, **more: Any) -> Revision:
    now = Idea.objects.get(pk=idea.pk)
    text = Text(now.title, now.nugget, body)
    return writing.publish_revision(
        now, text, by=now.created_by, note="N.", read_number=now.revision_number, **more
    )


def page_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def restoration(idea: Idea, number: int) -> str:
    return reverse("ideas:restoration", args=[idea.pk, number])


def test_a_body_changed_by_more_than_a_third_asks_supporters_whatever_its_author_says() -> None:
    idea = factories.make_idea(body=BODY)
    voting.vote(idea, by=factories.make_employee())
    assert not publish(idea, with_words(10)).is_material
    assert Idea.objects.get(pk=idea.pk).current_backer_count == 1
    assert publish(idea, with_words(11)).is_material
    now = Idea.objects.get(pk=idea.pk)
    assert (now.backer_count, now.current_backer_count, now.material_number) == (1, 0, 3)
    assert Event.objects.filter(kind="idea.revised_materially").count() == 1


def test_small_steps_add_up_to_a_new_text() -> None:
    idea = factories.make_idea(body=BODY)
    steps = [publish(idea, with_words(6 * step)).is_material for step in (1, 2, 3)]
    assert steps == [False, True, False]


def test_going_back_by_more_than_a_third_at_once_asks_too() -> None:
    idea = factories.make_idea(body=BODY)
    publish(idea, with_words(9))
    assert publish(idea, with_words(9, start=12)).is_material


def test_a_new_title_or_nugget_alone_is_the_authors_to_call_material() -> None:
    idea = factories.make_idea(body=BODY)
    revision = writing.publish_revision(
        idea, Text("All new", "All new.", BODY), by=idea.created_by, note="N.", read_number=1
    )
    assert not revision.is_material


def test_the_author_is_told_why_supporters_are_asked() -> None:
    idea = factories.make_idea(body=BODY)
    sent = {"title": idea.title, "nugget": idea.nugget, "body": "All new.", "note": "N.", "read_number": 1}
    client = sign_in(idea.created_by)
    answer = client.post(reverse("ideas:edit", args=[idea.pk]), sent, follow=True)
    assert "More than a third of the body is new, so supporters are asked" in page_of(answer)


def test_how_much_differs_stands_on_the_page_of_changes() -> None:
    idea = factories.make_idea(body=BODY)
    publish(idea, with_words(6))
    page = page_of(sign_in(factories.make_employee()).get(reverse("ideas:changes", args=[idea.pk])))
    assert "20 % of the words of the body differ." in page


def test_an_old_text_comes_back_as_a_new_revision_and_nothing_is_rewritten() -> None:
    idea = factories.make_idea(body=BODY)
    publish(idea, with_words(3))
    comment = commenting.post(idea, by=factories.make_employee(), body="On two.", audience="everyone")
    client = sign_in(idea.created_by)
    page = page_of(client.get(restoration(idea, 1)))
    assert "Its text becomes revision 3." in page
    assert "<ins>word0 word1 word2</ins>" in as_seen(page)
    sent = {"note": "Goes back to revision 1.", "read_number": 2}
    assert client.post(restoration(idea, 1), sent)["Location"] == idea.get_absolute_url()
    rows = Revision.objects.filter(idea=idea).values_list("number", "body", "note")
    assert list(rows) == [
        (3, BODY, "Goes back to revision 1."),
        (2, with_words(3), "N."),
        (1, BODY, ""),
    ]
    comment.refresh_from_db()
    assert comment.revision.number == 2
    assert "on revision 2" in page_of(client.get(idea.get_absolute_url()))


def test_what_was_published_meanwhile_is_not_undone_unseen() -> None:
    idea = factories.make_idea(body=BODY)
    publish(idea, with_words(3))
    publish(idea, with_words(4))
    client = sign_in(idea.created_by)
    answer = client.post(restoration(idea, 1), {"note": "Back, for Olga.", "read_number": 2})
    page = page_of(answer)
    assert answer.status_code == 409
    assert "Somebody published meanwhile" in page
    assert 'value="Back, for Olga."' in page
    assert 'name="read_number" value="3"' in page
    assert Revision.objects.filter(idea=idea).count() == 3


def test_restoring_what_is_there_already_says_so() -> None:
    idea = factories.make_idea(body=BODY)
    answer = sign_in(idea.created_by).post(restoration(idea, 1), {"note": "N.", "read_number": 1})
    assert (answer.status_code, "Nothing has changed since revision 1" in page_of(answer)) == (422, True)


def test_only_authors_are_offered_to_restore() -> None:
    idea = factories.make_idea(body=BODY)
    publish(idea, with_words(3))
    for person, is_offered in ((idea.created_by, True), (factories.make_employee(), False)):
        client = sign_in(person)
        for name, more in (("revisions", []), ("revision", [1])):
            page = page_of(client.get(reverse(f"ideas:{name}", args=[idea.pk, *more])))
            assert (name, restoration(idea, 1) in page) == (name, is_offered)
        assert restoration(idea, 2) not in page_of(client.get(reverse("ideas:revision", args=[idea.pk, 2])))


def test_customers_too_are_counted_by_the_version_they_stand_behind() -> None:
    idea = factories.make_idea(body=BODY, audience="network")
    voting.vote(idea, by=factories.make_outsider())
    publish(idea, "All new.")
    page = page_of(sign_in(idea.created_by).get(idea.get_absolute_url()))
    assert "customer says it matters to their business, 0 of them this version" in page
