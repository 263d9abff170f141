"""Authors: invited, accepted, and with shares that add up; readers by name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ideanet.activity.models import Event
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Idea, Reader
from ideas.stages import Audience, ReaderReason, Stage
from ideas.workflow import authoring, reading
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db


def authors(idea: Idea) -> dict[str, tuple[int, bool]]:
    """Share and acceptance by name."""
    rows = Authorship.objects.filter(idea=idea).select_related("person")
    return {row.person.name: (row.share, row.accepted_at is not None) for row in rows}


def test_a_name_shows_once_its_owner_has_accepted() -> None:
    author, helper = factories.make_employee(name="Ann"), factories.make_employee(name="Ben")
    draft = factories.make_draft(author)
    authoring.invite(draft, helper, by=author)
    assert authors(draft) == {"Ann": (100, True), "Ben": (0, False)}
    assert not Idea.objects.written_by(helper).exists()
    authoring.accept(draft, by=helper)
    assert authors(draft) == {"Ann": (100, True), "Ben": (0, True)}
    assert Idea.objects.written_by(helper).get() == draft


def test_being_asked_twice_is_being_asked_once() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    draft = factories.make_draft(author)
    first, second = (authoring.invite(draft, helper, by=author) for _ in range(2))
    assert first == second
    assert Event.objects.filter(kind="author.invited").count() == 1


def test_an_invitation_is_declined_taken_back_or_accepted_once() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    draft = factories.make_draft(author)
    authoring.invite(draft, helper, by=author)
    authoring.refuse(draft, by=helper)
    with pytest.raises(OutOfDateError):
        authoring.accept(draft, by=helper)
    with pytest.raises(OutOfDateError):
        authoring.refuse(draft, by=helper)
    with pytest.raises(OutOfDateError, match="answered meanwhile"):
        authoring.uninvite(draft, helper, by=author)
    authoring.invite(draft, helper, by=author)
    authoring.uninvite(draft, helper, by=author)
    assert list(authors(draft)) == [author.name]
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith("author.")] == [
        "author.invited",
        "author.refused",
        "author.invited",
        "author.uninvited",
    ]


@pytest.mark.parametrize("kind", ["rival", "academic", "gone"])
def test_authors_are_people_of_the_company(kind: str) -> None:
    cast = Cast()
    with pytest.raises(RefusedError, match="people of the company"):
        authoring.invite(cast.idea(Stage.DRAFT), cast[kind], by=cast["author"])


def test_only_authors_ask_take_back_and_share() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    for change in (
        lambda by: authoring.invite(idea, cast["employee"], by=by),
        lambda by: authoring.uninvite(idea, cast["invited"], by=by),
        lambda by: authoring.share(idea, {cast["author"].pk: 100}, by=by),
        lambda by: reading.name_reader(idea, cast["rival"], by=by),
        lambda by: reading.remove_reader(idea, cast["named"], by=by),
    ):
        for kind in set(cast.people) - {"author"}:
            with pytest.raises(PermissionDenied):
                change(cast[kind])


def test_shares_add_up_to_one_hundred() -> None:
    author, helper = factories.make_employee(name="Ann"), factories.make_employee(name="Ben")
    draft = factories.make_draft(author)
    authoring.invite(draft, helper, by=author)
    authoring.accept(draft, by=helper)
    with pytest.raises(RefusedError, match="The shares add up to 90 %"):
        authoring.share(draft, {author.pk: 50, helper.pk: 40}, by=author)
    authoring.share(draft, {author.pk: 60, helper.pk: 40}, by=author)
    assert authors(draft) == {"Ann": (60, True), "Ben": (40, True)}
    event = Event.objects.get(kind="author.shares")
    assert (event.reach, event.data) == (
        "reviewers",
        {"shares": {str(author.pk): 60, str(helper.pk): 40}},
    )


def test_shares_are_for_all_authors_that_there_are_now() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    draft = factories.make_draft(author)
    authoring.invite(draft, helper, by=author)
    with pytest.raises(OutOfDateError, match="The authors have changed"):
        authoring.share(draft, {author.pk: 50, helper.pk: 50}, by=author)


def test_the_database_gives_no_share_before_acceptance() -> None:
    author, helper = factories.make_employee(), factories.make_employee()
    draft = factories.make_draft(author)
    authoring.invite(draft, helper, by=author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Authorship.objects.filter(person=helper).update(share=10)


def test_a_reader_is_named_once_and_removed_by_name_only() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    for _ in range(2):
        reading.name_reader(idea, cast["rival"], by=cast["author"])
    assert Idea.objects.visible_to(cast["rival"]).get() == idea
    assert Event.objects.filter(kind="reader.named").count() == 1
    reading.remove_reader(idea, cast["rival"], by=cast["author"])
    reading.remove_reader(idea, cast["rival"], by=cast["author"])
    reading.remove_reader(idea, cast["councillor"], by=cast["author"])
    assert not Idea.objects.visible_to(cast["rival"]).exists()
    assert Event.objects.filter(kind="reader.removed").count() == 1
    assert Reader.objects.filter(idea=idea, reason=ReaderReason.COUNCIL).get().person == cast["councillor"]


def test_nobody_is_named_who_cannot_see_the_theme() -> None:
    cast = Cast({"is_network": False})
    idea = cast.idea(Stage.OPEN, Audience.RESTRICTED)
    with pytest.raises(RefusedError, match="cannot see the theme"):
        reading.name_reader(idea, cast["rival"], by=cast["author"])
