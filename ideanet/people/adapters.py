"""What allauth asks of us: who may sign up, and how people are called."""

from allauth.account.adapter import DefaultAccountAdapter

from ideanet.people.models import Person


def display_name(person: Person) -> str:
    return person.name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Employees sign up from the home organisation's mail domains only; outsiders by invitation."""
