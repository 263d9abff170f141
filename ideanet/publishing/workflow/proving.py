"""The only code that brings home what came of a piece: a proof point on its idea."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.people.models import Person
from ideanet.publishing import rules
from ideanet.publishing.models import Draft, ProofPoint
from ideanet.publishing.workflow.drafting import lock
from ideas.errors import RefusedError
from ideas.rules import may_add_evidence
from ideas.stages import EvidenceKind
from ideas.workflow import attaching, writing


@transaction.atomic
def add(
    draft: Draft,
    *,
    by: Person,
    request_key: UUID,
    what: str,
    source: str,
    dated_on: date,
    figure: str = "",
    url: str = "",
    is_internal: bool = False,
) -> ProofPoint:
    """Attach what came of the piece to its idea as evidence; the same `request_key` again adds nothing."""
    draft = lock(draft)
    made = ProofPoint.objects.filter(request_key=request_key, draft=draft).first()
    if made is not None:
        return made
    if not rules.may_add_proof(by, draft):
        raise PermissionDenied
    if dated_on > timezone.localdate():
        raise RefusedError(_("Nothing can have come of it on a day that is still to come."))
    idea = writing.lock(draft.idea)
    if not may_add_evidence(by, idea):
        raise RefusedError(_("The idea is closed: “%(stage)s”.") % {"stage": idea.get_stage_display()})
    said = f"{figure}: {what}" if figure else what
    evidence = attaching.add(
        idea,
        by=by,
        kind=EvidenceKind.PROOF_POINT,
        title=said[:200],
        source=source,
        dated_on=dated_on,
        citation=f"{said}. {source}, {dated_on:%Y-%m-%d}."[:1000],
        url=url,
        is_internal=is_internal,
    )
    return ProofPoint.objects.create(draft=draft, evidence=evidence, figure=figure, request_key=request_key)
