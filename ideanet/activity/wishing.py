"""How people want to hear: the only code that reads and writes wishes and rhythms."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef

from ideanet.activity.groups import ALWAYS_ON_SITE, STANDARD, STANDARD_PACE, Choice
from ideanet.activity.models import Notice, Rhythm, Wish
from ideanet.activity.stages import Group, MailTime, Pace
from ideanet.people import chronicle
from ideanet.people.models import Person
from ideanet.people.stages import Deed

Choices = dict[Group, Choice]


def standards() -> Choices:
    """What the house suggests. One query."""
    return STANDARD | _choices(Wish.objects.of_the_house())


def wishes_of(person: Person) -> Choices:
    """What the person wants, as far as they chose, and what the house suggests. One query."""
    rows = list(Wish.objects.of_the_house() | Wish.objects.filter(person=person))
    house = _choices(row for row in rows if row.person_id is None)
    return STANDARD | house | _choices(row for row in rows if row.person_id)


def _choices(wishes: Iterable[Wish]) -> Choices:
    return {
        Group(wish.group): Choice(wish.on_site or wish.group in ALWAYS_ON_SITE, MailTime(wish.mail))
        for wish in wishes
    }


def standard_pace() -> Pace:
    house = Rhythm.objects.of_the_house().first()
    return Pace(house.pace) if house else STANDARD_PACE


def pace_of(person: Person) -> Pace:
    """How often the person gets a digest. One query."""
    rows = Rhythm.objects.of_the_house() | Rhythm.objects.filter(person=person)
    found = {row.person_id: Pace(row.pace) for row in rows}
    return found.get(person.pk) or found.get(None) or STANDARD_PACE


class Hearing:
    """How many people hear of things: two queries for each `load`."""

    def __init__(self) -> None:
        self._choices: dict[tuple[int | None, str], Choice] = {
            (None, group): choice for group, choice in STANDARD.items()
        }
        self._paces: dict[int | None, Pace] = {None: STANDARD_PACE}

    def load(self, people: Iterable[int]) -> None:
        """What these people want, and what the house suggests."""
        keys = [*people]
        for wish in Wish.objects.of_the_house() | Wish.objects.filter(person__in=keys):
            self._choices |= {(wish.person_id, group): choice for group, choice in _choices([wish]).items()}
        for rhythm in Rhythm.objects.of_the_house() | Rhythm.objects.filter(person__in=keys):
            self._paces[rhythm.person_id] = Pace(rhythm.pace)

    def of(self, person_pk: int, group: Group) -> tuple[Choice, Pace]:
        """What somebody loaded wants."""
        choice = self._choices.get((person_pk, group)) or self._choices[None, group]
        return choice, self._paces.get(person_pk) or self._paces[None]


@transaction.atomic
def choose(person: Person, choices: Mapping[Group, Choice], pace: Pace) -> None:
    """Keep what the person wants otherwise than the house; the rest follows the house."""
    _lock(person)
    house = standards()
    Wish.objects.filter(person=person).delete()
    _keep(person, {group: choice for group, choice in choices.items() if choice != house[group]})
    set_pace(person, pace)


@transaction.atomic
def set_pace(person: Person, pace: Pace) -> None:
    """Without digests, nothing waits for the next one."""
    _lock(person)
    Rhythm.objects.filter(person=person).delete()
    if pace != standard_pace():
        Rhythm.objects.create(person=person, pace=pace)
    if pace == Pace.NEVER:
        Notice.objects.untold().filter(person=person).update(in_digest=False)


@transaction.atomic
def set_standards(choices: Mapping[Group, Choice], pace: Pace, *, by: Person) -> None:
    """What the house suggests; who chose for themselves keeps their choice."""
    _lock(by)
    Wish.objects.of_the_house().delete()
    _keep(None, {group: choice for group, choice in choices.items() if choice != STANDARD[group]})
    Rhythm.objects.of_the_house().delete()
    Rhythm.objects.create(person=None, pace=pace)
    if pace == Pace.NEVER:
        chosen = Rhythm.objects.filter(person=OuterRef("person"))
        Notice.objects.untold().exclude(Exists(chosen)).update(in_digest=False)
    chronicle.record(Deed.SET_STANDARDS, by.organisation, by=by)


@transaction.atomic
def stop_mail(person: Person, group: Group) -> None:
    """No more mails of this group, neither at once nor in a digest; done twice it is done."""
    _lock(person)
    choice = wishes_of(person)[group]
    Wish.objects.filter(person=person, group=group).delete()
    _keep(person, {group: Choice(choice.on_site, MailTime.NEVER)})


def _keep(person: Person | None, choices: Mapping[Group, Choice]) -> None:
    Wish.objects.bulk_create(
        Wish(person=person, group=group, on_site=choice.on_site, mail=choice.mail)
        for group, choice in choices.items()
    )


def _lock(person: Person) -> None:
    """Two tabs that save at once do it one after the other."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
