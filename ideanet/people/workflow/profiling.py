"""The only code that changes what people say of themselves."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from ideanet.people import chronicle
from ideanet.people.models import Expertise, Person
from ideanet.people.stages import Deed


@transaction.atomic
def change(person: Person, fields: dict[str, Any], expertise: Iterable[str]) -> None:
    """Change one's own profile. `fields` are those of the form; `expertise` is words, new ones included."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=[*fields])
    person.expertise.set([_word(word) for word in expertise])
    chronicle.record(Deed.CHANGED_PROFILE, person, by=person)


def _word(word: str) -> Expertise:
    """The company's own spelling of the word, if it has one."""
    found = Expertise.objects.filter(name__iexact=word).first()
    return found or Expertise.objects.get_or_create(name=word)[0]


def stop_mails(person: Person) -> None:
    """Send no more notices by mail; they still stand on the page."""
    want_mails(person, wanted=False)


def want_mails(person: Person, *, wanted: bool) -> None:
    Person.objects.filter(pk=person.pk).update(mails_wanted=wanted)
