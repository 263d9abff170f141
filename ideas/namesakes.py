"""How people of one name are told apart: by unit or organisation, then by title, in brackets after the name."""

from collections import Counter
from collections.abc import Iterable

from ideanet.people.models import Person

# Brackets end it, and an @ begins the next.
_PLAIN = str.maketrans({"(": "", ")": "", "@": "", "\n": " "})


def callings(people: Iterable[Person]) -> dict[int, str]:
    """What calls each of these people and nobody else of them, by their key: "Jo Lee", or "Jo Lee (Cloud)".

    Load the organisation with them. They must be all that could be meant: one more of a name changes the others.
    """
    left = list(people)
    found: dict[int, str] = {}
    for call in (_name, _place, _title, _key):
        counts = Counter(call(person) for person in left)
        found |= {person.pk: call(person) for person in left if counts[call(person)] == 1}
        left = [person for person in left if person.pk not in found]
    return found


def _name(person: Person) -> str:
    return person.name


def _place(person: Person) -> str:
    return f"{person.name} ({_where(person)})"


def _title(person: Person) -> str:
    title = person.job_title.translate(_PLAIN).strip()
    return f"{person.name} ({_where(person)}, {title})"


def _key(person: Person) -> str:
    return f"{person.name} ({_where(person)}, {person.pk})"


def _where(person: Person) -> str:
    return " ".join((person.unit or person.organisation.name).translate(_PLAIN).split())
