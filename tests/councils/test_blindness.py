"""No name reaches whom it must not: every page of the room, the idea's own, notices, feed and mail, byte by byte."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from councils import identities, letter_rules
from councils.models import Assignment, CouncilReview, SeatInvitation
from councils.stages import Blindness, Outcome
from councils.workflow import conflicts, deliberating, lettering, reviewing
from ideanet.activity import follows, mailing
from ideanet.activity.models import Notice
from ideanet.activity.stages import Level
from ideanet.people.models import Person
from ideas.models import Reader
from ideas.stages import Audience, ReaderReason
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

REVIEWER, SECOND, AUTHOR = "Rosalind Reviewer", "Sigmund Second", "Aurelia Author"


class Case:
    """A review of a restricted idea in a council of this blindness; the author follows all that can be followed."""

    def __init__(self, blindness: str) -> None:
        self.council, self.chair, _members = making.make_chaired_council(
            members=0, blindness=blindness, quorum=1
        )
        self.seat = making.seat(self.council, factories.make_employee(name=REVIEWER))
        self.reviewer = self.seat.person
        self.second = making.seat(self.council, factories.make_employee(name=SECOND)).person
        self.author = factories.make_employee(name=AUTHOR)
        self.idea = factories.make_idea(self.author, audience=Audience.RESTRICTED)
        Reader.objects.create(idea=self.idea, person=self.idea.theme.owner, reason=ReaderReason.NAMED)
        self.review = making.make_review(self.council, self.idea)
        self.picture = making.illustrate(self.review)
        self.evidence = making.attach_file(self.idea)
        for topic in (self.idea, self.council):
            follows.choose(self.author, topic, Level.EVERYTHING)

    def phases(self, outcome: str = Outcome.REVISE) -> Iterator[str]:
        """Every state that a review is in, one after the other."""
        yield "opened"
        first = making.assign(self.review, self.reviewer, by=self.chair)
        other = making.assign(self.review, self.second, by=self.chair)
        yield "assigned"
        reviewing.submit(first, making.draft(self.review, outcome=outcome), by=self.reviewer)
        yield "one is in"
        reviewing.submit(other, making.draft(self.review, outcome=outcome), by=self.second)
        deliberating.say(self.review, by=self.reviewer, body="A remark.", request_key=uuid4())
        yield "discussed"
        making.decide(self.review, by=self.chair, outcome=outcome)
        yield "decided"
        making.send_letter(
            self.review,
            by=self.chair,
            body=making.reload(self.review).decision.letter.body,  # type: ignore[union-attr]  # it was decided
        )
        yield "sent"
        lettering.answer(self.review, by=self.author, body="An answer.", met={})
        yield "answered"


def addresses(case: Case) -> list[str]:
    """Every address of the room that can be read, with the case's objects, and what lies around it."""
    found = [reverse("home"), case.idea.get_absolute_url(), reverse("activity:notices")]
    found.append(reverse("ideas:history", args=[case.idea.pk]))
    for pattern in patterns():
        if "token" not in str(pattern.pattern):
            keys = keys_of(case, str(pattern.name), str(pattern.pattern))
            found += [reverse(f"councils:{pattern.name}", args=key) for key in keys]
    return found


def keys_of(case: Case, name: str, route: str) -> list[tuple[Any, ...]]:
    """The arguments with which a route is asked for."""
    council, reviewer, year = case.council.pk, case.reviewer.pk, timezone.localdate().year
    special: dict[str, list[tuple[Any, ...]]] = {
        "idea_panel": [(case.idea.pk,)],
        "idea_reviews": [(case.idea.pk,)],
        "requirement": [],
        "seat": [(case.seat.pk,)],
        "picture": [(case.review.pk, case.picture)],
        "file": [(case.review.pk, case.evidence.pk)],
        "file_decision": [(case.review.pk, case.evidence.pk)],
        "invitation": [(SeatInvitation.objects.get(seat=case.seat).pk,)],
        "quality_reviews": [(council, which) for which in ("closed", "answered", "overdue")],
        "calibration_member": [(council, reviewer), (council, case.second.pk)],
        "reviewer": [(council, reviewer), (council, case.second.pk)],
        "service": [(council, reviewer, year), (council, case.second.pk, year)],
    }
    if name in special:
        return special[name]
    if "assignments/<" in route:
        return list(Assignment.objects.filter(review=case.review).values_list("pk")[:1])
    if "reviews/<" in route:
        return [(case.review.pk,)]
    return [(council,)] if "<" in route else [()]


def patterns() -> list[URLPattern]:
    rooms = [
        r for r in get_resolver().url_patterns if isinstance(r, URLResolver) and r.app_name == "councils"
    ]
    return [p for room in rooms for p in room.url_patterns if isinstance(p, URLPattern)]


def names() -> list[str]:
    return [str(pattern.name) for pattern in patterns()]


def read(client: Client, address: str) -> HttpResponse:
    return client.get(address)  # type: ignore[return-value]  # the test client's response is one


def assert_never(client: Client, case: Case, person: Person, words: list[str], phase: str) -> None:
    making.announce_all()
    for address in addresses(case):
        # A panel answers htmx with a part; every other page answers everybody alike.
        headers = {"HX-Request": "true"} if "/councils/ideas/" in address else {}
        body = b"".join(client.get(address, headers=headers)).decode(errors="replace")
        for word in words:
            assert word not in body, (phase, address, word)
    mail.outbox.clear()
    for notice in Notice.objects.filter(person=person, mailed_at=None, mail_dropped_at=None):
        Notice.objects.filter(pk=notice.pk).update(mail_wanted=True)
        mailing.send(notice.pk)
    for sent in mail.outbox:
        told = f"{sent.subject}\n{sent.message()}"
        assert not any(word in told for word in words), (phase, sent.subject)


def test_a_reviewers_name_never_reaches_the_author_of_what_is_declined_for_good(sign_in: SignIn) -> None:
    """The crawler reads the rest: every phase of two rounds of which the second approves."""
    case = Case(Blindness.BOTH_HIDDEN)
    *_before, last = case.phases(Outcome.DECLINE)
    assert_never(sign_in(case.author), case, case.author, [REVIEWER, SECOND], last)


def test_nor_where_only_authors_are_hidden_but_for_the_list_of_members(sign_in: SignIn) -> None:
    case = Case(Blindness.AUTHORS_HIDDEN)
    client = sign_in(case.author)
    for _phase in case.phases():
        for name in ("letter", "review", "dashboard", "discussion", "decision"):
            body = read(client, reverse(f"councils:{name}", args=[case.review.pk])).content.decode()
            assert REVIEWER not in body
        assert (
            REVIEWER not in read(client, reverse("councils:idea_panel", args=[case.idea.pk])).content.decode()
        )


def test_an_authors_name_never_reaches_a_reviewer_where_only_authors_are_hidden(sign_in: SignIn) -> None:
    case = Case(Blindness.AUTHORS_HIDDEN)
    client = sign_in(case.reviewer)
    for phase in case.phases():
        assert_never(client, case, case.reviewer, [AUTHOR], phase)


def test_an_authors_name_never_reaches_a_chair_who_reviews(sign_in: SignIn) -> None:
    case = Case(Blindness.BOTH_HIDDEN)
    making.assign(case.review, case.chair, by=case.chair)
    client = sign_in(case.chair)
    for name in ("review", "dashboard", "discussion", "decision", "letter"):
        assert AUTHOR not in read(client, reverse(f"councils:{name}", args=[case.review.pk])).content.decode()


def test_a_chair_who_does_not_review_knows_the_authors(sign_in: SignIn) -> None:
    case = Case(Blindness.BOTH_HIDDEN)
    body = read(sign_in(case.chair), reverse("councils:dashboard", args=[case.review.pk])).content.decode()
    assert AUTHOR in body


def test_in_an_open_council_each_learns_the_other(sign_in: SignIn) -> None:
    case = Case(Blindness.OPEN)
    author, reviewer = sign_in(case.author), sign_in(case.reviewer)
    for phase in case.phases():
        body = read(reviewer, reverse("councils:review", args=[case.review.pk])).content.decode()
        assert AUTHOR in body, phase
    letter = read(author, reverse("councils:letter", args=[case.review.pk])).content.decode()
    assert REVIEWER in letter


def test_others_reviews_and_their_names_wait_until_ones_own_is_in(sign_in: SignIn) -> None:
    case = Case(Blindness.OPEN)
    client = sign_in(case.second)
    page = reverse("councils:review", args=[case.review.pk])
    for phase in case.phases():
        body = read(client, page).content.decode()
        is_known = phase not in {"opened", "assigned", "one is in"}
        assert ("argued</em>" in body, REVIEWER in body) == (is_known, is_known), phase


def test_a_member_in_conflict_finds_nothing_of_the_review_by_any_address(sign_in: SignIn) -> None:
    case = Case(Blindness.OPEN)
    title = case.idea.title
    client = sign_in(case.second)
    phases = case.phases()
    for _phase in range(4):  # Until the discussion.
        next(phases)
    conflicts.declare(case.review, case.second, by=case.second, reason="We are cousins.")
    for address in addresses(case):
        answer = read(client, address)
        body = b"".join(answer).decode(errors="replace")
        if address.startswith(("/councils/reviews/", "/councils/assignments/")):
            assert answer.status_code in {404, 405}, address
        assert title not in body, address
    making.announce_all()
    assert title not in read(client, "/notices/").content.decode()


@pytest.mark.parametrize("who", ["member", "chair"])
def test_every_route_of_a_review_is_404_for_the_conflicted_from_the_next_request_on(
    sign_in: SignIn, who: str
) -> None:
    case = Case(Blindness.OPEN)
    for _phase in case.phases():
        if _phase == "discussed":
            break
    person = case.second if who == "member" else case.chair
    own = Assignment.objects.filter(person=person).first() or Assignment.objects.get(person=case.reviewer)
    client = sign_in(person)
    address = reverse("councils:conflicts", args=[case.review.pk])
    assert client.post(address, {"reason": "We are cousins."}).status_code == 302
    routes = [
        (name, [own.pk] if "assignments/<" in route else keys_of(case, name, route)[0])
        for name in names()
        if "reviews/<" in (route := reverse_pattern(name)) or "assignments/<" in route
    ]
    assert len(routes) > 20
    for name, key in routes:
        found = {
            method: getattr(client, method)(reverse(f"councils:{name}", args=key)).status_code
            for method in ("get", "post", "delete")
        }
        assert set(found.values()) <= {404, 405}, (name, found)
        assert 404 in found.values(), (name, found)


def reverse_pattern(name: str) -> str:
    return str(next(p.pattern for p in patterns() if p.name == name))


def test_the_policy_answers_for_every_pair() -> None:
    case = Case(Blindness.BOTH_HIDDEN)
    phases = case.phases()
    for _phase in range(3):
        next(phases)
    review = making.reload(case.review)
    stranger = factories.make_employee()

    def learns(person: Person, whose: Person) -> bool:
        return letter_rules.may_learn_identity(person, review, whose)

    assert learns(case.author, case.author)
    assert not learns(case.author, case.reviewer)
    assert not learns(case.reviewer, case.author)
    assert learns(case.chair, case.author)
    assert learns(case.chair, case.reviewer)
    assert learns(case.reviewer, case.second)
    assert not learns(case.second, case.reviewer)
    assert not learns(stranger, case.author)
    assert not learns(stranger, case.reviewer)


def test_pseudonyms_hold_within_a_review_and_not_across() -> None:
    orders: set[str] = set()
    # Who comes first is as good as a coin: forty of one side do not happen.
    for _number in range(40):
        if len(orders) == 2:
            break
        case = Case(Blindness.BOTH_HIDDEN)
        for phase in case.phases():
            if phase == "discussed":
                break
        review = CouncilReview.objects.for_page().get(pk=case.review.pk)
        first = identities.show_reviewer(case.author, review, case.reviewer).label
        again = identities.show_reviewer(case.author, review, case.reviewer).label
        assert first == again
        orders.add(first)
    assert orders == {"Reviewer 1", "Reviewer 2"}


def test_averages_reach_authors_at_three_reviews_only(sign_in: SignIn) -> None:
    for reviews, shown in ((2, False), (3, True)):
        council, chair, members = making.make_chaired_council(members=reviews)
        author = factories.make_employee()
        review = making.make_review(council, factories.make_idea(author))
        for member in members:
            making.submit(review, member, by=chair)
        making.close(review, by=chair)
        body = read(sign_in(author), reverse("councils:letter", args=[review.pk])).content.decode()
        assert ("How it scored" in body) is shown
