"""Nobody learns a name that they may not: every page, part, feed, file, mail and log line, in every phase."""

import io
import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import xlsxwriter
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils import timezone

from councils.stages import Outcome
from ideanet.activity import digesting, mailing
from ideanet.activity.models import Notice
from ideanet.activity.mornings import Morning
from ideanet.people.models import Person
from ideas.models import Idea
from ideas.stages import Audience
from tests.councils import making
from tests.councils.blind_case import FIRST_KEYS, OF_IT, PHASES, Case, Hidden
from tests.councils.conftest import SignIn
from tests.councils.crawling import Crawler, Page, UnknownRouteError, addresses, of_mail, routes, words_in

pytestmark = pytest.mark.django_db

# Where people stand as people, members or colleagues: their names belong there, the idea and its review do not.
PEOPLE: Final = re.compile(
    r"(people|reports):|home|ideas:(search|suggestions|person_panel|theme)|councils:relation|activity:standards"
)
MEMBERS: Final = re.compile(
    r"activity:|councils:(councils?|seats?|reviewer|service|absences?|delegations|separations|proposal|quality|requirements|calibration.*)$"
)
# What one has chosen oneself, next to each other.
CHOSEN: Final = re.compile("activity:follows?$")
# What a review touches in every phase. The rest of the site is read once, when most has happened.
NEAR: Final = re.compile(
    r"/$|/(atom|calendar)/|/(feed|notices)/(\?|$)|/search/\?|/councils/(reviews|assignments|ideas)/"
    r"|/ideas/\d+/($|history|revisions/$|comments/$|mentionable|evidence/.*file)"
)
# The routes of these addresses.
NEARBY: Final = re.compile(
    r"$|(atom|calendar|feed|notices|councils/(reviews|assignments|ideas)|ideas/<int:pk>)/"
)
# Drawn anew for each request, form and mail: five figures of a key turn up in one of ten thousand.
DRAWN: Final = re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b|={3,}\d+==")
# Routes that answer no reader, whoever it is: once is enough.
POSTED: Final[set[str]] = set()


def leaks_in(case: Case, person: Person, phase: str, pages: list[Page]) -> list[str]:
    """What each page tells that it must not."""
    hidden = {whose: Hidden(whose).signs for whose in case.hidden_from(person, phase)}
    nothing = case.has_nothing_of_it(person, phase)
    found = []
    for page in pages:
        # A page says again what was asked of it, and that is not news.
        said = DRAWN.sub("", page.text.replace(page.address, "").lower())
        of_it = any(sign in said for sign in OF_IT)
        if of_it and nothing:
            found.append(f"{page.address} tells {person.name} of the review")
        found += [
            f"{page.address} tells {person.name} of {whose.name}"
            for whose, signs in hidden.items()
            if any(sign in said for sign in signs)
            and not _may_stand(case, person, whose, _view(page.address), said=said, of_it=of_it)
        ]
    return [f"{phase}: {leak}" for leak in found]


def _may_stand(case: Case, reader: Person, whose: Person, view: str, *, said: str, of_it: bool) -> bool:
    """Whether a name belongs on the page, as that of a person or a member, whatever part they have in the review."""
    if CHOSEN.match(view):
        return True
    of_council = case.council.name.lower() in said and not case.knows_members(reader)
    is_member = whose not in case.authors and (not of_council or whose == case.chair_who_reviews)
    return bool(is_member and MEMBERS.match(view)) or bool(
        PEOPLE.match(view) and not of_it and not of_council
    )


@cache
def _view(address: str) -> str:
    if address.startswith("mail "):
        return "activity:mail"
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return "nowhere"


def mails_to(person: Person) -> list[Page]:
    """Every mail that waits for the person, at once and in the digest, as it would leave now."""
    mail.outbox.clear()
    digest = digesting.make(person.pk, Morning(timezone.localdate(), timezone.now()))
    if digest is not None:
        digesting.send(digest)
    waiting = Notice.objects.filter(person=person, mailed_at=None, mail_dropped_at=None)
    for pk in list(waiting.values_list("pk", flat=True)):
        Notice.objects.filter(pk=pk).update(mail_wanted=True)
        mailing.send(pk)
    return [of_mail(sent) for sent in mail.outbox]


def crawl(case: Case, person: Person, client: Client, phase: str, *, everywhere: bool = False) -> list[str]:
    """Everything that can be asked for, and what is linked from there; only what is near, unless `everywhere`."""
    crawler, places = Crawler(client), case.places(person)
    known = [route for route in routes() if everywhere or NEARBY.match(route)]
    asked = [address for route in known for address in addresses(route, places)] + case.questions()
    roots = [case.idea.get_absolute_url(), case.review.get_absolute_url()]
    gone = tuple(root for root in roots if not everywhere and crawler.get(root).status == 404)

    def follows(address: str) -> bool:
        # What lies below something that is not there is asked for when the whole site is read.
        is_there = not address.startswith(gone) or address in gone or address.endswith("/letter/")
        is_near = NEAR.match(address) and is_there
        return (everywhere or bool(is_near)) and _view(address) not in POSTED

    pages = crawler.read(filter(follows, asked), follows)
    POSTED.update(_view(page.address) for page in pages if page.status == 405)
    assert [page.address for page in pages if page.status >= 500] == []
    return leaks_in(case, person, phase, [*pages, *mails_to(person)])


def test_no_byte_tells_anybody_what_they_may_not_learn(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    case = Case()
    clients = {person.pk: sign_in(person) for person in case.everybody}
    found, phases = [], []
    for phase in case.phases():
        making.announce_all()
        for person in case.lookers(phase):
            everywhere = phase == "answered and revised" and person in case.who_read_everything
            found += crawl(case, person, clients[person.pk], phase, everywhere=everywhere)
        phases.append(phase)
    assert found == []
    assert tuple(phases) == PHASES
    names = "|".join(rf"\b{word}\b" for person in case.everybody for word in person.name.split())
    assert re.findall(names, caplog.text) == []


def test_the_crawler_knows_what_every_route_of_the_site_leads_to() -> None:
    case = Case()
    places = case.places(case.author)
    found = {route: addresses(route, places) for route in routes()}
    assert "/councils/queue/" in found["councils/queue/"]
    review = "councils/reviews/<int:pk>/files/<int:evidence_pk>/"
    assert len(found[review]) == 2


# --- And it would find them ---------------------------------------------------------------------


@pytest.fixture
def leaking(tmp_path: Path) -> Iterator[None]:
    """A desk that says who began the idea, in an attribute that nobody would see."""
    card = "councils/partials/desk_card.html"
    planted = tmp_path / card
    planted.parent.mkdir(parents=True)
    original = (settings.BASE_DIR / "templates" / card).read_text()
    planted.write_text(f'{original}<i data-by="{{{{ review.idea.created_by_id }}}}"></i>')
    first: dict[str, Any] = settings.TEMPLATES[0]
    with override_settings(TEMPLATES=[first | {"DIRS": [tmp_path, *first["DIRS"]]}]):
        yield


def test_the_crawler_finds_a_key_that_a_page_lets_out(sign_in: SignIn, leaking: None) -> None:
    case = Case()
    found = crawl(case, case.reviewer, sign_in(case.reviewer), "assigned")
    page = case.review.get_absolute_url()
    assert found == [f"assigned: {page} tells Jocasta Wychwood of Quillon Zephyrine"]


def test_the_crawler_finds_a_name_in_a_letter_and_an_idea_that_a_stranger_sees(sign_in: SignIn) -> None:
    """What people write is theirs, and the crawler reads that too."""
    case = Case()
    for person in (case.reviewer, case.second, case.late):
        making.submit(case.review, person, by=case.chair)
    making.decide(case.review, by=case.chair, outcome=Outcome.APPROVE)
    making.send_letter(case.review, by=case.chair, body="Approved, says Jocasta.")
    found = crawl(case, case.author, sign_in(case.author), "letter sent")
    letter = reverse("councils:letter", args=[case.review.pk])
    assert f"letter sent: {letter} tells Quillon Zephyrine of Jocasta Wychwood" in found
    Idea.objects.filter(pk=case.idea.pk).update(audience=Audience.NETWORK)
    found = crawl(case, case.outsider, sign_in(case.outsider), "letter sent")
    assert f"letter sent: {case.idea.get_absolute_url()} tells Dorothea Ickworth of the review" in found


def test_what_is_drawn_by_chance_tells_nothing_and_a_key_beside_it_does() -> None:
    idea = str(FIRST_KEYS["ideas_idea"])
    drawn = f'x-request-id: {idea}{"0f" * 12}a value="{idea}0-0f0f-4f0f-8f0f-{idea}0f0f0"'
    assert idea not in DRAWN.sub("", drawn)
    for told in (f"/ideas/{idea}/", f'id="idea-{idea}-title"', f'"idea": {idea}'):
        assert idea in DRAWN.sub("", f"{drawn} {told}")


def test_the_crawler_reads_what_is_packed() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as workbook:
        workbook.add_worksheet().write_string(0, 0, "Zephyrine")
    assert "Zephyrine" in words_in(book.getvalue(), "application/octet-stream")
    assert "SUMMARY:Zephyrine" in words_in(b"SUMMARY:Zeph\r\n yrine", "text/calendar")
    assert "Zephyrine" in words_in(b'{"by": "Zephyr\\u0069ne"}', "application/json")
    assert "Zephyrine" in words_in(b"Zephyr&#105;ne", "text/html")
    sent = mail.EmailMultiAlternatives("News", "Plain.", "a@home.example", ["b@home.example"])
    sent.attach_alternative("<p>von Zephyrine – ja</p>", "text/html")
    assert "von Zephyrine" in of_mail(sent).text


def test_the_crawler_refuses_a_route_of_which_it_does_not_know_what_there_is() -> None:
    assert addresses("councils/<int:pk>/", {"councils/": lambda _before: [7, 8]}) == [
        "/councils/7/",
        "/councils/8/",
    ]
    with pytest.raises(UnknownRouteError):
        addresses("councils/secrets/<int:pk>/", {"councils/": lambda _before: [7]})
