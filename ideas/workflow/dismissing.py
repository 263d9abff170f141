"""The only code that says of two ideas that they are two."""

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now

from ideanet.people.models import Person
from ideas import rules
from ideas.models import Pair


def dismiss(pair: Pair, *, by: Person) -> None:
    """Remember that they are two ideas; done twice it is done."""
    if not rules.may_run_themes(by):
        raise PermissionDenied
    Pair.objects.filter(pk=pair.pk, dismissed_at__isnull=True).update(dismissed_at=Now(), dismissed_by=by)


def take_back(pair: Pair, *, by: Person) -> None:
    """Show the pair again."""
    if not rules.may_run_themes(by):
        raise PermissionDenied
    Pair.objects.filter(pk=pair.pk).update(dismissed_at=None, dismissed_by=None)
