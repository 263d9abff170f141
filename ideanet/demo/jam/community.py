"""The people of a jam: a home company with a tree eight deep, and accounts of very different sizes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.contrib.auth.hashers import make_password

from ideanet.demo.jam import words
from ideanet.demo.jam.copying import Row, copy, keys
from ideanet.demo.people import PASSWORD
from ideanet.people.models import Organisation, Person, Segment
from ideanet.people.stages import OrganisationKind, Role

UNITS = (
    "Advisory",
    "Cloud",
    "Data",
    "Security",
    "Applications",
    "Operations",
    "Care",
    "Energy",
    "Retail",
    "Rail",
)
COUNTRIES = ("NL", "DE", "GB", "FR", "ES", "SE", "PL", "IN", "JP", "BR", "NG", "US")
SEGMENTS = ("Energy", "Retail", "Health care", "Transport", "Public sector", "Finance", "Media", "Industry")
LEVELS = 8


@dataclass
class Community:
    """Keys of people: employees in one run, each account's people in a run of their own."""

    home: int
    employees: range
    accounts: dict[int, range] = field(default_factory=dict)
    experts: range = range(0)

    @property
    def customers(self) -> range:
        first = next(iter(self.accounts.values()))
        return range(first.start, list(self.accounts.values())[-1].stop)


def settle(people: int, accounts: int, random: Random, since: datetime) -> Community:
    """Write organisations and people: 85 in 100 employees, 1 in 100 outside experts, the rest customers."""
    outside = max(people // 100, 1)
    customers = max(people * 14 // 100, accounts)
    home = Organisation.objects.filter(kind=OrganisationKind.HOME).first()
    home = home or Organisation.objects.create(name="Home", kind=OrganisationKind.HOME)
    university, _new = Organisation.objects.get_or_create(
        name="Jam University", defaults={"kind": OrganisationKind.ACADEMIC}
    )
    organisations = _accounts(accounts)
    first = next(keys(Person))
    community = Community(home.pk, range(first, first + people - outside - customers))
    community.experts = range(community.employees.stop, community.employees.stop + outside)
    start = community.experts.stop
    for key, size in zip(organisations, _sizes(customers, accounts), strict=True):
        community.accounts[key] = range(start, start + size)
        start += size
    _write(community, university.pk, random, since)
    return community


def _accounts(number: int) -> list[int]:
    segments = [Segment.objects.get_or_create(name=name)[0] for name in SEGMENTS]
    rows = [
        Organisation(
            name=f"Account {key:04}", kind=OrganisationKind.CUSTOMER, segment=segments[key % len(segments)]
        )
        for key in range(1, number + 1)
    ]
    return [organisation.pk for organisation in Organisation.objects.bulk_create(rows)]


def _sizes(people: int, accounts: int) -> list[int]:
    """At least one person each; the rest by a power law, largest first."""
    weights = [1 / rank for rank in range(1, accounts + 1)]
    spare, total = people - accounts, sum(weights)
    sizes = [1 + int(spare * weight / total) for weight in weights]
    sizes[0] += people - sum(sizes)
    return sizes


def _write(community: Community, university: int, random: Random, since: datetime) -> None:
    columns = (
        "id", "password", "email", "name", "organisation_id", "manager_id", "job_title", "unit", "country",
        "biography", "roles", "time_zone", "joined_at", "mails_wanted", "is_active",
    )  # fmt: skip
    copy(Person, columns, _rows(community, university, random, since))


def _rows(community: Community, university: int, random: Random, since: datetime) -> Iterator[Row]:
    password = make_password(PASSWORD)
    first, size = community.employees.start, len(community.employees)
    branch = max(2, round(size ** (1 / (LEVELS - 1))))

    def row(key: int, organisation: int, manager: int | None, title: str, roles: list[str]) -> Row:
        return (
            key, password, f"jam{key}@example.com", words.name(key), organisation, manager, title,
            UNITS[key % len(UNITS)] if title == "Employee" else "", random.choice(COUNTRIES), "", roles, "UTC", since,
            False, True,
        )  # fmt: skip

    for place, key in enumerate(community.employees):
        roles = [role.value for role in Role] if place == 0 else [Role.MARKETING.value] if place < 20 else []
        yield row(key, community.home, first + (place - 1) // branch if place else None, "Employee", roles)
    for key in community.experts:
        yield row(key, university, None, "Researcher", [])
    for organisation, people in community.accounts.items():
        for key in people:
            yield row(key, organisation, None, "Customer", [])
