"""The only code that writes down what people are to each other."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from councils import notices
from councils.models import Relation
from councils.workflow import conflicts
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import RefusedError


@transaction.atomic
def declare(other: Person, *, by: Person, kind: str) -> Relation:
    """Once for all reviews, those under way included; saying it again changes what it is called.

    The event names only who declared, since with whom is nobody else's to know.
    """
    if other.pk == by.pk:
        raise RefusedError(_("Name somebody else: your own ideas are kept from you anyway."))
    relation, is_new = Relation.objects.update_or_create(person=by, other=other, defaults={"kind": kind})
    if is_new:
        events.record(notices.RELATED, by, by=by, reach=Reach.NAMED)
        conflicts.look_again_in(Q(idea__authorships__person__in=[by.pk, other.pk]))
    return relation


@transaction.atomic
def end(relation: Relation, *, by: Person) -> None:
    """For reviews to come; the conflicts it led to stay on record."""
    gone, _rows = Relation.objects.filter(pk=relation.pk, person=by).delete()
    if gone:
        events.record(notices.UNRELATED, by, by=by, reach=Reach.NAMED)
