"""Through the front door: what marketing, authors and the quoted see and do."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideanet.people.models import Person
from ideanet.publishing import rules
from ideanet.publishing.models import Channel, Delivery, Draft, ProofPoint, Quote
from ideanet.publishing.stages import DraftState
from ideanet.publishing.workflow import delivering, moving, quoting
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.publishing import world
from tests.publishing.wordpress_site import PASSWORD, USER, WordPress

pytestmark = pytest.mark.django_db
Counter = Callable[..., Any]


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_of(draft: Draft, **fields: Any) -> dict[str, Any]:
    """The draft's form as the browser has it."""
    draft = Draft.objects.get(pk=draft.pk)
    return {
        "title": draft.title,
        "standfirst": draft.standfirst,
        "body": draft.body,
        "read_version": draft.version,
    } | fields


def test_a_draft_travels_from_the_list_to_the_proof_point(site: WordPress, marketer: Person) -> None:
    world.make_guidelines()
    idea = world.make_approved(title="Quiet pumps")
    comment = world.say(idea, factories.make_outsider(name="Cleo Day"), "It saves weeks.")
    channel = world.connect(site)
    browser = as_(marketer)
    agree(marketer)

    assert "Quiet pumps" in text_of(browser.get("/drafts/"))
    page = browser.post("/drafts/", {"idea": idea.pk}, follow=True)
    draft = Draft.objects.get()
    assert page.redirect_chain == [(f"/drafts/{draft.pk}/", 302)]
    assert "Cleo Day" in text_of(page)
    assert world.DISCLAIMER in text_of(page).replace("&#x27;", "'")

    chosen = {f"quote_{comment.pk}": "on", f"words_{comment.pk}": "It saves weeks."}
    page = browser.post(
        draft.get_absolute_url(), form_of(draft, title="Pumps that hum", **chosen), follow=True
    )
    assert "Version 2 is saved." in text_of(page)
    preview = text_of(browser.get(reverse("publishing:preview", args=[draft.pk])))
    assert "Pumps that hum" in preview
    assert "It saves weeks." in preview

    moves_url = reverse("publishing:moves", args=[draft.pk])
    browser.post(moves_url, {"move": "mark_ready"})
    send_url = reverse("publishing:deliveries", args=[draft.pk])
    assert "Our blog" in text_of(browser.get(send_url))
    page = browser.post(send_url, {"channel": channel.pk}, follow=True)
    assert "It is on its way to Our blog as a draft." in text_of(page)
    assert "Waiting to be sent" in text_of(page)

    published = {"url": "https://blog.example/pumps", "on": timezone.localdate().isoformat()}
    page = browser.post(reverse("publishing:publication", args=[draft.pk]), published, follow=True)
    assert Idea.objects.get().stage == "published"
    key = page.context["proof"]["request_key"].value()
    came = {"what": "enquiries", "figure": "14", "source": "Sales", "dated_on": published["on"]}
    proof_url = reverse("publishing:proof_points", args=[draft.pk])
    page = browser.post(proof_url, came | {"request_key": key}, follow=True)
    assert "14: enquiries" in text_of(page)
    assert ProofPoint.objects.count() == 1
    panel = as_(factories.make_outsider()).get(reverse("publishing:idea_panel", args=[idea.pk]))
    assert "https://blog.example/pumps" in panel.content.decode()


def agree(person: Person) -> None:
    from ideanet.people.models import Agreement, Guidelines

    Agreement.objects.create(person=person, guidelines=Guidelines.objects.get())


def test_a_form_that_is_wrong_keeps_what_was_typed(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    page = as_(marketer).post(draft.get_absolute_url(), form_of(draft, title="", body="Kept words"))
    assert page.status_code == 422
    assert "Kept words" in page.content.decode()
    assert "data-sent-back" in page.content.decode()


def test_words_that_were_not_said_come_back_with_the_reason(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    comment = world.say(draft.idea, factories.make_outsider(name="Cleo Day"), "It saves weeks.")
    chosen = {f"quote_{comment.pk}": "on", f"words_{comment.pk}": "It saves years."}
    page = as_(marketer).post(draft.get_absolute_url(), form_of(draft, **chosen))
    assert page.status_code == 422
    assert "Cleo Day did not say “It saves years.”" in text_of(page)


def test_who_was_overtaken_sees_both_texts_and_can_save_on_top(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    form = form_of(draft, title="Mine")
    world.edit(draft, by=world.make_marketer(name="Olga Other"), title="Theirs")
    page = as_(marketer).post(draft.get_absolute_url(), form)
    assert page.status_code == 409
    assert "Olga Other saved version 2" in text_of(page)
    assert 'value="Mine"' in page.content.decode()
    again = form | {"read_version": page.context["form"]["read_version"].value()}
    assert as_(marketer).post(draft.get_absolute_url(), again).status_code == 302
    assert Draft.objects.get().title == "Mine"


def test_an_author_reads_the_draft_but_does_not_edit_it(marketer: Person) -> None:
    author = factories.make_employee()
    draft = world.make_draft(world.make_approved(author), marketer)
    browser = as_(author)
    page = browser.get(draft.get_absolute_url(), follow=True)
    assert page.redirect_chain == [(reverse("publishing:preview", args=[draft.pk]), 302)]
    assert "This goes out under your name." in text_of(page)
    assert reverse("publishing:versions", args=[draft.pk]) not in page.content.decode()
    assert browser.post(draft.get_absolute_url(), form_of(draft)).status_code == 403
    assert browser.get(reverse("publishing:versions", args=[draft.pk])).status_code == 403


def test_others_do_not_learn_that_there_is_a_draft(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    for person in (factories.make_employee(), factories.make_outsider()):
        assert as_(person).get(draft.get_absolute_url()).status_code == 404
        panel = as_(person).get(reverse("publishing:idea_panel", args=[draft.idea_id]))
        assert draft.get_absolute_url() not in panel.content.decode()
        assert "It has not been published." in text_of(panel)


def test_marketing_does_not_see_drafts_of_ideas_it_may_not_see(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    Idea.objects.update(audience=Audience.RESTRICTED)
    assert as_(marketer).get(draft.get_absolute_url()).status_code == 404
    assert draft.title not in text_of(as_(marketer).get("/drafts/"))


def test_what_stands_against_leaving_is_said_on_every_page(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    Idea.objects.update(audience=Audience.INTERNAL)
    for name in ("draft", "preview", "deliveries"):
        said = text_of(as_(marketer).get(reverse(f"publishing:{name}", args=[draft.pk])))
        assert "This may not leave yet The idea is not open to everyone" in said
    page = as_(marketer).post(reverse("publishing:files", args=[draft.pk]), {"format": "html"}, follow=True)
    assert "not open to everyone" in text_of(page)


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        ("html", "draft-a-quiet-idea.html", "text/html; charset=utf-8"),
        ("markdown", "draft-a-quiet-idea.md", "text/markdown; charset=utf-8"),
        ("nonsense", "draft-a-quiet-idea.md", "text/markdown; charset=utf-8"),
    ],
)
def test_a_file_is_an_attachment_in_which_nothing_runs(
    marketer: Person, kind: str, name: str, media_type: str
) -> None:
    draft = world.make_ready(by=marketer)
    answer = as_(marketer).post(reverse("publishing:files", args=[draft.pk]), {"format": kind})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = text_of(as_(marketer).get(reverse("publishing:deliveries", args=[draft.pk])))
    assert "version 1 left on" in page


def test_a_problem_is_said_in_words_with_what_was_kept_and_what_to_do(
    site: WordPress, marketer: Person
) -> None:
    draft = world.make_ready(by=marketer)
    delivering.ask(draft, world.connect(site), by=marketer)
    Delivery.objects.update(state="failed", problem="The site did not accept the password.", attempts=1)
    url = reverse("publishing:deliveries", args=[draft.pk])
    said = text_of(as_(marketer).get(url))
    assert "The site did not accept the password. Your draft is kept as it is. Put this right" in said
    Delivery.objects.update(state="owed", problem="It was busy.")
    said = text_of(as_(marketer).get(url))
    assert "It was busy. Your draft is kept. It will be tried again by itself after" in said

    attempts = reverse("publishing:attempts", args=[Delivery.objects.get().pk])
    page = as_(marketer).post(attempts, follow=True)
    assert "It is being tried again." in text_of(page)
    Delivery.objects.update(state="sent", sent_at=timezone.now(), sent_version=1, remote_id=7)
    page = as_(marketer).post(attempts)
    assert page.status_code == 409
    assert "There is nothing to try again" in text_of(page)
    assert f"{site.address}/wp-admin/post.php?post=7" in as_(marketer).get(url).content.decode()
    world.make_ready(world.edit(draft, by=marketer, title="New"), marketer)
    assert "Send this version" in text_of(as_(marketer).get(url))
    assert as_(draft.idea.authors.get()).post(attempts).status_code == 403


def test_what_is_refused_is_said_on_the_page(site: WordPress, marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    channel = world.connect(site)
    url = reverse("publishing:deliveries", args=[draft.pk])
    page = as_(marketer).post(url, {"channel": channel.pk}, follow=True)
    assert "Mark the draft as ready first." in text_of(page)
    assert as_(marketer).post(url, {"channel": "x"}).status_code == 404
    moves_url = reverse("publishing:moves", args=[draft.pk])
    assert as_(marketer).post(moves_url, {"move": "x"}).status_code == 404
    assert as_(marketer).post(moves_url, {"move": "reopen"}).status_code == 409
    Draft.objects.update(standfirst=" ")
    page = as_(marketer).post(moves_url, {"move": "mark_ready"}, follow=True)
    assert "It is not finished" in text_of(page)
    assert as_(marketer).post("/drafts/", {"idea": "x"}).status_code == 404


def test_going_live_needs_an_address_a_day_and_a_ready_draft(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    url = reverse("publishing:publication", args=[draft.pk])
    page = as_(marketer).post(url, {"url": "javascript:alert(1)", "on": "2026-01-01"})
    assert (page.status_code, "Enter a valid URL" in text_of(page)) == (422, True)
    page = as_(marketer).post(url, {"url": "https://x.example", "on": "2199-01-01"})
    assert (page.status_code, "still to come" in text_of(page)) == (422, True)
    Draft.objects.update(state=DraftState.RETIRED)
    page = as_(marketer).post(url, {"url": "https://x.example", "on": "2026-01-01"})
    assert page.status_code == 409
    retired = text_of(as_(marketer).get(reverse("publishing:deliveries", args=[draft.pk])))
    assert "This draft was retired" in retired
    assert "This draft is closed" in text_of(as_(marketer).get(draft.get_absolute_url()))
    assert as_(marketer).post(draft.get_absolute_url(), form_of(draft)).status_code == 403


def test_a_proof_point_that_is_wrong_comes_back(marketer: Person) -> None:
    draft = world.make_ready(by=marketer)
    moving.go_live(draft, by=marketer, url="https://x.example", on=timezone.localdate())
    url = reverse("publishing:proof_points", args=[draft.pk])
    key = "00000000-0000-4000-8000-000000000001"
    page = as_(marketer).post(url, {"what": "Kept words"})
    assert (page.status_code, "Kept words" in page.content.decode()) == (422, True)
    full = {"what": "a", "source": "b", "dated_on": "2199-01-01", "request_key": key}
    page = as_(marketer).post(url, full)
    assert (page.status_code, "still to come" in text_of(page)) == (422, True)


def test_the_quoted_find_their_words_and_take_them_back(marketer: Person) -> None:
    speaker = factories.make_outsider()
    idea = world.make_approved(title="Quiet pumps")
    draft = world.make_draft(idea, marketer)
    comment = world.say(idea, speaker, "It saves weeks.")
    world.edit(draft, by=marketer, quotes={comment.pk: "It saves weeks."})
    browser = as_(speaker)
    panel = browser.get(reverse("publishing:idea_panel", args=[idea.pk]), headers={"HX-Request": "true"})
    assert "Your words are in a draft of it" in text_of(panel)
    assert "<html" not in panel.content.decode()
    said = text_of(browser.get("/drafts/quotes/"))
    assert "It saves weeks. Quiet pumps in preparation Take it back" in said
    quote = Quote.objects.get()
    url = reverse("publishing:quote", args=[quote.pk])
    page = browser.post(url, {"_method": "delete"}, follow=True)
    assert "You will not be quoted in this piece." in text_of(page)
    assert "taken back" in text_of(page)
    Quote.objects.update(revoked_at=None, left_at=timezone.now())
    page = browser.post(url, {"_method": "delete"}, follow=True)
    assert "Your words have left IdeaNet" in text_of(page)
    assert as_(factories.make_outsider()).post(url, {"_method": "delete"}).status_code == 404
    Idea.objects.update(audience=Audience.INTERNAL)
    said = text_of(browser.get("/drafts/quotes/"))
    assert "It saves weeks." in said
    assert "Quiet pumps" not in said


def test_nobody_quoted_is_told_how_that_could_come_to_be() -> None:
    assert "Nobody quotes you yet" in text_of(as_(factories.make_employee()).get("/drafts/quotes/"))


def test_a_channel_is_set_up_checked_and_closed(site: WordPress, marketer: Person) -> None:
    browser = as_(marketer)
    assert "No channel yet" in text_of(browser.get("/drafts/channels/"))
    new = {"name": "Blog", "address": site.address, "user": USER, "is_active": "on"}
    page = browser.post("/drafts/channels/new/", new)
    assert (page.status_code, "Enter the application password" in text_of(page)) == (422, True)
    page = browser.post("/drafts/channels/new/", new | {"password": PASSWORD}, follow=True)
    channel = Channel.objects.get()
    assert page.redirect_chain == [(channel.get_absolute_url(), 302)]
    assert PASSWORD not in page.content.decode()
    assert channel.sealed_password not in page.content.decode()
    checks = reverse("publishing:checks", args=[channel.pk])
    assert "knows the user as Marketing Person" in text_of(browser.post(checks, follow=True))
    site.before = lambda _method, _path: (503, {})
    assert "trouble of its own" in text_of(browser.post(checks, follow=True))
    closed = {**new, "name": "Old blog", "is_active": ""}
    page = browser.post(channel.get_absolute_url(), closed, follow=True)
    assert not Channel.objects.get().is_active
    page = browser.post(channel.get_absolute_url(), closed | {"user": "other"})
    assert page.status_code == 422
    assert browser.get(channel.get_absolute_url()).status_code == 200
    assert "Old blog" in text_of(browser.get("/drafts/channels/"))
    assert browser.get("/drafts/channels/new/").status_code == 200


def test_the_history_shows_each_version(marketer: Person) -> None:
    draft = world.make_draft(by=marketer)
    world.edit(draft, by=marketer, title="Second title")
    browser = as_(marketer)
    history = text_of(browser.get(reverse("publishing:versions", args=[draft.pk])))
    assert "Version 2" in history
    assert "Begun from the approved idea" in history
    first = text_of(browser.get(reverse("publishing:version", args=[draft.pk, 1])))
    assert "A quiet idea" in first
    assert browser.get(reverse("publishing:version", args=[draft.pk, 3])).status_code == 404


def test_the_list_can_be_narrowed_to_a_state(marketer: Person) -> None:
    world.make_draft(world.make_approved(title="Being prepared"), marketer)
    world.make_ready(world.make_draft(world.make_approved(title="All ready"), marketer), marketer)
    page = text_of(as_(marketer).get("/drafts/?state=ready"))
    assert "All ready" in page
    assert "Being prepared" not in page
    assert "No drafts here" in text_of(as_(marketer).get("/drafts/?state=live"))
    assert "Being prepared" in text_of(as_(marketer).get("/drafts/?state=nonsense"))


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    marketer: Person, rows: int, django_assert_max_num_queries: Counter
) -> None:
    speaker = factories.make_outsider()
    author, theme = factories.make_employee(), factories.ThemeFactory.create()
    channel = world.connect_elsewhere(marketer)
    for number in range(rows):
        idea = world.make_approved(author, theme=theme, title=f"Idea {number}")
        draft = world.make_draft(idea, marketer)
        comment = world.say(idea, speaker, "Yes.")
        world.edit(draft, by=marketer, quotes={comment.pk: "Yes."})
        world.make_approved(author, theme=theme, title=f"Waiting {number}")
        Delivery.objects.create(draft=draft, channel=channel, version=1, asked_by=marketer)
    for url, person in (
        ("/drafts/", marketer),
        ("/drafts/quotes/", speaker),
        ("/drafts/channels/", marketer),
        (reverse("publishing:deliveries", args=[draft.pk]), marketer),
        (reverse("publishing:versions", args=[draft.pk]), marketer),
    ):
        browser = as_(person)
        limit = 18 if "deliveries" in url else 8 if "versions" not in url else 13
        with django_assert_max_num_queries(limit):
            assert browser.get(url).status_code == 200


def test_visible_to_agrees_with_may_view_draft(marketer: Person) -> None:
    author = factories.make_employee()
    people = [
        author,
        marketer,
        factories.make_employee(),
        factories.make_outsider(),
        factories.make_employee(roles=["marketing"]),
        world.make_marketer(is_active=False),
    ]
    drafts = []
    for audience in Audience:
        draft = world.make_draft(world.make_approved(author), marketer)
        Idea.objects.filter(pk=draft.idea_id).update(audience=audience)
        drafts.append(Draft.objects.for_leaving().get(pk=draft.pk))
    for person in people:
        seen = set(Draft.objects.visible_to(person))
        assert seen == {draft for draft in drafts if rules.may_view_draft(person, draft)}
        channels = Channel.objects.visible_to(person)
        assert channels.query.is_empty() is not rules.may_run_channels(person)


def test_spoken_by_agrees_with_may_take_back(marketer: Person) -> None:
    speaker, gone = factories.make_outsider(), factories.make_outsider()
    idea = world.make_approved()
    comments = [world.say(idea, person, "Yes.") for person in (speaker, gone)]
    world.edit(world.make_draft(idea, marketer), by=marketer, quotes={c.pk: "Yes." for c in comments})
    gone.is_active = False
    quotes = Quote.objects.select_related("comment")
    for person in (speaker, gone, marketer):
        expected = {quote for quote in quotes if rules.may_take_back(person, quote)}
        assert set(Quote.objects.spoken_by(person)) == expected
    quoting.take_back(quotes[0], by=speaker)
    assert list(Quote.objects.standing().values_list("comment__author", flat=True)) == [gone.pk]
