"""Relations: declared once, private, and a conflict in every review from the next request on."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from councils import tasks
from councils.models import Assignment, Conflict, Council, Relation
from councils.stages import AssignmentState, Blindness, ConflictKind, RelationKind, ReviewState
from councils.workflow import relating
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import RefusedError
from ideas.workflow import authoring
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/councils/relations/"


def kinds(person: Person) -> list[str]:
    return [str(c.kind) for c in Conflict.objects.filter(person=person)]


def test_a_relation_is_declared_on_a_page_of_ones_own_and_taken_away_there(sign_in: SignIn) -> None:
    person, sister = factories.make_employee(), factories.make_employee(name="Sabine Sister")
    client = sign_in(person)
    answer = client.post(ADDRESS, {"other": sister.email, "kind": RelationKind.FAMILY}, follow=True)
    assert "Sabine Sister" in answer.content.decode()
    relation = Relation.objects.get()
    assert (relation.person, relation.other, relation.kind) == (person, sister, RelationKind.FAMILY)
    assert str(relation) == f"{person.pk} and {sister.pk}"
    client.post(reverse("councils:relation", args=[relation.pk]), {"_method": "delete"})
    assert not Relation.objects.exists()
    recorded = Event.objects.filter(kind__startswith="person.").order_by("pk")
    assert list(recorded.values_list("kind", "data")) == [
        ("person.related", {}),
        ("person.unrelated", {}),
    ]


def test_nobody_else_sees_it_or_ends_it(sign_in: SignIn) -> None:
    person, sister = factories.make_employee(name="Peter Person"), factories.make_employee()
    relation = relating.declare(sister, by=person, kind=RelationKind.FAMILY)
    client = sign_in(sister)
    assert "Peter Person" not in client.get(ADDRESS).content.decode()
    address = reverse("councils:relation", args=[relation.pk])
    assert client.post(address, {"_method": "delete"}).status_code == 404
    relating.end(relation, by=sister)
    assert Relation.objects.exists()


def test_the_form_says_what_is_wrong_and_comes_back_filled(sign_in: SignIn) -> None:
    person, hidden = factories.make_outsider(), factories.make_outsider()
    for address in (hidden.email, "nobody@haldenrook.example", person.email):
        answer = sign_in(person).post(ADDRESS, {"other": address, "kind": RelationKind.OTHER})
        assert answer.status_code == 422
        assert address in answer.content.decode()


def test_declaring_it_again_changes_what_it_is_called() -> None:
    person, friend = factories.make_employee(), factories.make_employee()
    for kind in (RelationKind.FRIEND, RelationKind.QUARREL):
        relating.declare(friend, by=person, kind=kind)
    assert Relation.objects.get().kind == RelationKind.QUARREL
    with pytest.raises(RefusedError):
        relating.declare(person, by=person, kind=RelationKind.FRIEND)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(person=person, other=person, kind=RelationKind.FRIEND)


@pytest.mark.parametrize("by_author", [True, False])
def test_it_shuts_a_reviewer_out_of_a_review_under_way_and_voids_theirs(
    sign_in: SignIn, *, by_author: bool
) -> None:
    council, chair, (one, two) = making.make_chaired_council(blindness=Blindness.AUTHORS_HIDDEN)
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.submit(review, two, by=chair)
    making.decide(review, by=chair)
    author = review.idea.created_by
    relating.declare(*((one,) if by_author else (author,)), by=author if by_author else one, kind="friend")
    assert kinds(one) == [ConflictKind.RELATED]
    assert Assignment.objects.get(person=one).state == AssignmentState.VOID
    assert making.reload(review).state == ReviewState.OPEN
    assert sign_in(one).get(review.get_absolute_url()).status_code == 404
    page = sign_in(two).get(review.get_absolute_url()).content.decode()
    assert "One review is void because of a conflict of interest." in page
    assert one.name not in page
    board = sign_in(chair).get(reverse("councils:dashboard", args=[review.pk])).content.decode()
    assert "has a relation to an author" in board
    assert "Close friend" not in board


def test_taking_it_away_opens_nothing_again_not_even_in_the_next_round(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    relation = relating.declare(review.idea.created_by, by=one, kind=RelationKind.FRIEND)
    relating.end(relation, by=one)
    assert sign_in(one).get(review.get_absolute_url()).status_code == 404
    making.submit(review, two, by=chair)
    making.close(review, by=chair, outcome="revise")
    second = making.make_review(council, making.reload(review).idea)
    assert sign_in(one).get(second.get_absolute_url()).status_code == 404
    assert list(Conflict.objects.filter(review=second).values_list("person", "kind")) == [
        (one.pk, ConflictKind.RELATED)
    ]


def test_one_who_had_no_part_leaves_the_decision_standing() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, two, by=chair)
    making.decide(review, by=chair)
    relating.declare(review.idea.created_by, by=one, kind=RelationKind.FRIEND)
    assert making.reload(review).state == ReviewState.DECIDED


def test_who_becomes_a_co_author_of_the_author_is_kept_away_from_then_on(sign_in: SignIn) -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    other = factories.make_idea(review.idea.created_by)
    authoring.invite(other, one, by=other.created_by)
    making.announce_all()
    assert sign_in(one).get(review.get_absolute_url()).status_code == 200
    authoring.accept(other, by=one)
    making.announce_all()
    assert sign_in(one).get(review.get_absolute_url()).status_code == 404


def test_a_new_manager_is_noticed_within_the_hour_and_once(sign_in: SignIn) -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    Person.objects.filter(pk=review.idea.created_by_id).update(manager=one)
    for _hour in range(2):
        tasks.find_conflicts()
        making.announce_all()
    assert kinds(one) == [ConflictKind.REPORTING_LINE]
    assert Event.objects.filter(kind="review.tied").count() == 1
    assert sign_in(one).get(review.get_absolute_url()).status_code == 404
    assert "A member is in conflict" in sign_in(chair).get("/notices/").content.decode()


def test_a_new_member_who_is_tied_to_the_author_sees_nothing(sign_in: SignIn) -> None:
    council, _chair, _members = making.make_chaired_council()
    boss = factories.make_employee()
    review = making.make_review(council, factories.make_idea(factories.make_employee(manager=boss)))
    making.seat(council, boss)
    assert sign_in(boss).get(review.get_absolute_url()).status_code == 404


def test_the_years_are_the_councils_and_frozen_in_the_review() -> None:
    council, _chair, _members = making.make_chaired_council(co_author_years=5)
    review = making.make_review(council)
    Council.objects.update(co_author_years=0)
    assert making.reload(review).co_author_years == 5


def test_a_chair_who_reviews_is_not_told_who_among_the_members_wrote_it(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council(blindness=Blindness.AUTHORS_HIDDEN)
    review = making.make_review(council, factories.make_idea(one))
    address = reverse("councils:dashboard", args=[review.pk])
    client = sign_in(chair)
    assert "is an author of the idea" in client.get(address).content.decode()
    making.assign(review, chair, by=chair)
    page = client.get(address).content.decode()
    assert "is an author of the idea" not in page
    assert "has a conflict of interest" in page
    with pytest.raises(RefusedError, match="has a conflict of interest"):
        making.assign(review, one, by=chair)
    making.assign(review, two, by=chair)
