"""Before the release nobody learns who won by any path; after it, nobody learns of an idea they may not see."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from awards import announcing
from awards.models import Cycle, Entry, Judge, Panel, Run, Winner
from awards.stages import CycleAudience, JuryNamed
from awards.workflow import computing
from ideanet.activity.announcing import announce as tell
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind, Role
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db

SECRET = "Zephyr citation of the winner"
# What a page would say of a winner, in words, links or figures. What follows a colon are the seconds of a time.
TELLING = re.compile(
    rf"{SECRET}|(First|Second|Third) place|Place \d|/awards/winners/|/awards/runs/|(?<!:)[83]7[.,]5|award\.won"
)


class Stage(b.Contest):
    def __init__(self) -> None:
        super().__init__(audience=CycleAudience.NETWORK)
        Cycle.objects.filter(pk=self.cycle.pk).update(jury_named=JuryNamed.START)
        self.competing = b.make_marketer(name="Cora Competing")
        self.judge()
        self.decide()
        self.own = b.make_admitted(self.category, self.competing, title="Of marketing")
        self.picture = b.illustrate(self.own)
        b.turn_to(self.cycle, b.DECIDED)
        for winner in Winner.objects.all():
            computing.cite(winner, SECRET, by=self.marketer)
        self.people: dict[str, Person] = {
            "author of the winner": self.authors[1],
            "author of another": self.authors[0],
            "judge": self.judges[0],
            "employee": factories.make_employee(),
            "customer": factories.make_outsider(),
            "academic": factories.make_outsider(OrganisationKind.ACADEMIC),
            "executive": factories.make_powerful(Role.EXECUTIVE),
            "administrator": factories.make_powerful(Role.ADMINISTRATOR),
            "competing marketer": self.competing,
        }

    def keys(self, route: str) -> list[int]:
        """The objects that a route with a key can be opened at."""
        if route in {"category", "edit_category", "create_panel", "ballot", "runs"}:
            return [self.category.pk]
        if route in {"entry", "withdrawal", "screening", "sheet", "conflict", "picture"}:
            return list(Entry.objects.values_list("pk", flat=True))
        if route in {"run", "check", "shortlist"}:
            return list(Run.objects.values_list("pk", flat=True))
        if route in {"citation", "certificate"}:
            return list(Winner.objects.values_list("pk", flat=True))
        if route == "idea_panel":
            return list(Idea.objects.values_list("pk", flat=True))
        if route == "judges":
            return list(Panel.objects.values_list("pk", flat=True))
        if route == "judge":
            return list(Judge.objects.values_list("pk", flat=True))
        return [self.category.cycle_id]

    def addresses(self) -> Iterator[str]:
        """Every page of awards, and those of other rooms that speak of ideas."""
        for pattern in get_resolver("awards.urls").url_patterns:
            assert isinstance(pattern, URLPattern)
            name = str(pattern.name)
            if "<int:pk>" not in str(pattern.pattern):
                yield reverse(f"awards:{name}")
                continue
            for key in self.keys(name):
                more = [self.picture] if name == "picture" else []
                yield reverse(f"awards:{name}", args=[key, *more])
        yield from self.elsewhere()

    def elsewhere(self) -> Iterator[str]:
        for name in ("home", "activity:notices", "ideas:ideas", "people:people"):
            yield reverse(name)
        yield reverse("ideas:search") + "?q=Idea"
        yield reverse("ideas:search") + "?q=Zephyr"
        for idea in Idea.objects.all():
            yield reverse("ideas:idea", args=[idea.pk])
        for author in self.authors:
            yield reverse("people:person", args=[author.pk])


def read(response: Any) -> str:
    """All of it, a file that is streamed too."""
    return b"".join(response).decode(errors="replace")


def crawl(stage: Stage) -> dict[str, list[str]]:
    """Where each person's pages tell who won."""
    found: dict[str, list[str]] = {}
    addresses = list(stage.addresses())
    for name, person in stage.people.items():
        client = Client()
        client.force_login(person)
        for address in addresses:
            response = client.get(address)
            assert response.status_code in {200, 302, 403, 404, 405}, (name, address)
            body = read(response)
            if response.status_code == 200 and TELLING.search(body.replace(address, "")):
                found.setdefault(name, []).append(address)
    return found


def test_no_page_tells_anyone_who_won_before_the_release() -> None:
    stage = Stage()
    for event in Event.objects.all():
        tell(event.pk)
    assert crawl(stage) == {}
    stage.people = {"marketer": stage.marketer}
    told = crawl(stage)["marketer"]
    pk = stage.category.cycle_id
    assert reverse("awards:results", args=[pk]) in told
    assert reverse("awards:release", args=[pk]) in told


def test_no_page_tells_anyone_while_two_have_signed_and_the_time_has_not_come() -> None:
    stage = Stage()
    b.release(stage.cycle, stage.marketer, stage.second)
    for event in Event.objects.all():
        tell(event.pk)
    nearest = ("author of the winner", "judge", "customer", "competing marketer")
    stage.people = {name: stage.people[name] for name in nearest}
    assert crawl(stage) == {}


def test_after_the_release_everyone_reads_who_won() -> None:
    stage = Stage()
    b.release(stage.cycle, stage.marketer, stage.second)
    b.turn_to(stage.cycle, b.OUT)
    announcing.announce(stage.cycle.pk)
    winners = reverse("awards:winners", args=[stage.category.cycle_id])
    for name, person in stage.people.items():
        client = Client()
        client.force_login(person)
        assert TELLING.search(client.get(winners).content.decode()), name


def test_entries_are_listed_by_title_and_never_by_score() -> None:
    stage = Stage()
    client = Client()
    client.force_login(stage.people["employee"])
    body = client.get(reverse("awards:category", args=[stage.category.pk])).content.decode()
    places = [body.index(f">Idea {letter}<") for letter in "ABC"]
    assert places == sorted(places)


def test_a_winner_that_one_may_not_see_is_nowhere() -> None:
    stage = Stage()
    hidden = b.make_admitted(stage.category, title="Quokka ledger", audience=Audience.RESTRICTED)
    b.turn_to(stage.cycle, b.JUDGING)
    for entry in (hidden, stage.own):
        b.score(entry, stage.judges[0], 5, 5, 5, comment="Quokka praise", may_quote=True)
    b.turn_to(stage.cycle, b.DECIDED)
    b.compute(stage.category)
    b.release(stage.cycle, stage.marketer, stage.second)
    b.turn_to(stage.cycle, b.OUT)
    announcing.announce(stage.cycle.pk)
    for event in Event.objects.all():
        tell(event.pk)
    assert Winner.objects.filter(entry=hidden, place=1).exists()
    addresses = list(stage.addresses())
    for name in ("author of another", "employee", "customer", "administrator"):
        client = Client()
        client.force_login(stage.people[name])
        for address in addresses:
            body = read(client.get(address))
            own = "Quokka praise" in body and str(stage.own.pk) in address
            assert "Quokka ledger" not in body, (name, address)
            assert not own, (name, address)
    client.force_login(hidden.entered_by)
    shown = client.get(reverse("awards:winners", args=[stage.category.cycle_id])).content.decode()
    assert "Quokka ledger" in shown


def test_judges_that_are_never_named_are_named_nowhere() -> None:
    stage = Stage()
    Cycle.objects.filter(pk=stage.category.cycle_id).update(jury_named=JuryNamed.NEVER)
    b.release(stage.cycle, stage.marketer, stage.second)
    b.turn_to(stage.cycle, b.OUT)
    addresses = [address for address in stage.addresses() if address.startswith("/awards/")]
    for name, person in stage.people.items():
        if name in {"judge", "competing marketer"}:
            continue
        client = Client()
        client.force_login(person)
        for address in addresses:
            body = read(client.get(address))
            assert "Judy Judge" not in body, (name, address)
            assert "Jo Juror" not in body, (name, address)
