"""How a session becomes a person: loaded with what every page asks, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from ideanet.people.models import Person
from ideanet.prepared import Prepared

PERSON: Prepared[Any] = Prepared(lambda pk: Person.objects.active().for_session().filter(pk=pk))


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    def get_user(self, user_id: int) -> Person | None:
        person: Person | None = PERSON.first(user_id)
        return person
