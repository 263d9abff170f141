"""Themes: listed, opened, set up and changed through their doors."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from ideas.models import Theme
from ideas.stages import Audience, Stage
from tests import factories
from tests.ideas.cast import Cast, queries, sign_in

pytestmark = pytest.mark.django_db

NEW = "/themes/new/"


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sent(**given: Any) -> dict[str, Any]:
    """What a browser sends from an editor with one offering and one empty line."""
    form = {
        "title": "Calm operations",
        "summary": "Sleep.",
        "brief": "Let people *sleep*.",
        "owner": "olga@example.com",
        "answer_days": "7",
        "opens_at": "2026-01-02T09:30",
        "closes_at": "",
        "is_network": "on",
        "offerings-TOTAL_FORMS": "2",
        "offerings-INITIAL_FORMS": "0",
        "offerings-0-name": "Night watch",
        "offerings-0-url": "https://example.com/night",
        "offerings-1-name": "",
        "offerings-1-url": "",
    }
    return {name: value for name, value in (form | given).items() if value is not None}


@pytest.fixture
def cast() -> Cast:
    cast = Cast()
    cast["owner"].email = "olga@example.com"
    cast["owner"].save()
    return cast


def test_a_theme_is_set_up_through_the_form(cast: Cast) -> None:
    answer = sign_in(cast["marketing"]).post(NEW, sent())
    theme = Theme.objects.get(title="Calm operations")
    assert answer["Location"] == theme.get_absolute_url()
    assert (theme.owner, theme.answer_days, theme.closes_at, theme.is_network) == (
        cast["owner"],
        7,
        None,
        True,
    )
    assert theme.opens_at.isoformat() == "2026-01-02T09:30:00+00:00"
    assert [(o.name, o.url) for o in theme.offerings.all()] == [("Night watch", "https://example.com/night")]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"title": ""}, "Title: This field is required."),
        ({"owner": "nobody@example.com"}, "No employee has this address."),
        ({"owner": "no address"}, "Enter a valid email address."),
        ({"closes_at": "2026-01-02T09:30"}, "It must close after it opens."),
        ({"is_project": "on"}, "Name at least one customer of the project."),
        ({"answer_days": "0"}, "Between one day and a year."),
        ({"answer_days": "366"}, "Between one day and a year."),
        (
            {"offerings-1-name": "Night watch", "offerings-1-url": "https://example.com/b"},
            "have the same name",
        ),
        ({"offerings-0-url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_a_theme_that_is_not_in_order_comes_back_whole(
    cast: Cast, given: dict[str, str], message: str
) -> None:
    answer = sign_in(cast["marketing"]).post(NEW, sent(**given))
    page = text_of(answer)
    assert (answer.status_code, message in page, "Let people *sleep*." in page) == (422, True, True)
    assert not Theme.objects.filter(title="Calm operations").exists()


def test_no_outsider_owns_a_theme(cast: Cast) -> None:
    answer = sign_in(cast["marketing"]).post(NEW, sent(owner=cast["rival"].email))
    assert answer.status_code == 422


def test_two_themes_never_have_one_title(cast: Cast) -> None:
    title = cast.theme.title
    answer = sign_in(cast["marketing"]).post(NEW, sent(title=title))
    assert (answer.status_code, "already exists" in text_of(answer)) == (422, True)


def test_an_owner_changes_their_theme_and_removes_an_offering(cast: Cast) -> None:
    client = sign_in(cast["marketing"])
    client.post(NEW, sent())
    theme = Theme.objects.get(title="Calm operations")
    edit = reverse("ideas:theme_edit", args=[theme.pk])
    page = text_of(sign_in(cast["owner"]).get(edit))
    assert ('value="olga@example.com"' in page, 'value="2026-01-02T09:30"' in page) == (True, True)
    changed = sent(title="Calmer operations", **{"offerings-INITIAL_FORMS": "1", "offerings-0-DELETE": "on"})
    assert sign_in(cast["owner"]).post(edit, changed).status_code == 302
    theme.refresh_from_db()
    assert (theme.title, theme.offerings.count()) == ("Calmer operations", 0)


def test_a_theme_narrower_than_one_of_its_ideas_is_refused_in_the_form(cast: Cast) -> None:
    cast.idea(Stage.OPEN, Audience.NETWORK)
    edit = reverse("ideas:theme_edit", args=[cast.theme.pk])
    answer = sign_in(cast["marketing"]).post(edit, sent(is_network=None))
    page = text_of(answer)
    assert (answer.status_code, "shared wider than this" in page) == (422, True)
    # The page goes on naming the theme as it stands.
    assert f"<title>Please check: {cast.theme.title}" in page


@pytest.mark.parametrize(
    ("kind", "create", "change"),
    [("marketing", 200, 200), ("owner", 403, 200), ("employee", 403, 403), ("rival", 403, 403)],
)
def test_who_sets_up_and_who_changes(cast: Cast, kind: str, create: int, change: int) -> None:
    client = sign_in(cast[kind])
    edit = reverse("ideas:theme_edit", args=[cast.theme.pk])
    assert (client.get(NEW).status_code, client.get(edit).status_code) == (create, change)


def test_themes_that_take_ideas_stand_before_the_others() -> None:
    now = timezone.now()
    make = factories.ThemeFactory.create
    make(title="Coming theme", opens_at=now + timedelta(days=1))
    make(title="Closed theme", opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    make(title="Ending theme", opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=1))
    make(title="Steady theme")
    page = text_of(sign_in(factories.make_employee()).get("/themes/"))
    taking, others = page.split("<h2>Others</h2>")
    assert [
        title in taking for title in ("Steady theme", "Ending theme", "Closed theme", "Coming theme")
    ] == [
        True,
        True,
        False,
        False,
    ]
    assert ("opens on" in others, "closed on" in others, "takes ideas until" in taking) == (True, True, True)


def test_no_themes_at_all_say_what_to_do(cast: Cast) -> None:
    assert "Set one up" in text_of(sign_in(cast["marketing"]).get("/themes/"))
    assert "When one opens, it is here." in text_of(sign_in(cast["employee"]).get("/themes/"))


def test_a_theme_page_counts_only_the_ideas_that_the_reader_sees() -> None:
    cast = Cast()
    cast.idea(Stage.OPEN, Audience.NETWORK, title="For everyone")
    cast.idea(Stage.OPEN, Audience.INTERNAL, title="For us")
    cast.idea(Stage.ADOPTED, Audience.INTERNAL, title="In practice")
    inside = text_of(sign_in(cast["employee"]).get(cast.theme.get_absolute_url()))
    outside = text_of(sign_in(cast["rival"]).get(cast.theme.get_absolute_url()))
    assert ('stage=open#ideas">2</a>' in inside, "put into practice" in inside, "For us" in inside) == (
        True,
    ) * 3
    assert ('stage=open#ideas">1</a>' in outside, "put into practice" in outside, "For us" in outside) == (
        True,
        False,
        False,
    )
    filtered = text_of(sign_in(cast["employee"]).get(f"{cast.theme.get_absolute_url()}?stage=adopted"))
    assert ("In practice" in filtered, "For us" in filtered) == (True, False)


def test_a_projects_customers_are_named_to_employees_only() -> None:
    cast = Cast({"is_project": True, "is_network": False})
    other = factories.OrganisationFactory.create(name="Other Customer")
    cast.theme.customers.add(other)
    inside = text_of(sign_in(cast["employee"]).get(cast.theme.get_absolute_url()))
    outside = text_of(sign_in(cast["project"]).get(cast.theme.get_absolute_url()))
    assert ("Other Customer" in inside, "Other Customer" in outside) == (True, False)
    assert sign_in(cast["rival"]).get(cast.theme.get_absolute_url()).status_code == 404


def test_an_empty_theme_says_what_to_do_next(cast: Cast) -> None:
    page = cast.theme.get_absolute_url()
    assert "Somebody has to be first." in text_of(sign_in(cast["employee"]).get(page))
    assert "When one is shared with you, it is here." in text_of(sign_in(cast["rival"]).get(page))
    Theme.objects.filter(pk=cast.theme.pk).update(closes_at=timezone.now())
    for reader in ("employee", "rival"):
        assert "The theme is closed, and holds none that you can see." in text_of(
            sign_in(cast[reader]).get(page)
        )
    assert "Show all of them" in text_of(sign_in(cast["employee"]).get(f"{page}?kind=talk"))


def test_a_closed_theme_offers_no_writing(cast: Cast) -> None:
    page = cast.theme.get_absolute_url()
    assert "Write an idea for it" in text_of(sign_in(cast["employee"]).get(page))
    Theme.objects.filter(pk=cast.theme.pk).update(closes_at=timezone.now())
    assert "Write an idea for it" not in text_of(sign_in(cast["employee"]).get(page))


@pytest.mark.parametrize("kind", ["employee", "rival", "marketing"])
def test_a_theme_costs_the_same_queries_for_1_and_30_ideas(cast: Cast, kind: str) -> None:
    client = sign_in(cast[kind])
    counts = []
    for number in range(30):
        cast.idea(Stage.OPEN, Audience.NETWORK, title=f"Idea {number}")
        if number in {0, 29}:
            with queries() as asked:
                client.get(cast.theme.get_absolute_url())
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 11


def test_the_list_of_themes_costs_the_same_queries_for_1_and_30_themes(cast: Cast) -> None:
    client = sign_in(cast["employee"])
    counts = []
    for number in range(30):
        factories.ThemeFactory.create(closes_at=timezone.now() if number % 2 else None)
        if number in {1, 29}:
            with queries() as asked:
                client.get("/themes/")
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
