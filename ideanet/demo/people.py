"""The people of the demo, from content/people.yaml."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from ideanet.people.models import (
    Agreement,
    Expertise,
    Guidelines,
    MailDomain,
    Organisation,
    Person,
    Segment,
)
from ideanet.people.stages import OrganisationKind

CONTENT = Path(__file__).parent / "content"
PASSWORD = "an idea a day"  # noqa: S105  # the demo's people are public, and so is their password


def read(name: str) -> Any:
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


@dataclass
class Cast:
    """Everybody by their key in the content."""

    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Person:
        return self.people[key]


def bring_in() -> Cast:
    """Organisations, people, the reporting tree, guidelines and everybody's agreement to them."""
    content = read("people.yaml")
    cast = Cast()
    _organisations(content, cast)
    password = make_password(PASSWORD)
    domains = {o["key"]: o["domain"] for o in [content["home"], *content["organisations"]]}
    expertise = {name: Expertise.objects.create(name=name) for name in content["expertise"]}
    for row in [*content["employees"], *content["outsiders"]]:
        organisation = row.get("organisation", "halden")
        person = _person(row, cast, organisation, domains[organisation], password)
        person.expertise.set(expertise[name] for name in row.get("expertise", []))
        cast.people[row["key"]] = person
    _guidelines(content, cast)
    return cast


def _organisations(content: dict[str, Any], cast: Cast) -> None:
    home = content["home"]
    segments = {name: Segment.objects.create(name=name) for name in content["segments"]}
    cast.organisations[home["key"]] = Organisation.objects.create(
        name=home["name"], kind=OrganisationKind.HOME
    )
    MailDomain.objects.create(organisation=cast.organisations[home["key"]], domain=home["domain"])
    for row in content["organisations"]:
        cast.organisations[row["key"]] = Organisation.objects.create(
            name=row["name"], kind=row["kind"], segment=segments.get(row.get("segment"))
        )


def _person(row: dict[str, Any], cast: Cast, organisation: str, domain: str, password: str) -> Person:
    email = f"{row['key']}@{domain}"
    person: Person = Person.objects.create(
        email=email,
        password=password,
        name=row["name"],
        organisation=cast.organisations[organisation],
        manager=cast.people.get(row.get("manager", "")),
        job_title=row["title"],
        unit=row.get("unit", ""),
        country=row["country"],
        roles=row.get("roles", []),
        joined_at=timezone.now() - timedelta(days=400),
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _guidelines(content: dict[str, Any], cast: Cast) -> None:
    published = timezone.now() - timedelta(days=395)
    guidelines = Guidelines.objects.create(
        body=content["guidelines"],
        disclaimer=content["disclaimer"],
        published_by=cast["irene"],
        published_at=published,
    )
    Agreement.objects.bulk_create(
        Agreement(person=person, guidelines=guidelines, agreed_at=published)
        for person in cast.people.values()
    )
