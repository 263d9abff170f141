"""How a session becomes a person: loaded with what every page asks, in one query."""

from allauth.account.auth_backends import AuthenticationBackend

from ideanet.people.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    def get_user(self, user_id: int) -> Person | None:
        person: Person | None = Person.objects.active().for_session().filter(pk=user_id).first()
        return person
