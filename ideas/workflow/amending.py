"""The only code that writes amendments: proposed by readers, taken up or declined by authors."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events, follows
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach, Reason
from ideanet.people.models import Person
from ideas import amended, passages, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Amendment, Idea, Revision
from ideas.stages import AmendedPart, AmendmentState, CommentAudience
from ideas.workflow import writing
from ideas.workflow.writing import Text, lock

LONGEST_NUGGET = 1000
_REACH = {
    CommentAudience.EVERYONE: Reach.EVERYONE,
    CommentAudience.EMPLOYEES: Reach.EMPLOYEES,
    CommentAudience.REVIEWERS: Reach.REVIEWERS,
}


class PassageChangedError(OutOfDateError):
    """The passage reads otherwise by now; it can still be adapted."""


@dataclass(frozen=True)
class Proposal:
    """How a passage should read: the one at `place` of the body of revision `number`, or its nugget."""

    number: int
    part: str
    place: int
    after: str
    reason: str


@transaction.atomic
def propose(
    idea: Idea, proposal: Proposal, *, by: Person, audience: str, request_key: UUID | None = None
) -> Amendment:
    """Suggest a change; the same `request_key` again returns the amendment already made."""
    idea = lock(idea)
    made = Amendment.objects.filter(idea=idea, proposer=by, request_key=request_key).first()
    if request_key and made is not None:
        return made
    if not rules.may_amend(by, idea) or audience not in rules.comment_audiences(by, idea):
        raise PermissionDenied
    revision = Revision.objects.filter(idea=idea, number=proposal.number).first()
    before, nth = passage_of(revision, proposal.part, proposal.place) if revision else ("", 0)
    if revision is None or not before:
        raise OutOfDateError(_("There is no such passage in the idea."))
    after = proposal.after.strip("\n")
    _check(proposal.part, before, after)
    amendment = Amendment.objects.create(
        idea=idea,
        revision=revision,
        proposer=by,
        part=proposal.part,
        occurrence=nth,
        before=before,
        after=after,
        reason=proposal.reason,
        audience=audience,
        request_key=request_key,
    )
    _record(amended.PROPOSED, amendment, by=by)
    follows.follow(by, idea, reason=Reason.COMMENTED)
    return amendment


def _check(part: str, before: str, after: str) -> None:
    if after.strip() == before.strip():
        raise RefusedError(_("Change something first: it reads as before."))
    if part == AmendedPart.NUGGET and not 0 < len(after.strip()) <= LONGEST_NUGGET:
        raise RefusedError(_("An idea keeps its nugget: one paragraph of at most 1,000 characters."))


def passage_of(revision: Revision, part: str, place: int) -> tuple[str, int]:
    """The passage as it was typed and how many equal ones stand before it; empty if there is none."""
    if part == AmendedPart.NUGGET:
        return revision.nugget, 0
    found = passages.passages(revision.body)
    if not 0 <= place < len(found):
        return "", 0
    return found[place].source, passages.occurrence(revision.body, found[place])


def applied(amendment: Amendment, idea: Idea) -> Text | None:
    """The idea's text with the amendment in it; None where the passage has changed since."""
    if amendment.part == AmendedPart.NUGGET:
        fits = idea.nugget == amendment.before
        return Text(idea.title, amendment.after, idea.body) if fits else None
    passage = passages.locate(idea.body, amendment.revision.body, amendment.before, amendment.occurrence)
    if passage is None:
        return None
    return Text(idea.title, idea.nugget, passages.replace(idea.body, passage, amendment.after))


@transaction.atomic
def accept(amendment: Amendment, *, by: Person, note: str) -> Revision:
    """Apply it to the text as it is now, as a new revision.

    Raises PassageChangedError where the passage reads otherwise by now, and what publishing raises.
    """
    amendment = _lock(amendment, by)
    text = applied(amendment, amendment.idea)
    if text is None:
        raise PassageChangedError(
            _("The passage has changed since revision %(number)s.") % {"number": amendment.revision.number}
        )
    number = amendment.idea.revision_number
    return _take_up(amendment, text, by=by, note=note, number=number, state=AmendmentState.ACCEPTED)


@transaction.atomic
def adapt(
    amendment: Amendment, *, by: Person, place: int, after: str, note: str, read_number: int, answer: str = ""
) -> Revision:
    """Take it up in words of the authors' own: `after` is how the passage at `place` of the body of revision
    `read_number`, the current one, reads from now on; of a nugget, all of it.
    """
    amendment = _lock(amendment, by)
    idea = amendment.idea
    if idea.revision_number != read_number:
        raise OutOfDateError
    text = Text(idea.title, after.strip(), idea.body)
    if amendment.part == AmendedPart.NUGGET:
        _check(amendment.part, idea.nugget, after)
    else:
        found = passages.passages(idea.body)
        if not 0 <= place < len(found):
            raise OutOfDateError(_("There is no such passage in the idea."))
        text = Text(idea.title, idea.nugget, passages.replace(idea.body, found[place], after))
    return _take_up(
        amendment, text, by=by, note=note, number=read_number, state=AmendmentState.ADAPTED, answer=answer
    )


@transaction.atomic
def decline(amendment: Amendment, *, by: Person, reason: str) -> None:
    amendment = _lock(amendment, by)
    if not reason.strip():
        raise RefusedError(_("Say why: every “no” carries a reason."))
    _answer(amendment, by, AmendmentState.DECLINED, answer=reason)
    _record(amended.DECLINED, amendment, by=by, reason=reason)


@transaction.atomic
def withdraw(amendment: Amendment, *, by: Person) -> None:
    """Whoever proposed it takes it back; it stays readable."""
    amendment = _fresh(amendment)
    if not rules.may_withdraw_amendment(by, amendment):
        raise PermissionDenied
    _check_open(amendment)
    _answer(amendment, by, AmendmentState.WITHDRAWN)
    _record(amended.WITHDRAWN, amendment, by=by)


def _lock(amendment: Amendment, by: Person) -> Amendment:
    amendment = _fresh(amendment)
    if not rules.may_answer_amendment(by, amendment):
        raise PermissionDenied
    _check_open(amendment)
    return amendment


def _fresh(amendment: Amendment) -> Amendment:
    """As it is now, under its idea's lock: of two authors who answer at once, the second is late."""
    idea = lock(amendment.idea)
    found = Amendment.objects.select_related("revision").get(pk=amendment.pk)
    found.idea = idea
    return found


def _check_open(amendment: Amendment) -> None:
    if not amendment.is_open:
        raise OutOfDateError(_("The amendment was answered meanwhile."))


def _take_up(
    amendment: Amendment, text: Text, *, by: Person, note: str, number: int, state: str, answer: str = ""
) -> Revision:
    revision = writing.publish_revision(amendment.idea, text, by=by, note=note, read_number=number)
    _answer(amendment, by, state, answer=answer, made=revision)
    kind = amended.ACCEPTED if state == AmendmentState.ACCEPTED else amended.ADAPTED
    _record(kind, amendment, by=by, number=revision.number)
    return revision


def _answer(
    amendment: Amendment, by: Person, state: str, *, answer: str = "", made: Revision | None = None
) -> None:
    amendment.state, amendment.answer, amendment.made = state, answer, made
    amendment.answered_by, amendment.answered_at = by, timezone.now()
    amendment.save(update_fields=["state", "answer", "made", "answered_by", "answered_at"])


def _record(kind: EventKind, amendment: Amendment, *, by: Person, **data: Any) -> None:
    reach = _REACH[CommentAudience(amendment.audience)]
    events.record(kind, amendment.idea, by=by, subject=amendment, reach=reach, **data)
