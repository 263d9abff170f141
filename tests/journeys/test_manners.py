"""How the site behaves in the hand: light and dark, menus, phones, passkeys, no scripts."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from playwright.sync_api import Page, expect

from ideanet.people.models import Guidelines, Person
from ideanet.people.stages import Role
from ideas.stages import Audience
from tests import factories
from tests.journeys.conftest import SignIn, enter, session_cookie

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: manners")]


def test_dark_is_written_by_the_server_once_chosen(sign_in: SignIn) -> None:
    page = sign_in().visit("/accounts/login/")
    page.get_by_role("button", name="Dark").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Auto").click()
    assert page.context.cookies() == [] or "theme" not in {
        cookie["name"] for cookie in page.context.cookies()
    }


def test_a_menu_closes_with_escape_and_gives_the_focus_back(sign_in: SignIn) -> None:
    person = factories.make_employee(name="Ada Ashworth")
    page = sign_in(person).visit("/people/")
    summary = page.locator("summary", has_text="Menu of Ada Ashworth")
    summary.click()
    expect(page.get_by_role("link", name="Your page")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Your page")).to_be_hidden()
    expect(summary).to_be_focused()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_every_component_fits(sign_in: SignIn, width: int) -> None:
    person = factories.make_powerful(Role.ADMINISTRATOR)
    page = sign_in(person, viewport={"width": width, "height": 800}).visit("/style/")
    assert _overflow(page) == 0


def test_the_sections_open_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in(factories.make_employee(), viewport={"width": 360, "height": 700}).visit("/people/")
    sections = page.get_by_role("navigation", name="Sections")
    expect(sections).to_be_hidden()
    page.get_by_role("button", name="Search and sections").click()
    expect(sections).to_be_visible()
    assert _overflow(page) == 0


def test_the_sections_are_there_without_scripts(sign_in: SignIn) -> None:
    visitor = sign_in(
        factories.make_employee(), java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    visitor.page.goto("/people/")
    expect(visitor.page.get_by_role("navigation", name="Sections")).to_be_visible()


def test_the_keyboard_skips_to_the_text(sign_in: SignIn) -> None:
    page = sign_in(factories.make_employee()).visit("/people/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_typed_text_survives_a_reload_for_its_own_person_only(sign_in: SignIn) -> None:
    visitor = sign_in(factories.make_employee())
    page = visitor.visit("/profile/")
    page.get_by_label("About").fill("Twelve years of pumps.")
    page.reload()
    expect(page.get_by_label("About")).to_have_value("Twelve years of pumps.")
    visitor.context.clear_cookies()
    other = session_cookie(factories.make_employee(), visitor.address)
    visitor.context.add_cookies([{"name": other["name"], "value": other["value"], "url": other["url"]}])
    page.goto("/profile/")
    expect(page.get_by_label("About")).to_have_value("")


def test_what_was_sent_does_not_come_back(sign_in: SignIn) -> None:
    author = factories.make_employee()
    idea = factories.make_idea(author)
    visitor = sign_in(author)
    page, address = visitor.page, idea.get_absolute_url()
    comment = page.get_by_label("Comment", exact=True)
    visitor.visit(address)
    visitor.fill({"Comment": "Said once."})
    visitor.tap("Comment")
    expect(page.locator(".comment", has_text="Said once.")).to_have_count(1)
    expect(comment).to_have_value("")
    page.reload()
    expect(comment).to_have_value("")

    word = {"A word to them": "You know it best."}
    visitor.visit(handover := f"{address}handovers/")
    visitor.fill({"Who takes it over": "nobody@nowhere.example"} | word)
    visitor.press("Ask them")
    page.goto(handover)
    expect(visitor.field("A word to them")).to_have_value("You know it best.")
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    visitor.press("Ask them")
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    enter(visitor, author)
    page.goto(handover)
    expect(visitor.field("A word to them")).to_have_value("You know it best.")
    visitor.fill({"Who takes it over": factories.make_employee().email})
    visitor.press("Ask them")
    visitor.read("Nothing changes until they accept.")
    visitor.press("Take the offer back")
    page.goto(handover)
    expect(visitor.field("A word to them")).to_have_value("")


def test_words_that_an_agreement_carries_on_are_kept_until_it_is_given(sign_in: SignIn) -> None:
    idea = factories.make_idea()
    visitor = sign_in(factories.make_employee())
    page = visitor.visit(idea.get_absolute_url())
    visitor.fill({"Comment": "First words."})
    Guidelines.objects.create(body="Be *honest*.", disclaimer="Ours.", published_by=factories.make_employee())
    visitor.tap("Comment")
    expect(page.get_by_role("heading", name="Before your first contribution")).to_be_visible()
    page.goto(idea.get_absolute_url())
    expect(visitor.field("Comment")).to_have_value("First words.")
    visitor.tap("Comment")
    visitor.press("Agree and go on")
    expect(page.locator(".comment", has_text="First words.")).to_have_count(1)
    expect(visitor.field("Comment")).to_have_value("")


def test_a_passkey_is_added_and_lets_its_owner_in(sign_in: SignIn) -> None:
    person = _with_password()
    visitor = sign_in()
    page = visitor.page
    _plug_in_authenticator(page)
    page.goto("/accounts/login/?next=/people/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in")).to_have_count(0)
    visitor.page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    visitor.look()
    visitor.context.clear_cookies()
    page.goto("/accounts/login/?next=/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("summary", has_text=f"Menu of {person.name}")).to_be_visible()


def _overflow(page: Page) -> int:
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(width)


def _with_password() -> Person:
    person = factories.make_employee(name="Ben Okafor")
    person.set_password(factories.PASSWORD)
    person.save(update_fields=["password"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _plug_in_authenticator(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_whole_page_never_lands_inside_a_page(sign_in: SignIn) -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    visitor = sign_in(factories.make_employee())
    page = visitor.page
    # As if something on the way had forgotten that htmx asks for a part.
    page.route(
        "**/history/", lambda route: route.fallback(headers={**route.request.headers, "hx-request": ""})
    )
    visitor.visit(idea.get_absolute_url())
    with page.expect_response("**/history/"):
        page.get_by_role("link", name="Show its history").scroll_into_view_if_needed()
    visitor.look()
    expect(page.get_by_role("link", name="Show its history")).to_be_visible()
    expect(page.locator("main")).to_have_count(1)

    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="I back this").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    expect(page.locator("main")).to_have_count(1)
    assert visitor.path.startswith("/accounts/login/")
