"""The only code that writes categories and their criteria: they stand from the moment entry opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from awards import notices, rules
from awards.models import Category, Criterion, Cycle
from awards.stages import PhaseKind
from awards.workflow.locking import lock_cycle
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import RefusedError
from ideas.models import Theme


@dataclass(frozen=True)
class Terms:
    """What a category says: `fields` are those of Category, each criterion those of Criterion."""

    fields: Mapping[str, Any]
    themes: Iterable[Theme]
    criteria: Iterable[Mapping[str, Any]]


@transaction.atomic
def add(cycle: Cycle, terms: Terms, *, by: Person, request_key: UUID | None = None) -> Category:
    """A new category, last in the list; the same `request_key` again returns the one already made."""
    cycle = lock_cycle(cycle)
    made = Category.objects.filter(request_key=request_key, cycle=cycle).first() if request_key else None
    if made is not None:
        return made
    _check(cycle, terms, by)
    category = Category.objects.create(
        cycle=cycle, position=cycle.categories.count(), request_key=request_key, **terms.fields
    )
    _write(category, terms)
    _record(cycle, by)
    return category


@transaction.atomic
def change(category: Category, terms: Terms, *, by: Person) -> None:
    cycle = lock_cycle(category.cycle)
    _check(cycle, terms, by, category)
    Category.objects.filter(pk=category.pk).update(**terms.fields)
    category.criteria.all().delete()
    _write(category, terms)
    _record(cycle, by)


@transaction.atomic
def remove(category: Category, *, by: Person) -> None:
    cycle = lock_cycle(category.cycle)
    _check_time(cycle, by)
    if cycle.announced_at is not None and cycle.categories.count() == 1:
        raise RefusedError(_("A cycle that is announced needs at least one category."))
    category.delete()
    _record(cycle, by)


def _check_time(cycle: Cycle, by: Person) -> None:
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    if cycle.calendar.has_begun(PhaseKind.ENTRY):
        raise RefusedError(_("Entry has opened: the rules of the competition stand."))


def _check(cycle: Cycle, terms: Terms, by: Person, category: Category | None = None) -> None:
    _check_time(cycle, by)
    same = cycle.categories.filter(title=terms.fields["title"]).first()
    if same is not None and same != category:
        raise RefusedError(_("There is a category “%(title)s” already.") % {"title": terms.fields["title"]})
    if terms.fields["jury_method"] and not list(terms.criteria):
        raise RefusedError(_("Say what the jury looks at: at least one criterion."))
    titles = [criterion["title"] for criterion in terms.criteria]
    if len(titles) != len(set(titles)):
        raise RefusedError(_("Two criteria have the same name."))


def _write(category: Category, terms: Terms) -> None:
    category.themes.set(terms.themes)
    Criterion.objects.bulk_create(
        Criterion(category=category, position=place, **criterion)
        for place, criterion in enumerate(terms.criteria)
    )


def _record(cycle: Cycle, by: Person) -> None:
    if cycle.announced_at is not None:
        events.record(notices.CHANGED, cycle, by=by, reach=Reach.NAMED)
