"""Who gets which status in the rooms of councils.

The executive chairs, the employee was asked for a review, the academic sits without being asked.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from councils.models import (
    Assignment,
    Council,
    CouncilReview,
    Nominator,
    Nominee,
    Proposal,
    Seat,
    SeatInvitation,
)
from councils.stages import Blindness, Outcome, RelationKind, RequirementKind, SeatClass
from councils.workflow import (
    absenting,
    calibrating,
    conflicts,
    delegating,
    excepting,
    founding,
    nominating,
    proposing,
    relating,
    renewing,
    reviewing,
    seating,
    separating,
)
from councils.workflow.absenting import Days
from councils.workflow.calibrating import Wanted
from councils.workflow.seating import Offer
from ideanet.people.tokens import digest_of
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.access.table import Row, statuses
from tests.access.world import World
from tests.councils import making

DELETE = {"_method": "delete"}
SOON = timedelta(days=20)
REASON = {"reason": "Because."}
TOKEN = "a-token-that-was-mailed"  # of a test


def council_of(world: World, **fields: Any) -> Council:
    found = Council.objects.first()
    if found is not None:
        return found
    council = making.make_council(by=world.people["marketing"], name="Sages", **fields)
    making.seat(council, world.people["executive"], is_chair=True)
    making.seat(council, world.people["employee"])
    making.seat(council, world.people["academic"], SeatClass.ACADEMIC)
    return council


def internal(world: World) -> list[Any]:
    return [council_of(world).pk]


def network(world: World) -> list[Any]:
    return [council_of(world, is_network=True).pk]


def kept(world: World) -> list[Any]:
    """With the academic as its secretary."""
    found = internal(world)
    factories.give_second_factor(world.people["academic"])
    Seat.objects.filter(person=world.people["academic"]).update(is_secretary=True)
    return found


def requirement(world: World) -> list[Any]:
    council = council_of(world)
    made = founding.require(council, by=council.created_by, kind=RequirementKind.IDEAS_APPROVED, number=1)
    return [made.pk]


def own_seat(world: World) -> list[Any]:
    council_of(world)
    return [Seat.objects.get(person=world.people["employee"]).pk]


def invitation(world: World) -> list[Any]:
    """To the author."""
    council = council_of(world)
    offer = Offer(SeatClass.EXPERT, timezone.localdate())
    return [seating.invite(council, world.people["author"], offer, by=council.created_by).pk]


def exception(world: World) -> list[Any]:
    """For the author, by marketing; the executive chairs, and may agree."""
    council = council_of(world)
    requirement(world)
    offer = Offer(SeatClass.EXPERT, timezone.localdate(), exception="Invented it.")
    return [seating.invite(council, world.people["author"], offer, by=council.created_by).pk]


def agreed(world: World) -> list[Any]:
    found = exception(world)
    excepting.agree(SeatInvitation.objects.get(pk=found[0]), by=world.people["executive"])
    return found


def nomination(world: World) -> list[Any]:
    """Of the author, by the employee; the administrator is the alternate, and sees nothing of it."""
    people = world.people
    made = nominating.nominate(
        council_of(world),
        people["author"],
        by=people["employee"],
        reason=REASON["reason"],
        alternates=[people["administrator"]],
    )
    return [made.pk]


def nominee(world: World) -> list[Any]:
    nomination(world)
    return [Nominee.objects.get(place=0).pk]


def nominator(world: World) -> list[Any]:
    """The employee's own words."""
    nomination(world)
    return [Nominator.objects.get().pk]


def ending_seat(world: World) -> list[Any]:
    """The employee's, within the month."""
    found = own_seat(world)
    Seat.objects.filter(pk=found[0]).update(ends_on=timezone.localdate() + SOON)
    return found


def term_too_many(world: World) -> list[Any]:
    """For the employee, asked for by marketing; the executive chairs, and may agree."""
    council = council_of(world)
    seat = Seat.objects.select_related("council").get(pk=ending_seat(world)[0])
    Council.objects.filter(pk=council.pk).update(terms_most=1)
    after = timezone.localdate() + SOON
    made = renewing.renew(seat, by=council.created_by, after=after, exception="Nobody else can.")
    return [made.pk]


def link(world: World) -> list[Any]:
    SeatInvitation.objects.filter(pk__in=invitation(world)).update(token_digest=digest_of(TOKEN))
    return [TOKEN]


def used_link(world: World) -> list[Any]:
    link(world)
    seating.accept(SeatInvitation.objects.get(token_digest=digest_of(TOKEN)), by=world.people["author"])
    return [TOKEN]


def open_idea(world: World) -> list[Any]:
    council_of(world)
    owned = factories.ThemeFactory.create(owner=world.people["marketing"])
    return [factories.make_idea(world.people["author"], theme=owned).pk]


def opened(world: World) -> CouncilReview:
    idea = Idea.objects.get(pk=open_idea(world)[0])
    review = making.make_review(council_of(world), idea)
    making.assign(review, world.people["employee"], by=world.people["executive"])
    return review


def asked(world: World) -> list[Any]:
    return [opened(world).pk]


def filed(world: World) -> list[Any]:
    """A blind review, and evidence with a file."""
    council_of(world, blindness=Blindness.AUTHORS_HIDDEN)
    review = opened(world)
    evidence = making.attach_file(review.idea)
    return [review.pk, evidence.pk]


def illustrated(world: World) -> list[Any]:
    """A review of a restricted idea whose text shows a picture."""
    review = opened(world)
    key = making.illustrate(review)
    Idea.objects.filter(pk=review.idea_id).update(audience=Audience.RESTRICTED)
    return [review.pk, key]


def asked_without_file(world: World) -> list[Any]:
    return [opened(world).pk, 1]


def asked_idea(world: World) -> list[Any]:
    return [opened(world).idea_id]


def assignment(world: World) -> list[Any]:
    opened(world)
    return [Assignment.objects.get().pk]


def reviewed(world: World) -> list[Any]:
    review = opened(world)
    reviewing.submit(Assignment.objects.get(), making.draft(review), by=world.people["employee"])
    return [review.pk]


def proposal(world: World) -> Proposal:
    opened(world)
    return proposing.propose(council_of(world), by=world.people["executive"])


def proposing_council(world: World) -> list[Any]:
    return [proposal(world).council_id]


def proposing_review(world: World) -> list[Any]:
    proposal(world)
    return [CouncilReview.objects.get().pk]


def proposed(world: World) -> list[Any]:
    """The executive, by their own hand."""
    review = CouncilReview.objects.get(pk=proposing_review(world)[0])
    seat = Seat.objects.get(person=world.people["academic"])
    return [proposing.put_in(Proposal.objects.get(), review, seat, by=world.people["executive"]).pk]


def confirmable(world: World) -> list[Any]:
    proposed(world)
    return [council_of(world).pk]


def to_put_in(world: World) -> dict[str, Any]:
    return {"seat": Seat.objects.get(person=world.people["academic"]).pk}


def separation(world: World) -> list[Any]:
    council, people = council_of(world), world.people
    made = separating.separate(
        council, people["employee"], people["academic"], by=people["executive"], reason="No."
    )
    return [made.pk]


def relation(world: World) -> list[Any]:
    """Of the employee."""
    people = world.people
    return [relating.declare(people["author"], by=people["employee"], kind=RelationKind.FRIEND).pk]


def absence(world: World) -> list[Any]:
    """Of the employee; the executive chairs."""
    council = council_of(world)
    days = Days(council.today(), council.today())
    return [absenting.state(council, days, by=world.people["employee"]).pk]


def delegation(world: World) -> list[Any]:
    """The employee asks the academic; the executive chairs."""
    asked = Assignment.objects.get(pk=assignment(world)[0])
    seat = Seat.objects.get(person=world.people["academic"])
    return [delegating.offer(asked, seat, by=world.people["employee"]).pk]


def example(world: World) -> list[Any]:
    council = council_of(world)
    agreed = {c.pk: (3, "Sound.") for c in council.scorecards.latest("version").criteria.all()}
    return [calibrating.add(council, Wanted(agreed, "One", "Text."), by=world.people["executive"]).pk]


def decided(world: World) -> list[Any]:
    found = reviewed(world)
    making.decide(CouncilReview.objects.get(), by=world.people["executive"], outcome=Outcome.REVISE)
    return found


def answered(world: World) -> list[Any]:
    found = decided(world)
    making.send_letter(CouncilReview.objects.get(), by=world.people["executive"])
    return found


def conflicted(world: World) -> list[Any]:
    """The employee and the chair have a conflict of interest."""
    review = opened(world)
    for role in ("employee", "executive"):
        conflicts.declare(review, world.people[role], by=world.people[role], reason="Cousins.")
    return [review.pk]


def to_council(world: World) -> dict[str, Any]:
    return {"council": council_of(world).pk}


def reviewer(world: World) -> list[Any]:
    return [council_of(world).pk, world.people["employee"].pk]


def served(world: World) -> list[Any]:
    """A review of the employee, closed this year."""
    review = CouncilReview.objects.get(pk=reviewed(world)[0])
    making.close(making.reload(review), by=world.people["executive"])
    return [*reviewer(world), timezone.localdate().year]


# Those who see an internal council; those who edit it; members, and the chair, of a review.
SEEN = statuses(200, customer=404, rival=404)
EDITED = statuses(403, customer=404, rival=404, marketing=200, executive=200, administrator=200)
REFUSED_FORM = EDITED | {"marketing": 422, "executive": 422, "administrator": 422}


def of_council(
    *, employee: int = 404, academic: int = 404, executive: int = 404, **others: int
) -> dict[str, int]:
    """What the members of the council get; 404 for everybody else, unless said."""
    return statuses(404, employee=employee, academic=academic, executive=executive, **others)


def by_chair(status: int, **others: int) -> dict[str, int]:
    return of_council(employee=403, academic=403, executive=status) | others


def by_council_chair(status: int) -> dict[str, int]:
    """Those who see an internal council are refused."""
    return (
        SEEN
        | dict.fromkeys(("employee", "author", "academic", "marketing", "administrator"), 403)
        | {"executive": status}
    )


# Those who see an internal council and do not sit on it are refused.
SITTING = SEEN | dict.fromkeys(("author", "marketing", "administrator"), 403)

ROWS = [
    Row("councils:councils", "GET", "", statuses(200)),
    Row("councils:relations", "GET", "", statuses(200)),
    Row("councils:relations", "POST", "empty", statuses(422)),
    Row("councils:relation", "POST", "", statuses(404, employee=302), relation, lambda _world: DELETE),
    Row("councils:overdue", "GET", "", statuses(403, marketing=200, administrator=200)),
    Row("councils:queue", "GET", "", statuses(200)),
    Row("councils:create", "GET", "", statuses(403, marketing=200, administrator=200)),
    Row("councils:create", "POST", "empty", statuses(403, marketing=422, administrator=422)),
    Row("councils:council", "GET", "internal", SEEN, internal),
    Row("councils:council", "GET", "open to outsiders", statuses(200), network),
    Row("councils:edit", "GET", "", EDITED, internal),
    Row("councils:edit", "POST", "empty", REFUSED_FORM, internal),
    Row("councils:scorecard", "GET", "", EDITED, internal),
    Row("councils:scorecard", "POST", "empty", REFUSED_FORM, internal),
    Row("councils:schedule", "GET", "", statuses(403, customer=404, rival=404), internal),
    Row(
        "councils:schedule",
        "GET",
        "of its secretary",
        statuses(403, academic=200, customer=404, rival=404),
        kept,
    ),
    Row("councils:letter_templates", "GET", "", EDITED, internal),
    Row(
        "councils:letter_templates",
        "POST",
        "a placeholder that there is not",
        REFUSED_FORM,
        internal,
        lambda _world: {"approve": "{nothing}"},
    ),
    Row("councils:requirements", "GET", "", SEEN, internal),
    Row("councils:requirements", "POST", "empty", REFUSED_FORM, internal),
    Row(
        "councils:requirement",
        "POST",
        "taken out",
        statuses(403, customer=404, rival=404, marketing=302, executive=404, administrator=404),
        requirement,
        lambda _world: DELETE,
    ),
    Row("councils:requirement", "GET", "", statuses(405, anonymous=405), requirement),
    Row("councils:seats", "GET", "", SEEN, internal),
    Row("councils:seats", "POST", "empty", REFUSED_FORM, internal),
    Row("councils:seat", "GET", "of the employee", EDITED | {"employee": 200}, own_seat),
    Row(
        "councils:seat",
        "POST",
        "ended",
        statuses(403, employee=302, customer=404, rival=404, marketing=409, executive=409, administrator=409),
        own_seat,
        lambda _world: DELETE | REASON,
    ),
    Row(
        "councils:nominations",
        "GET",
        "internal",
        statuses(200, customer=404, rival=404),
        internal,
    ),
    Row("councils:nominations", "GET", "open to outsiders", statuses(200), network),
    Row(
        "councils:nominations",
        "POST",
        "empty",
        statuses(422, customer=404, rival=404),
        internal,
    ),
    Row("councils:nomination", "GET", "", statuses(404, marketing=200, executive=200), nomination),
    Row(
        "councils:nomination",
        "POST",
        "set aside",
        statuses(404, marketing=302, executive=410),
        nomination,
        lambda _world: DELETE | REASON,
    ),
    Row("councils:nominee_standing", "GET", "", statuses(404, marketing=200, executive=200), nominee),
    Row("councils:nominee_invitation", "POST", "empty", statuses(404, marketing=422, executive=422), nominee),
    Row(
        "councils:nominator",
        "POST",
        "of the employee",
        statuses(404, employee=302),
        nominator,
        lambda _world: DELETE,
    ),
    Row("councils:nomination_next", "POST", "stale", statuses(404, marketing=409, executive=409), nomination),
    Row(
        "councils:renewals",
        "POST",
        "of the employee",
        statuses(403, customer=404, rival=404, marketing=302, executive=302, administrator=302),
        ending_seat,
        lambda _world: {"after": timezone.localdate() + SOON},
    ),
    Row(
        "councils:letting_go",
        "POST",
        "of the employee",
        statuses(403, customer=404, rival=404, marketing=302, executive=409, administrator=409),
        ending_seat,
        lambda _world: REASON,
    ),
    Row(
        "councils:renewal_agreement",
        "POST",
        "given by another than who asks",
        statuses(404, marketing=403, executive=302, administrator=403),
        term_too_many,
    ),
    Row(
        "councils:renewal_agreement",
        "POST",
        "taken back",
        statuses(404, marketing=302, executive=404, administrator=404),
        term_too_many,
        lambda _world: DELETE,
    ),
    Row(
        "councils:invitation",
        "GET",
        "to the author",
        statuses(404, author=200, marketing=302, executive=302, administrator=302),
        invitation,
    ),
    Row(
        "councils:invitation",
        "POST",
        "taken back",
        statuses(404, author=403, marketing=302, executive=410, administrator=410),
        invitation,
        lambda _world: DELETE,
    ),
    Row(
        "councils:accept_seat",
        "POST",
        "",
        statuses(404, author=302, marketing=403, executive=403, administrator=403),
        invitation,
        lambda _world: {"promise": "on"},
    ),
    Row(
        "councils:refuse_seat",
        "POST",
        "",
        statuses(404, author=302, marketing=403, executive=403, administrator=403),
        invitation,
        lambda _world: REASON,
    ),
    Row(
        "councils:invitation_mails",
        "POST",
        "",
        statuses(404, author=403, marketing=302, executive=302, administrator=302),
        invitation,
    ),
    Row(
        "councils:invitation",
        "GET",
        "not agreed to",
        statuses(404, marketing=302, executive=302, administrator=302),
        exception,
    ),
    Row(
        "councils:agreement",
        "POST",
        "given by another than who invites",
        statuses(404, marketing=403, executive=302, administrator=403),
        exception,
    ),
    Row(
        "councils:agreement",
        "POST",
        "taken back by who gave it",
        statuses(404, author=403, marketing=403, executive=302, administrator=403),
        agreed,
        lambda _world: DELETE,
    ),
    Row("councils:invitation_link", "GET", "", statuses(404, author=302), link),
    Row("councils:invitation_link", "GET", "used", statuses(404, author=410), used_link),
    Row("councils:reviews", "GET", "", SEEN, internal),
    Row("councils:review", "GET", "", of_council(employee=200, academic=200, executive=200), asked),
    Row(
        "councils:review",
        "GET",
        "in conflict",
        of_council(academic=200, marketing=200, administrator=200),
        conflicted,
    ),
    Row("councils:draft", "POST", "", of_council(employee=302, academic=403, executive=403), asked),
    Row(
        "councils:recommendation",
        "POST",
        "empty",
        of_council(employee=422, academic=403, executive=403),
        asked,
    ),
    Row("councils:note", "POST", "", of_council(employee=302, academic=302, executive=302), asked),
    Row("councils:help_request", "GET", "", of_council(employee=200, academic=403, executive=403), asked),
    Row(
        "councils:help_request", "POST", "empty", of_council(employee=422, academic=403, executive=403), asked
    ),
    Row(
        "councils:amendment",
        "GET",
        "not in yet",
        of_council(employee=403, academic=403, executive=403),
        asked,
    ),
    Row("councils:amendment", "GET", "", of_council(employee=200, academic=403, executive=403), reviewed),
    Row(
        "councils:amendment", "POST", "empty", of_council(employee=422, academic=403, executive=403), reviewed
    ),
    Row("councils:summary", "POST", "empty", by_chair(422), reviewed),
    Row("councils:second_reader", "POST", "nothing decided", by_chair(302), reviewed),
    Row("councils:conflicts", "GET", "", of_council(employee=200, academic=200, executive=200), asked),
    Row(
        "councils:conflicts",
        "POST",
        "declared by each; then administrators stand in",
        of_council(employee=302, academic=302, executive=302, administrator=302),
        asked,
        lambda _world: REASON,
    ),
    Row("councils:files", "GET", "", of_council(employee=200, academic=200, executive=200), asked),
    Row("councils:file", "GET", "", of_council(employee=200, academic=200, executive=200), filed),
    Row("councils:file", "GET", "none", of_council(), asked_without_file),
    Row("councils:picture", "GET", "", of_council(employee=200, academic=200, executive=200), illustrated),
    Row("councils:file_decision", "POST", "", by_chair(302), filed),
    Row("councils:dashboard", "GET", "", by_chair(200), asked),
    Row(
        "councils:dashboard",
        "GET",
        "in conflict",
        of_council(academic=403, marketing=200, administrator=200),
        conflicted,
    ),
    Row("councils:assignments", "POST", "empty", by_chair(422), asked),
    Row(
        "councils:assignment",
        "POST",
        "taken back",
        of_council(employee=403, executive=302),
        assignment,
        lambda _world: DELETE,
    ),
    Row("councils:accept_assignment", "POST", "", of_council(employee=302, executive=403), assignment),
    Row("councils:decline_assignment", "GET", "", of_council(employee=200, executive=403), assignment),
    Row(
        "councils:decline_assignment",
        "POST",
        "",
        of_council(employee=302, executive=403),
        assignment,
        lambda _world: REASON,
    ),
    Row("councils:reminders", "POST", "", of_council(employee=403, executive=302), assignment),
    Row("councils:decision", "GET", "", by_chair(200), asked),
    Row("councils:decision", "POST", "empty", by_chair(422), reviewed),
    Row(
        "councils:decision",
        "POST",
        "nothing to take back",
        by_chair(409),
        reviewed,
        lambda _world: DELETE | REASON,
    ),
    Row("councils:decision", "POST", "taken back", by_chair(302), decided, lambda _world: DELETE | REASON),
    Row("councils:letter", "GET", "not decided", by_chair(404), reviewed),
    Row("councils:letter", "GET", "draft", by_chair(200), decided),
    Row("councils:letter", "GET", "sent", of_council(employee=200, executive=200, author=200), answered),
    Row("councils:letter", "POST", "draft", by_chair(302), decided, lambda _world: {"body": "Dear all"}),
    Row(
        "councils:sending",
        "POST",
        "",
        of_council(employee=403, academic=403, executive=302),
        decided,
        lambda _world: {"body": "Dear all"},
    ),
    Row(
        "councils:answer",
        "POST",
        "",
        of_council(employee=403, executive=403, author=302),
        answered,
        lambda _world: {"body": "Thank you."},
    ),
    Row("councils:answer", "POST", "not sent", of_council(), decided, lambda _world: {"body": "Thank you."}),
    Row("councils:discussion", "GET", "not in yet", by_chair(200), asked),
    Row("councils:discussion", "GET", "in", by_chair(200, employee=200), reviewed),
    Row("councils:discussion", "POST", "empty", by_chair(422, employee=422), reviewed),
    Row("councils:idea_panel", "GET", "", statuses(200, customer=404, rival=404), asked_idea),
    Row(
        "councils:idea_reviews",
        "POST",
        "",
        statuses(403, customer=404, rival=404, academic=404, marketing=302, executive=409, administrator=409),
        open_idea,
        to_council,
    ),
    Row("councils:proposal", "GET", "none", by_council_chair(200), internal),
    Row("councils:proposal", "GET", "made", by_council_chair(200), proposing_council),
    Row("councils:proposal", "POST", "", by_council_chair(302), proposing_council),
    Row("councils:proposal_confirmation", "POST", "none", by_council_chair(404), internal),
    Row("councils:proposal_confirmation", "POST", "made", by_council_chair(302), confirmable),
    Row("councils:proposal_review", "GET", "", by_chair(200), proposing_review),
    Row("councils:proposal_review", "POST", "", by_chair(302), proposing_review, to_put_in),
    Row("councils:proposed", "POST", "", statuses(404, executive=302), proposed, lambda _world: DELETE),
    Row("councils:calibration", "GET", "", SITTING, internal),
    Row("councils:new_example", "GET", "", by_council_chair(200), internal),
    Row("councils:new_example", "POST", "empty", by_council_chair(422), internal),
    Row("councils:calibration_member", "GET", "", of_council(employee=200, executive=200), reviewer),
    Row("councils:example", "GET", "", of_council(employee=200, academic=200, executive=200), example),
    Row("councils:example", "POST", "empty", of_council(employee=422, academic=422, executive=422), example),
    Row(
        "councils:example",
        "POST",
        "taken out",
        of_council(employee=403, academic=403, executive=302),
        example,
        lambda _world: DELETE,
    ),
    Row("councils:absences", "GET", "", SITTING, internal),
    Row(
        "councils:absences",
        "POST",
        "empty",
        SITTING | dict.fromkeys(("employee", "academic", "executive"), 422),
        internal,
    ),
    Row(
        "councils:absence",
        "POST",
        "",
        statuses(404, employee=302, executive=403),
        absence,
        lambda _world: DELETE,
    ),
    Row("councils:delegations", "GET", "", statuses(404, employee=200, executive=403), assignment),
    Row("councils:delegations", "POST", "empty", statuses(404, employee=422, executive=403), assignment),
    Row("councils:delegation", "GET", "", of_council(employee=200, academic=200, executive=200), delegation),
    Row(
        "councils:delegation",
        "POST",
        "",
        of_council(employee=302, academic=409, executive=409),
        delegation,
        lambda _world: DELETE,
    ),
    Row(
        "councils:accept_delegation",
        "POST",
        "",
        of_council(employee=403, academic=302, executive=409),
        delegation,
    ),
    Row(
        "councils:refuse_delegation",
        "POST",
        "",
        of_council(employee=403, academic=302, executive=409),
        delegation,
    ),
    Row("councils:hand_on", "POST", "", statuses(404, employee=403, executive=302), assignment),
    Row("councils:separations", "GET", "", by_council_chair(200), internal),
    Row("councils:separations", "POST", "empty", by_council_chair(422), internal),
    Row("councils:separation", "POST", "", statuses(404, executive=302), separation, lambda _world: DELETE),
    Row("councils:quality", "GET", "", EDITED, internal),
    Row("councils:quality_reviews", "GET", "", EDITED, lambda world: [*internal(world), "overdue"]),
    Row(
        "councils:quality_reviews",
        "GET",
        "unknown",
        EDITED | dict.fromkeys(("marketing", "executive", "administrator"), 404),
        lambda world: [*internal(world), "nothing"],
    ),
    Row("councils:reviewer", "GET", "", of_council(employee=200, executive=200), reviewer),
    Row("councils:service", "GET", "none", statuses(404), lambda world: [*reviewer(world), 2020]),
    Row("councils:service", "GET", "served", of_council(employee=200, executive=200), served),
]
