"""The only code that changes what others may do here: roles, places in the company, coming and going."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ideanet.people import chronicle, domains, rules
from ideanet.people.errors import RefusedError
from ideanet.people.models import Organisation, Person
from ideanet.people.stages import Deed, Role


@transaction.atomic
def change_roles(person: Person, roles: Iterable[Role], *, by: Person) -> Person:
    """Grant exactly these roles. Nobody grants themselves; someone always stays administrator."""
    person = _lock(person, by)
    before, after = set(person.roles), {role.value for role in roles}
    if before == after:
        return person
    if person.pk == by.pk and after - before:
        raise RefusedError(_("Nobody grants themselves a role: ask another administrator."))
    if after and not person.is_employee:
        raise RefusedError(_("Only employees are granted roles."))
    if Role.ADMINISTRATOR in before - after:
        _keep_an_administrator(person)
    person.roles = [role.value for role in Role if role.value in after]
    person.save(update_fields=["roles"])
    chronicle.record(
        Deed.CHANGED_ROLES, person, by=by, granted=sorted(after - before), taken=sorted(before - after)
    )
    return person


@transaction.atomic
def place(person: Person, fields: dict[str, Any], *, by: Person) -> Person:
    """Change organisation, manager, job title, unit or country.

    Who leaves the home organisation has no manager, no unit and no roles there any more.
    """
    person = _lock(person, by)
    organisation, manager = fields["organisation"], fields["manager"]
    if organisation.is_home:
        _check_manager(person, manager)
    else:
        fields = fields | {"manager": None, "unit": ""}
        if Role.ADMINISTRATOR in person.roles:
            _keep_an_administrator(person)
        fields["roles"] = []
        _check_move(person, organisation, by)
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, fields[name])
    person.save(update_fields=changed)
    chronicle.record(Deed.PLACED, person, by=by, changed=sorted(changed))
    return person


def _check_move(person: Person, organisation: Organisation, by: Person) -> None:
    if person.pk == by.pk:
        raise RefusedError(_("Nobody moves themselves out of the home organisation."))
    if person.reports.exists():
        raise RefusedError(
            _(
                "%(name)s still has people reporting to them: give those another manager before the move to %(to)s."
            )
            % {"name": person.name, "to": organisation.name}
        )


def _check_manager(person: Person, manager: Person | None) -> None:
    """Refuse a manager who is no employee, is gone, or reports to this person."""
    if manager is None:
        return
    if not manager.is_employee or not manager.is_active:
        raise RefusedError(_("A manager is an employee who is still here."))
    above: int | None = manager.pk
    while above is not None:
        if above == person.pk:
            raise RefusedError(
                _("%(manager)s reports to %(name)s: nobody is their own manager.")
                % {"manager": manager.name, "name": person.name}
            )
        above = Person.objects.values_list("manager_id", flat=True).get(pk=above)


@transaction.atomic
def deactivate(person: Person, *, by: Person) -> Person:
    """End somebody's time here: they are out at their next request; what they wrote stays."""
    person = _lock(person, by)
    if person.pk == by.pk:
        raise RefusedError(_("Nobody locks themselves out: ask another administrator."))
    if not person.is_active:
        return person
    if Role.ADMINISTRATOR in person.roles:
        _keep_an_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _end_sessions(person)
    chronicle.record(Deed.DEACTIVATED, person, by=by)
    return person


@transaction.atomic
def reactivate(person: Person, *, by: Person) -> Person:
    """Let somebody sign in again, with their password as it was; roles are granted anew."""
    person = _lock(person, by)
    if person.is_active:
        return person
    person.is_active = True
    person.roles = []
    person.save(update_fields=["is_active", "roles"])
    chronicle.record(Deed.REACTIVATED, person, by=by)
    return person


@transaction.atomic
def remove_factors(person: Person, *, by: Person) -> Person:
    """Let somebody back in who lost every second factor. Their roles wait until there is a new one."""
    person = _lock(person, by)
    if person.pk == by.pk:
        raise RefusedError(_("You remove your own second factors on their own page."))
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    chronicle.record(Deed.REMOVED_FACTORS, person, by=by)
    return person


def _lock(person: Person, by: Person) -> Person:
    """The person as they are now, and the right to change them, asked anew.

    All changes of this kind wait for one another here: two at once could close the reporting
    tree to a ring, or take the last two administrators away.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=domains.home().pk)
    if not rules.may_administer(Person.objects.for_session().get(pk=by.pk)):
        raise PermissionDenied
    locked: Person
    locked = Person.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=person.pk)
    return locked


def _keep_an_administrator(leaving: Person) -> None:
    others = Person.objects.active().granted(Role.ADMINISTRATOR).exclude(pk=leaving.pk)
    if not others.exists():
        raise RefusedError(_("There is no other administrator. Grant somebody else the role first."))


def _end_sessions(person: Person) -> None:
    """So that an old one does not come back to life with the person."""
    for session in UserSession.objects.filter(user=person):
        session.end()
