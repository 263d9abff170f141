"""The only code that writes evidence."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.uploads import Examined
from ideas import notices, rules
from ideas.models import Evidence, Idea
from ideas.workflow import filing, tallies
from ideas.workflow.writing import lock


@transaction.atomic
def attach(idea: Idea, *, by: Person, upload: Examined | None = None, **fields: Any) -> Evidence:
    """Attach evidence, with its file if there is one; `fields` are the Evidence fields of the form."""
    idea = lock(idea)
    if not rules.may_add_evidence(by, idea):
        raise PermissionDenied
    evidence = add(idea, by=by, **fields)
    if upload is not None:
        filing.keep(evidence, upload)
    return evidence


def add(idea: Idea, *, by: Person, **fields: Any) -> Evidence:
    """Write evidence on a locked idea: rooms above bring proof points back through this."""
    evidence = Evidence.objects.create(idea=idea, added_by=by, round_number=idea.round_number, **fields)
    tallies.hear_research(idea)
    reach = Reach.EMPLOYEES if evidence.is_internal else Reach.EVERYONE
    events.record(
        notices.EVIDENCE_ADDED,
        idea,
        by=by,
        subject=evidence,
        reach=reach,
        evidence=evidence.title,
        round=idea.round_number,
    )
    return evidence


@transaction.atomic
def remove(evidence: Evidence, *, by: Person) -> None:
    idea = lock(evidence.idea)
    if not rules.may_add_evidence(by, idea):
        raise PermissionDenied
    reach = Reach.EMPLOYEES if evidence.is_internal else Reach.EVERYONE
    events.record(
        notices.EVIDENCE_REMOVED,
        idea,
        by=by,
        reach=reach,
        evidence=evidence.title,
        round=idea.round_number,
    )
    filing.remove(evidence)
    Evidence.objects.filter(pk=evidence.pk).delete()
    tallies.hear_research(idea)
