"""Orders beyond the newest: what rises, what matters to a segment, what needs one's eyes, and why."""

import re
from datetime import timedelta
from hashlib import md5
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from ideanet.people.models import Organisation, Person, Segment
from ideanet.people.workflow import arranging
from ideas import draws, heat, segments
from ideas.models import Comment, Idea, SegmentTally, Vote
from ideas.proofs import Difference
from ideas.querysets import orders
from ideas.stages import Audience, Stage
from ideas.workflow import commenting, voting
from tests import factories
from tests.ideas.cast import Cast, merge, queries, sign_in, with_htmx
from tests.ideas.test_list_page import listed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def reader() -> Person:
    return factories.make_employee()


def aged(idea: Idea, days: float, *, votes: float | None = None) -> Idea:
    """As if it had opened, and been supported, so many days ago."""
    now = timezone.now()
    Idea.objects.filter(pk=idea.pk).update(opened_at=now - days * DAY)
    if votes is not None:
        Vote.objects.filter(idea=idea).update(at=now - votes * DAY)
    heat.recount_support(idea.pk)
    return Idea.objects.get(pk=idea.pk)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# --- Rising ----------------------------------------------------------------------------------


def test_recent_support_rises_and_an_old_idea_rises_again_when_it_wakes(reader: Person) -> None:
    old, busy, fresh = (factories.make_idea(title=title) for title in ("Old", "Busy", "Fresh"))
    for _number in range(5):
        voting.vote(busy, by=factories.make_employee())
    aged(busy, 60, votes=50)
    aged(old, 300)
    assert listed(reader, "?order=rising") == ["Fresh", "Busy", "Old"]
    for _number in range(2):
        voting.vote(old, by=factories.make_employee())
    assert listed(reader, "?order=rising") == ["Old", "Fresh", "Busy"]
    assert fresh.title == "Fresh"


def test_the_heat_is_two_for_support_one_for_talk_one_for_opening_halved_every_seven_days() -> None:
    idea = factories.make_idea()
    voting.vote(idea, by=factories.make_employee())
    commenting.post(idea, by=factories.make_employee(), body="Words.", audience="everyone")
    aged(idea, 14, votes=7)
    found = Idea.objects.get(pk=idea.pk)
    now = (timezone.now().timestamp() - 1577836800) / 604800
    assert 2 ** (found.rising - now) == pytest.approx(1 / 4 + 2 / 2 + 1, rel=1e-4)


def test_one_person_counts_once_however_much_they_say_and_who_began_it_not_at_all() -> None:
    author, talker = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    commenting.post(idea, by=author, body="Mine.", audience="everyone")
    assert Idea.objects.get(pk=idea.pk).talk_heat == 0
    commenting.post(idea, by=talker, body="One.", audience="everyone")
    once = Idea.objects.get(pk=idea.pk).talk_heat
    for number in range(5):
        commenting.post(idea, by=talker, body=f"{number}", audience="everyone")
    assert Idea.objects.get(pk=idea.pk).talk_heat == pytest.approx(once, abs=heat.TOLERANCE)


def test_taking_back_support_or_a_comment_takes_back_its_heat() -> None:
    idea, person = factories.make_idea(), factories.make_employee()
    before = Idea.objects.get(pk=idea.pk).rising
    voting.vote(idea, by=person)
    comment = commenting.post(idea, by=person, body="Words.", audience="everyone")
    assert Idea.objects.get(pk=idea.pk).rising > before + 0.5
    voting.unvote(idea, by=person)
    commenting.delete(comment, by=person)
    assert Idea.objects.get(pk=idea.pk).rising == pytest.approx(before, abs=heat.TOLERANCE)


def test_outsiders_learn_nothing_of_inside_talk_by_what_rises(reader: Person) -> None:
    quiet, loud = (factories.make_idea(title=title, audience=Audience.NETWORK) for title in ("Quiet", "Loud"))
    aged(loud, 1)
    for _number in range(3):
        commenting.post(loud, by=factories.make_employee(), body="Secret.", audience="employees")
    outsider = factories.make_outsider()
    assert listed(reader, "?order=rising") == ["Loud", "Quiet"]
    assert listed(outsider, "?order=rising") == ["Quiet", "Loud"]
    page = text_of(sign_in(outsider).get(f"/ideas/{loud.pk}/rank/?order=rising"))
    assert "commented" not in page.replace("who commented on it", "")
    assert "3 commented" in text_of(sign_in(reader).get(f"/ideas/{loud.pk}/rank/?order=rising"))
    assert quiet.title == "Quiet"


# --- By segment ------------------------------------------------------------------------------


def test_ideas_are_ordered_by_the_accounts_of_a_segment(reader: Person) -> None:
    care = Segment.objects.create(name="Care")
    clinics = [factories.OrganisationFactory.create(segment=care) for _number in range(2)]
    narrow, wide, other = (
        factories.make_idea(title=title, audience=Audience.NETWORK) for title in ("Narrow", "Wide", "Other")
    )
    for _number in range(2):
        voting.vote(narrow, by=factories.make_outsider(organisation=clinics[0]))
    for clinic in clinics:
        voting.vote(wide, by=factories.make_outsider(organisation=clinic))
    for _number in range(3):
        voting.vote(other, by=factories.make_outsider())
    query = f"?order=customers&segment={care.pk}"
    assert listed(reader, query) == ["Wide", "Narrow"]
    assert listed(reader, "?order=customers") == ["Other", "Wide", "Narrow"]
    assert listed(factories.make_outsider(), query) == ["Other", "Wide", "Narrow"]
    page = text_of(sign_in(reader).get(f"/ideas/{narrow.pk}/rank/{query}"))
    assert "Accounts in Care</dt><dd>1<" in page
    assert "Care" not in text_of(sign_in(factories.make_outsider()).get(f"/ideas/{narrow.pk}/rank/{query}"))


def test_a_vote_taken_back_leaves_the_segment() -> None:
    customer = factories.make_outsider()
    idea = factories.make_idea(audience=Audience.NETWORK)
    voting.vote(idea, by=customer)
    voting.unvote(idea, by=customer)
    assert list(SegmentTally.objects.values_list("customer_count", "account_count")) == [(0, 0)]
    call_command("verify")


@pytest.mark.usefixtures("eager_tasks")
def test_an_organisation_that_changes_its_segment_takes_its_support_along(
    django_capture_on_commit_callbacks: Any,
) -> None:
    customer = factories.make_outsider()
    idea = factories.make_idea(audience=Audience.NETWORK)
    voting.vote(idea, by=customer)
    organisation = Organisation.objects.get(pk=customer.organisation_id)
    organisation.segment = Segment.objects.create(name="Elsewhere")
    organisation.save()
    assert [d for d in segments.proof() if isinstance(d, Difference)]
    segments.recount([idea.pk])
    tally = SegmentTally.objects.get(account_count__gt=0)
    assert (tally.segment.name, tally.customer_count, tally.account_count) == ("Elsewhere", 1, 1)
    assert arranging.__doc__
    assert not [d for d in segments.proof() if isinstance(d, Difference)]


# --- Needs your eyes -------------------------------------------------------------------------


def test_what_one_has_weighed_in_on_does_not_need_ones_eyes(reader: Person) -> None:
    factories.make_idea(reader, title="Mine")
    supported, discussed = (factories.make_idea(title=title) for title in ("Supported", "Discussed"))
    factories.make_idea(title="Unseen")
    voting.vote(supported, by=reader)
    commenting.post(discussed, by=reader, body="Words.", audience="everyone")
    assert listed(reader, "?order=eyes") == ["Unseen"]
    cast = Cast()
    cast.idea(Stage.PUBLISHED, title="Done")
    assert "Done" not in listed(reader, "?order=eyes")


def test_restricted_ideas_are_not_drawn_even_for_those_who_may_read_them() -> None:
    cast = Cast()
    for audience in Audience:
        cast.idea(Stage.OPEN, audience, title=f"For {audience.value}")
    drawn = set(listed(cast["owner"], "?order=eyes"))
    assert drawn == {"For internal", "For shared", "For network"}
    assert "For restricted" in listed(cast["owner"])


def test_those_with_the_least_attention_are_chosen(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "POOL", 2)
    for title, votes in (("Loved", 3), ("Liked", 1), ("Unseen", 0)):
        idea = factories.make_idea(title=title)
        for _number in range(votes):
            voting.vote(idea, by=factories.make_employee())
    found = orders.needing_eyes(Idea.objects.all(), reader)
    assert {idea.title for idea in found} == {"Liked", "Unseen"}


def test_everyone_has_a_draw_of_their_own_that_holds_for_a_day() -> None:
    readers = [factories.make_employee() for _number in range(12)]
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    for number in range(8):
        factories.make_idea(author, theme=theme, title=f"Idea {number}")
    first = [tuple(listed(person, "?order=eyes")) for person in readers]
    assert [tuple(listed(person, "?order=eyes")) for person in readers] == first
    assert len(set(first)) > 6
    # The first place is shared out.
    assert len({order[0] for order in first}) > 2
    today = timezone.localdate()
    keys = Idea.objects.values_list("pk", flat=True)
    days = [tuple(draws.shuffled(keys, readers[0], today + number * DAY)) for number in range(6)]
    assert len({tuple(one.pk for one in day) for day in days}) > 3


def test_anyone_can_check_a_draw(reader: Person) -> None:
    idea = factories.make_idea(title="Here")
    day = timezone.localdate()
    seed = f"{reader.pk} {day:%Y-%m-%d} {idea.pk}"
    page = text_of(with_htmx(reader).get(f"/ideas/{idea.pk}/rank/?order=eyes"))
    assert f"{md5(seed.encode(), usedforsecurity=False).hexdigest()[:4]}…" in page


def test_only_what_a_page_shows_of_the_pool_is_read(reader: Person) -> None:
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    for number in range(30):
        factories.make_idea(author, theme=theme, title=f"Idea {number}")
    client = sign_in(reader)
    client.get("/ideas/?order=eyes")
    with queries() as asked:
        page = text_of(client.get("/ideas/?order=eyes"))
    assert page.count('class="idea-title"') == 25
    (pool,) = [query for query in asked if query.endswith(f'"opened_at" DESC, 1 DESC LIMIT {orders.POOL}')]
    assert "nugget" not in pool
    assert len(asked) <= 8


# --- Why ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["rising", "eyes", "backed", "customers", "discussed"])
def test_each_row_says_why_it_is_here_in_the_list_and_on_a_page(reader: Person, order: str) -> None:
    idea = factories.make_idea(title="Here")
    voting.vote(idea, by=factories.make_employee())
    page = text_of(sign_in(reader).get(f"/ideas/?order={order}"))
    link = f"/ideas/{idea.pk}/rank/?order={order}"
    assert page.count(f'href="{link}"') == 1
    whole = text_of(sign_in(reader).get(link))
    assert "Why is this here?" in whole
    part = text_of(with_htmx(reader).get(link))
    assert "<html" not in part
    assert re.search(r"<dd>\S+", part)
    # The method is stated on the list too.
    assert part.split('<p class="small">')[1].split("</p>")[0] in page


def test_the_newest_need_no_explanation(reader: Person) -> None:
    factories.make_idea()
    assert "Why is this here?" not in text_of(sign_in(reader).get("/ideas/"))
    assert sign_in(reader).get(f"/ideas/{Idea.objects.get().pk}/rank/?order=nonsense").status_code == 200


def test_the_working_of_what_rises_adds_up_to_the_order(reader: Person) -> None:
    idea = factories.make_idea()
    for _number in range(3):
        voting.vote(idea, by=factories.make_employee())
    commenting.post(idea, by=factories.make_employee(), body="Words.", audience="everyone")
    aged(idea, 10, votes=9)
    page = text_of(with_htmx(reader).get(f"/ideas/{idea.pk}/rank/?order=rising"))
    figures = [float(figure) for figure in re.findall(r"<dd>([\d.]+)", page)]
    *parts, total = figures
    assert sum(parts) == pytest.approx(total, abs=0.02)
    found = Idea.objects.get(pk=idea.pk).rising
    now = (timezone.now().timestamp() - 1577836800) / 604800
    assert total == pytest.approx(2 ** (found - now), abs=0.02)
    assert "One to two weeks ago: 3 supported it" in page


# --- Proofs and paging ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{"support_heat": 5.0}, {"talk_heat": 1.0}, {"talk_heat_outside": 2.0}], ids=str
)
def test_a_wrong_heat_is_told(fields: dict[str, float]) -> None:
    idea = factories.make_idea()
    Idea.objects.filter(pk=idea.pk).update(**fields)
    found = [d for d in heat.proof() if isinstance(d, Difference)]
    assert [(d.thing, d.figure) for d in found] == [(f"idea {idea.pk}", next(iter(fields)))]


@pytest.mark.parametrize("order", ["rising", "eyes"])
def test_a_page_after_another_neither_repeats_nor_loses_what_nothing_happened_to(
    reader: Person, order: str
) -> None:
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    for number in range(40):
        factories.make_idea(author, theme=theme, title=f"Idea {number}")
    client = sign_in(reader)
    first = client.get(f"/ideas/?order={order}").content.decode()
    seen = re.findall(r'<h2 class="idea-title"><a href="/ideas/(\d+)/"', first)
    # Meanwhile what has been read is supported by others.
    for pk in seen[-3:]:
        voting.vote(Idea(pk=int(pk)), by=factories.make_employee())
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link is not None
    second = client.get("/ideas/" + link[1].replace("&amp;", "&")).content.decode()
    rest = re.findall(r'<h2 class="idea-title"><a href="/ideas/(\d+)/"', second)
    assert not set(seen) & set(rest)
    assert len(seen) + len(rest) == 40


@pytest.mark.parametrize("who", ["employee", "outsider"])
@pytest.mark.parametrize("order", ["rising", "eyes", "customers"])
def test_an_explanation_costs_the_same_whatever_happened(who: str, order: str) -> None:
    person = factories.make_employee() if who == "employee" else factories.make_outsider()
    idea = factories.make_idea(audience=Audience.NETWORK)
    client, counts = sign_in(person), []
    for number in range(10):
        voting.vote(idea, by=factories.make_employee())
        commenting.post(idea, by=factories.make_employee(), body="Words.", audience="everyone")
        if number in {0, 9}:
            with queries() as asked:
                client.get(f"/ideas/{idea.pk}/rank/?order={order}")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 6
    assert Comment.objects.count() == 10


def test_a_merge_brings_the_heat_and_the_segments_of_its_supporters_along_once() -> None:
    into, other = (factories.make_idea(title=title, audience=Audience.NETWORK) for title in ("Into", "Other"))
    customer, both = factories.make_outsider(), factories.make_employee()
    for idea, person in ((into, both), (other, both), (other, customer)):
        voting.vote(idea, by=person)
    author = other.authors.get()
    merge(other, into, by=author, reason="They say the same.")
    tally = SegmentTally.objects.get(idea=into)
    assert (tally.customer_count, tally.account_count) == (1, 1)
    call_command("verify")
    voting.unvote(Idea.objects.get(pk=into.pk), by=both)
    call_command("verify")
