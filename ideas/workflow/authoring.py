"""The only code that changes who an idea's authors are and how the credit is shared."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events, follows
from ideanet.activity.stages import Reach, Reason
from ideanet.people.models import Person
from ideas import notices, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Authorship, Idea
from ideas.workflow import handing, moving, voting
from ideas.workflow.writing import lock


@transaction.atomic
def invite(idea: Idea, person: Person, *, by: Person) -> Authorship:
    """Ask an employee to be an author; the name shows once they accept."""
    idea = lock(idea)
    if not rules.may_edit(by, idea):
        raise PermissionDenied
    if not person.is_employee or not person.is_active:
        raise RefusedError(_("Authors are people of the company."))
    authorship, is_new = Authorship.objects.get_or_create(
        idea=idea, person=person, defaults={"share": 0, "position": len(idea.authorships.all())}
    )
    if is_new:
        events.record(notices.AUTHOR_INVITED, idea, by=by, reach=Reach.NAMED, person_id=person.pk)
    return authorship


@transaction.atomic
def accept(idea: Idea, *, by: Person) -> None:
    idea = lock(idea)
    if not Authorship.objects.filter(idea=idea, person=by, accepted_at__isnull=True).update(
        accepted_at=timezone.now()
    ):
        raise OutOfDateError
    # Nobody supports their own idea: a vote from before goes with the acceptance.
    voting.withdraw_support(idea, by)
    moving.owe_anew(idea)
    follows.follow(by, idea, reason=Reason.AUTHOR)
    events.record(notices.AUTHOR_ACCEPTED, idea, by=by)


@transaction.atomic
def refuse(idea: Idea, *, by: Person) -> None:
    idea = lock(idea)
    gone, _rows = Authorship.objects.filter(idea=idea, person=by, accepted_at__isnull=True).delete()
    if not gone:
        raise OutOfDateError
    handing.close(idea, by)
    events.record(notices.AUTHOR_REFUSED, idea, by=by, reach=Reach.REVIEWERS)


@transaction.atomic
def uninvite(idea: Idea, person: Person, *, by: Person) -> None:
    """Take back an invitation that was not answered yet."""
    idea = lock(idea)
    if not rules.may_edit(by, idea):
        raise PermissionDenied
    gone, _rows = Authorship.objects.filter(idea=idea, person=person, accepted_at__isnull=True).delete()
    if not gone:
        raise OutOfDateError(_("The invitation was answered meanwhile."))
    handing.close(idea, person)
    events.record(notices.AUTHOR_UNINVITED, idea, by=by, reach=Reach.REVIEWERS)


@transaction.atomic
def share(idea: Idea, shares: Mapping[int, int], *, by: Person) -> None:
    """Set the credit shares of all accepted authors, in percent by person's key; together exactly 100."""
    idea = lock(idea)
    if not rules.may_edit(by, idea):
        raise PermissionDenied
    accepted = {a.person_id for a in idea.authorships.all() if a.accepted_at}
    if set(shares) != accepted:
        raise OutOfDateError(_("The authors have changed; look again."))
    if sum(shares.values()) != 100:
        raise RefusedError(
            _("The shares add up to %(sum)s %%; they must be 100 %%.") % {"sum": sum(shares.values())}
        )
    for person_id, percent in shares.items():
        Authorship.objects.filter(idea=idea, person_id=person_id).update(share=percent)
    events.record(
        notices.CREDIT_SHARED,
        idea,
        by=by,
        reach=Reach.REVIEWERS,
        shares={str(k): v for k, v in shares.items()},
    )
