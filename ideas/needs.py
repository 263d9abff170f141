"""What of ideas needs a person: answers, invitations to be an author, amendments, support asked again."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideanet.activity.needs import Need
from ideanet.people.models import Person
from ideanet.prepared import Prepared
from ideas import rules
from ideas.models import Authorship, Handover, Idea, MergeProposal, Report, Vote
from ideas.stages import DISCUSSED, AmendmentState, Stage

# More than these are summed up in one line.
MOST = 3


def _invited(person: Person) -> "QuerySet[Authorship]":
    waiting = Handover.objects.waiting().filter(idea=OuterRef("idea"), taker=person)
    asked = Authorship.objects.filter(~Exists(waiting), person=person, accepted_at__isnull=True)
    return asked.select_related("idea").only("idea__title").order_by("-invited_at", "-pk")[: MOST + 1]


def _amended(person: Person) -> "QuerySet[Idea]":
    open_ones = Count("amendments", filter=Q(amendments__state=AmendmentState.OPEN))
    waiting = Idea.objects.written_by(person).filter(stage=Stage.OPEN).annotate(open_ones=open_ones)
    return waiting.exclude(open_ones=0).only("title").order_by("-pk")[: MOST + 1]


def _asked_again(person: Person) -> "QuerySet[Vote]":
    asked = Vote.objects.filter(
        person=person,
        idea__stage__in=DISCUSSED,
        idea__in=Idea.objects.visible_to(person).order_by().values("pk"),
        revision__number__lt=F("idea__material_number"),
    )
    return asked.select_related("idea").only("idea__title").order_by("-pk")[: MOST + 1]


def _merges(person: Person) -> "QuerySet[MergeProposal]":
    asked = MergeProposal.objects.asking(person).select_related("idea", "target")
    return asked.order_by("expires_at", "pk")[: MOST + 1]


def _reports(person: Person) -> "QuerySet[Report, tuple[int, int | None]]":
    return Report.objects.open().to_decide(person).values_list("idea", "comment")[:100]


_INVITED: Prepared[Authorship] = Prepared(_invited)
_AMENDED: Prepared[Idea] = Prepared(_amended)
_VOTES: Prepared[Vote] = Prepared(_asked_again)
_MERGES: Prepared[MergeProposal] = Prepared(_merges)
_REPORTS: Prepared[tuple[int, int | None]] = Prepared(_reports)


def answers_owed(person: Person) -> Iterator[Need]:
    """Open ideas that wait for this person, the most urgent first."""
    if not person.is_employee:
        return
    owed = Idea.objects.owed().filter(owed_by=person).order_by("answer_due_on", "pk")
    first = list(owed.only("title", "answer_due_on")[: MOST + 1])
    if len(first) <= MOST:
        for idea in first:
            label = _("Answer “%(title)s”") % {"title": idea.title}
            yield Need(label, idea.get_absolute_url(), _end_of(idea.answer_due_on))
        return
    count = owed.count()
    label = ngettext("Answer %(count)s open idea", "Answer %(count)s open ideas", count) % {"count": count}
    yield Need(label, reverse("ideas:overdue"), _end_of(first[0].answer_due_on), count)


def invitations(person: Person) -> Iterator[Need]:
    """Ideas whose authors ask this person to be one of them."""
    if not person.is_employee:
        return
    for authorship in _INVITED.rows(person):
        label = _("Say whether you are an author of “%(title)s”") % {"title": authorship.idea.title}
        yield Need(label, authorship.idea.get_absolute_url())


def handovers(person: Person) -> Iterator[Need]:
    """Ideas that somebody would hand over to this person, and drafts written on their behalf."""
    if not person.is_employee:
        return
    rows = Handover.objects.waiting().filter(taker=person).select_related("idea")
    for handover in rows.only("kind", "idea__title").order_by("-pk")[: MOST + 1]:
        label = (
            _("Confirm what was drafted on your behalf: “%(title)s”")
            if handover.is_on_behalf
            else _("Say whether you take over “%(title)s”")
        )
        yield Need(label % {"title": handover.idea.title}, handover.get_absolute_url())


def merge_proposals(person: Person) -> Iterator[Need]:
    """Ideas of this person's that somebody would merge with one of theirs."""
    if not person.is_employee:
        return
    for proposal in _MERGES.rows(person):
        label = _("Say whether “%(title)s” and another idea become one") % {"title": proposal.asked.title}
        yield Need(label, proposal.get_absolute_url(), proposal.expires_at)


def amendments(person: Person) -> Iterator[Need]:
    """Ideas of this person's that readers suggested changes to, as long as their text may change."""
    if not person.is_employee:
        return
    for idea in _AMENDED.rows(person):
        count: int = idea.open_ones  # type: ignore[attr-defined]  # annotated
        label = ngettext(
            "Answer an amendment to “%(title)s”", "Answer %(count)s amendments to “%(title)s”", count
        )
        url = reverse("ideas:amendments", args=[idea.pk])
        yield Need(label % {"title": idea.title, "count": count}, url, count=count)


def support_asked_again(person: Person) -> Iterator[Need]:
    """Ideas that changed what they say since this person supported them."""
    for vote in _VOTES.rows(person):
        label = _("Say whether you still stand behind “%(title)s”") % {"title": vote.idea.title}
        yield Need(label, vote.idea.get_absolute_url())


def reports_waiting(person: Person) -> Iterator[Need]:
    """Reports to decide on: of all they see for those who look after the talk, of what they owe for others."""
    if not person.is_employee:
        return
    waiting = _REPORTS.rows(person)
    if not waiting:
        return
    label = ngettext("Look at %(count)s report", "Look at %(count)s reports", len(waiting))
    address = reverse("ideas:reports")
    if not rules.moderates(person):
        idea, comment = waiting[0]
        name, keys = ("ideas:comment_hiding", [idea, comment]) if comment else ("ideas:hiding", [idea])
        address = reverse(name, args=keys)
    yield Need(label % {"count": len(waiting)}, address, count=len(waiting))


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
