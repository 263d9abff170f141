"""Nominations as one reader sees them: those to answer, with standing and line, and one's own."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from councils import rules, standing
from councils.models import Council, Nomination, Nominator, Nominee
from councils.stages import SeatClass
from councils.standing import Standing
from councils.workflow import nominating
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person


@dataclass(frozen=True)
class Judged:
    """One requirement in words, and how a nominee stands against it."""

    sentence: str
    standing: Standing


@dataclass(frozen=True)
class InLine:
    """One nominee. `state` is what came of it so far, in words; `answer` why they declined."""

    nominee: Nominee
    state: str
    answer: str
    is_shown: bool
    may_invite: bool


@dataclass(frozen=True)
class Answering:
    """All that councils/nomination.html shows: `shown` is whose standing the page asks for."""

    nominators: list[Nominator]
    line: list[InLine]
    shown: Nominee | None
    following: Nominee | None
    last_invitation: int | None
    is_pending: bool

    @property
    def may_invite(self) -> bool:
        return any(row.is_shown and row.may_invite for row in self.line)

    @property
    def likely_class(self) -> str:
        """The class that goes with where the shown one comes from."""
        kind = self.shown.person.organisation.kind if self.shown else ""
        return kind if kind in SeatClass.values else SeatClass.EXPERT.value


def answering(nomination: Nomination, reader: Person, shown_pk: int | None) -> Answering:
    """Whom the reader may not see is left out. Load the nomination `for_line()`, with its council `for_rules()`."""
    council = nomination.council
    everybody = list(nomination.nominees.all())
    nominees = [n for n in everybody if may_view_person(reader, n.person)]
    shown = next((n for n in nominees if n.pk == shown_pk), nominees[0] if nominees else None)
    is_pending = any(n.invitation and n.invitation.is_pending and not _is_over(n) for n in everybody)
    invited = [n for n in everybody if n.invitation_id is not None]
    return Answering(
        nominators=[
            n
            for n in nomination.nominators.standing().select_related("person__organisation")
            if may_view_person(reader, n.person)
        ],
        line=[_in_line(n, shown, council, nomination, is_pending=is_pending) for n in nominees],
        shown=shown,
        following=nominating.next_in_line(nomination, reader)
        if nomination.is_open and invited and not is_pending
        else None,
        last_invitation=invited[-1].invitation_id if invited else None,
        is_pending=is_pending,
    )


def judged(council: Council, person: Person, reader: Person) -> list[Judged]:
    return [
        Judged(standing.sentence_of(found.requirement), found)
        for found in standing.standings(council, person, reader=reader)
    ]


def _is_over(nominee: Nominee) -> bool:
    """Whether a pending invitation has run out."""
    invitation = nominee.invitation
    return invitation is not None and invitation.is_sent and not invitation.is_usable


def _in_line(
    nominee: Nominee, shown: Nominee | None, council: Council, nomination: Nomination, *, is_pending: bool
) -> InLine:
    sits = rules.sits(nominee.person, council)
    state, answer = _state(nominee, sits=sits)
    invitation = nominee.invitation
    is_asked = invitation is not None and invitation.is_pending
    return InLine(
        nominee,
        state,
        answer,
        shown is not None and nominee.pk == shown.pk,
        nomination.is_open and not sits and not is_pending and not is_asked and nominee.person.is_active,
    )


def _state(nominee: Nominee, *, sits: bool) -> tuple[str, str]:
    invitation = nominee.invitation
    if sits:
        return _("Sits"), ""
    if not nominee.person.is_active:
        return _("No longer here"), ""
    if invitation is None:
        return _("Not asked"), ""
    if invitation.declined_at:
        return _("Declined"), invitation.declined_because
    if invitation.accepted_at:
        return _("Accepted"), ""
    if invitation.revoked_at:
        return _("Taken back"), ""
    if not invitation.is_sent:
        return _("Waits for a second person"), ""
    return (_("Invited"), "") if invitation.is_usable else (_("Run out"), "")


@dataclass(frozen=True)
class Own:
    """One's own nomination; whether anybody was invited meanwhile is not told."""

    nominator: Nominator
    state: str
    reason: str
    may_withdraw: bool = False


def own(council: Council, person: Person) -> list[Own]:
    """What came of those that this person made. One query."""
    made = Nominator.objects.filter(person=person, nomination__council=council).order_by("-pk")
    return [_own(council, n, person) for n in made.select_related("nomination__person")[:100]]


def _own(council: Council, nominator: Nominator, person: Person) -> Own:
    nomination = nominator.nomination
    if nominator.withdrawn_at is not None:
        return Own(nominator, _("Taken back"), "")
    if nomination.is_open:
        return Own(nominator, _("With the council"), "", may_withdraw=True)
    if nomination.set_aside_because:
        return Own(nominator, _("Set aside"), nomination.set_aside_because)
    # Who sits on a council that hides its members is for the council alone.
    if council.hides_members and not rules.sits(person, council):
        return Own(nominator, _("Answered"), "")
    return Own(nominator, _("It led to a seat"), "")


def to_answer(council: Council, person: Person) -> list[Nomination]:
    """The open ones, with `voices` and `is_waiting`; none for people who do not invite. One query."""
    if not rules.may_invite(person, council):
        return []
    found = Nomination.objects.visible_to(person).open().filter(council=council)
    voices = Count("nominators", filter=Q(nominators__withdrawn_at__isnull=True))
    waiting = Nomination.objects.waiting().filter(pk=OuterRef("pk"))
    rows = found.select_related("person__organisation").annotate(voices=voices, is_waiting=Exists(waiting))
    return list(rows.order_by("opened_at"))
