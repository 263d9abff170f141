"""Who gets which status at the doors of ideas, themes and search."""

from functools import cache
from typing import Any

from django.core.files.base import ContentFile

from ideanet.people.models import Person
from ideanet.uploads import examine
from ideas.models import Comment, Evidence, Idea, Pair, Revision, Theme
from ideas.stages import Audience, EvidenceKind
from ideas.workflow import amending, attaching, authoring, commenting, consenting, handing
from ideas.workflow.amending import Proposal
from tests import factories
from tests.access.table import Row, statuses
from tests.access.world import World

OUTSIDERS = ("customer", "rival", "academic")


def outsiders(status: int) -> dict[str, int]:
    return dict.fromkeys(OUTSIDERS, status)


# Everybody inside sees it, and the account it is shared with; to the rest it does not exist.
HIDDEN = {"rival": 404, "academic": 404}
SEEN = statuses(200, **HIDDEN)
# Only its author may; who sees it is refused, who does not finds nothing.
OWN = statuses(403, author=200, **HIDDEN)
DONE = statuses(403, author=302, **HIDDEN)


def theme(world: World) -> Theme:
    return factories.ThemeFactory.create(owner=factories.make_employee())


def shared(world: World) -> Idea:
    """The author's open idea, shared with the customer's account."""
    return factories.make_idea(
        world.people["author"], theme=theme(world), audience=Audience.SHARED, shared_with=[world.account]
    )


def draft(world: World) -> Idea:
    return factories.make_draft(world.people["author"], theme=theme(world))


@cache
def key(make: Any) -> Any:
    return lambda world: [make(world).pk]


@cache
def with_comment(by: str) -> Any:
    def arguments(world: World) -> list[Any]:
        idea = shared(world)
        comment: Comment = commenting.post(idea, by=world.people[by], body="Words.", audience="everyone")
        return [idea.pk, comment.pk]

    return arguments


def with_evidence(world: World) -> list[Any]:
    idea = shared(world)
    evidence: Evidence = attaching.attach(
        idea,
        by=world.people["author"],
        kind=EvidenceKind.CASE_STUDY,
        title="A study",
        source="S",
        dated_on="2026-01-01",
        citation="C",
    )
    return [idea.pk, evidence.pk]


@cache
def with_file(*, is_internal: bool) -> Any:
    def arguments(world: World) -> list[Any]:
        idea = shared(world)
        evidence: Evidence = attaching.attach(
            idea,
            by=world.people["author"],
            upload=examine(ContentFile(b"Words.", name="words.txt")),
            kind=EvidenceKind.CASE_STUDY,
            title="A study",
            source="S",
            dated_on="2026-01-01",
            citation="C",
            is_internal=is_internal,
        )
        return [idea.pk, evidence.pk]

    return arguments


def jotted(world: World) -> list[Any]:
    return [factories.make_jotting(world.people["author"]).key]


def with_person(role: str) -> Any:
    return lambda world: [shared(world).pk, world.people[role].pk]


@cache
def with_invited(role: str) -> Any:
    """An idea whose authors have asked this person."""

    def arguments(world: World) -> list[Any]:
        idea = shared(world)
        authoring.invite(idea, world.people[role], by=world.people["author"])
        return [idea.pk]

    return arguments


def picture_of(make: Any, **fields: Any) -> Any:
    def arguments(world: World) -> list[Any]:
        picture = factories.make_picture(make(world), world.people["author"], **fields)
        return [picture.key]

    return arguments


def person(world: World) -> Person:
    return world.people["author"]


def with_revision(world: World) -> list[Any]:
    idea = shared(world)
    assert Revision.objects.filter(idea=idea).count() == 1
    return [idea.pk, 1]


def pair(world: World) -> list[Any]:
    first, second = shared(world), shared(world)
    figures = {"score": 0.9, "title_score": 0.9, "shared_words": 5, "words": 10}
    return [Pair.objects.create(first=first, second=second, **figures).pk]


def sent(**data: Any) -> Any:
    """The form, whoever sends it."""
    return lambda _world: data


@cache
def with_move(name: str) -> Any:
    return lambda world: [shared(world).pk, name]


def with_amendment(world: World) -> list[Any]:
    """An employee's, to an idea of the author's."""
    idea = shared(world)
    proposal = Proposal(1, "nugget", 0, "Other words.", "They are better.")
    amendment = amending.propose(idea, proposal, by=world.people["employee"], audience="everyone")
    return [idea.pk, amendment.pk]


def with_handover(world: World) -> list[Any]:
    """The author's idea, offered to the employee."""
    idea = shared(world)
    handover = handing.offer(idea, world.people["employee"], by=world.people["author"], kind="leave")
    return [idea.pk, handover.pk]


def with_merge_proposal(world: World) -> list[Any]:
    """The employee asks whether the author's idea may live on in theirs."""
    idea, into = shared(world), factories.make_idea(world.people["employee"], theme=theme(world))
    made = consenting.propose(idea, into, by=world.people["employee"], reason="They say the same.")
    return [idea.pk, made.pk]


AMENDED = {
    "part": "nugget",
    "place": 0,
    "read_number": 1,
    "after": "X.",
    "reason": "Y.",
    "audience": "everyone",
}

ROWS = [
    # Lists and search.
    Row("ideas:ideas", "GET", "", statuses(200)),
    Row("ideas:search", "GET", "", statuses(200)),
    Row("ideas:search_facets", "GET", "", statuses(200)),
    Row("ideas:search_comments", "GET", "", statuses(200)),
    Row("ideas:suggestions", "GET", "", statuses(200)),
    Row("ideas:similar", "GET", "", statuses(200, **outsiders(403))),
    Row("ideas:duplicates", "GET", "", statuses(403, marketing=200)),
    Row("ideas:dismissal", "POST", "", statuses(403, marketing=302), pair),
    Row("ideas:dismissal", "DELETE", "", statuses(403, marketing=302), pair),
    Row("ideas:overdue", "GET", "", statuses(200, **outsiders(403))),
    Row("ideas:rising", "GET", "", statuses(302)),
    Row("ideas:newest", "GET", "", statuses(302)),
    Row("ideas:answers", "GET", "", statuses(403, marketing=200, executive=200)),
    Row("ideas:person_panel", "GET", "of an employee", statuses(200), key(person)),
    Row(
        "ideas:person_panel",
        "GET",
        "of a customer",
        statuses(200, rival=404, academic=404),
        lambda world: [world.people["customer"].pk],
    ),
    # Themes.
    Row("ideas:themes", "GET", "", statuses(200)),
    Row("ideas:theme", "GET", "of the network", statuses(200), key(theme)),
    Row(
        "ideas:theme",
        "GET",
        "inside the company",
        statuses(200, **outsiders(404)),
        lambda _world: [factories.ThemeFactory.create(is_network=False).pk],
    ),
    Row("ideas:theme_people", "GET", "of the network", statuses(200), key(theme)),
    Row(
        "ideas:theme_people",
        "GET",
        "inside the company",
        statuses(200, **outsiders(404)),
        lambda _world: [factories.ThemeFactory.create(is_network=False).pk],
    ),
    Row("ideas:theme_create", "GET", "", statuses(403, marketing=200)),
    Row("ideas:theme_create", "POST", "empty", statuses(403, marketing=422)),
    Row("ideas:theme_edit", "GET", "", statuses(403, marketing=200), key(theme)),
    Row("ideas:theme_edit", "POST", "empty", statuses(403, marketing=422), key(theme)),
    # Writing.
    Row("ideas:create", "GET", "", statuses(200, **outsiders(403))),
    Row("ideas:create", "POST", "empty", statuses(422, **outsiders(403))),
    Row("ideas:preview", "POST", "", statuses(200), data=sent(body="Words.")),
    Row("ideas:edit", "GET", "open", OWN, key(shared)),
    Row("ideas:edit", "GET", "draft", statuses(404, author=200), key(draft)),
    Row("ideas:edit", "POST", "empty", statuses(403, author=422, **HIDDEN), key(shared)),
    Row("ideas:drafts", "GET", "", statuses(200, **outsiders(403))),
    Row("ideas:drafts", "POST", "empty", statuses(422, **outsiders(403))),
    Row("ideas:jotting", "DELETE", "with unread words", statuses(404, author=409), jotted),
    Row("ideas:working_copy", "GET", "open", OWN, key(shared)),
    Row("ideas:working_copy", "GET", "draft", statuses(404, author=200), key(draft)),
    Row("ideas:working_copy", "POST", "open", OWN, key(shared), sent(read_number=1, body="Words.")),
    Row("ideas:working_copy", "DELETE", "open", DONE, key(shared)),
    Row("ideas:writers", "POST", "open", OWN, key(shared)),
    Row("ideas:writers", "POST", "draft", statuses(404, author=200), key(draft)),
    Row("ideas:discard", "GET", "draft", statuses(404, author=200), key(draft)),
    Row("ideas:discard", "GET", "open", statuses(403, **HIDDEN), key(shared)),
    Row("ideas:discard", "DELETE", "open", statuses(409, **HIDDEN), key(shared)),
    Row("ideas:pictures", "POST", "nothing", statuses(422, **outsiders(403))),
    Row("ideas:picture", "GET", "in a draft", statuses(404, author=200), picture_of(draft)),
    Row("ideas:picture", "GET", "in a revision", SEEN, picture_of(shared, is_published=True)),
    # Reading.
    Row("ideas:idea", "GET", "shared", SEEN, key(shared)),
    Row("ideas:idea", "GET", "draft", statuses(404, author=200), key(draft)),
    Row(
        "ideas:idea",
        "GET",
        "restricted",
        statuses(404, author=200),
        lambda world: [
            factories.make_idea(world.people["author"], theme=theme(world), audience=Audience.RESTRICTED).pk
        ],
    ),
    Row("ideas:rank", "GET", "", SEEN, key(shared)),
    Row("ideas:history", "GET", "", SEEN, key(shared)),
    Row("ideas:revisions", "GET", "", SEEN, key(shared)),
    Row("ideas:revision", "GET", "", SEEN, with_revision),
    Row("ideas:changes", "GET", "", SEEN, key(shared)),
    Row("ideas:restoration", "GET", "", OWN, with_revision),
    Row("ideas:restoration", "POST", "empty", statuses(403, author=422, **HIDDEN), with_revision),
    # Amendments.
    Row("ideas:amendments", "GET", "", SEEN, key(shared)),
    Row("ideas:amendments", "POST", "", statuses(302, author=403, **HIDDEN), key(shared), sent(**AMENDED)),
    Row("ideas:amendment_new", "GET", "", statuses(200, author=403, **HIDDEN), key(shared)),
    Row("ideas:amendment", "GET", "", SEEN, with_amendment),
    Row("ideas:amendment", "DELETE", "", statuses(403, employee=302, **HIDDEN), with_amendment),
    Row(
        "ideas:amendment_accept",
        "POST",
        "",
        statuses(403, author=302, **HIDDEN),
        with_amendment,
        sent(note="Sharper."),
    ),
    Row("ideas:amendment_adapt", "GET", "", OWN, with_amendment),
    Row("ideas:amendment_adapt", "POST", "empty", statuses(403, author=422, **HIDDEN), with_amendment),
    Row(
        "ideas:amendment_decline",
        "POST",
        "",
        statuses(403, author=302, **HIDDEN),
        with_amendment,
        sent(reason="No."),
    ),
    # Support.
    Row("ideas:votes", "GET", "", SEEN, key(shared)),
    Row("ideas:votes", "POST", "", statuses(302, author=403, **HIDDEN), key(shared)),
    Row("ideas:votes", "DELETE", "", statuses(302, author=403, **HIDDEN), key(shared)),
    # Moves.
    Row("ideas:move", "GET", "withdraw", OWN, with_move("withdraw")),
    Row("ideas:move", "GET", "turn down", statuses(403, marketing=200, **HIDDEN), with_move("turn_down")),
    Row("ideas:move", "GET", "approve", statuses(403, **HIDDEN), with_move("approve")),
    Row(
        "ideas:moves",
        "POST",
        "withdraw",
        statuses(403, author=302, **HIDDEN),
        key(shared),
        sent(name="withdraw"),
    ),
    Row(
        "ideas:moves",
        "POST",
        "turn down without a reason",
        statuses(422, **HIDDEN),
        key(shared),
        sent(name="turn_down"),
    ),
    Row(
        "ideas:moves",
        "POST",
        "turn down",
        statuses(403, marketing=302, executive=403, **HIDDEN),
        key(shared),
        sent(name="turn_down", reason="No."),
    ),
    # Who may see it, and who wrote it.
    Row("ideas:audience", "GET", "", OWN, key(shared)),
    Row(
        "ideas:audience",
        "POST",
        "",
        DONE,
        key(shared),
        lambda world: {"audience": "shared", "shared_with": [world.account.pk]},
    ),
    Row(
        "ideas:readers", "POST", "", DONE, key(shared), lambda world: {"person": world.people["employee"].pk}
    ),
    Row("ideas:reader", "DELETE", "", DONE, with_person("rival")),
    Row("ideas:authors", "GET", "", OWN, key(shared)),
    Row(
        "ideas:authors", "POST", "", DONE, key(shared), lambda world: {"person": world.people["employee"].pk}
    ),
    Row("ideas:author", "DELETE", "not asked", statuses(403, author=409, **HIDDEN), with_person("employee")),
    Row("ideas:authorship", "POST", "asked", statuses(409, employee=302, **HIDDEN), with_invited("employee")),
    Row(
        "ideas:authorship", "DELETE", "asked", statuses(409, employee=302, **HIDDEN), with_invited("employee")
    ),
    Row("ideas:shares", "POST", "empty", statuses(403, author=422, **HIDDEN), key(shared)),
    Row("ideas:handovers", "GET", "", OWN, key(shared)),
    Row("ideas:handovers", "POST", "empty", statuses(403, author=422, **HIDDEN), key(shared)),
    Row("ideas:handover", "GET", "", statuses(404, employee=200, author=200), with_handover),
    Row("ideas:handover", "DELETE", "", statuses(404, employee=403, author=302), with_handover),
    Row("ideas:handover_accept", "POST", "", statuses(404, employee=302, author=403), with_handover),
    Row(
        "ideas:handover_decline",
        "POST",
        "",
        statuses(404, employee=302, author=403),
        with_handover,
        sent(reason="No."),
    ),
    # Talk.
    Row("ideas:comments", "GET", "", SEEN, key(shared)),
    Row(
        "ideas:comments",
        "POST",
        "",
        statuses(302, **HIDDEN),
        key(shared),
        sent(body="Words.", audience="everyone"),
    ),
    Row("ideas:comment_new", "GET", "", SEEN, key(shared)),
    Row("ideas:comment", "GET", "", statuses(302, **HIDDEN), with_comment("employee")),
    Row(
        "ideas:comment_edit",
        "GET",
        "an employee's",
        statuses(403, employee=200, **HIDDEN),
        with_comment("employee"),
    ),
    Row(
        "ideas:comment_edit",
        "POST",
        "a customer's",
        statuses(403, customer=302, **HIDDEN),
        with_comment("customer"),
        sent(body="Other words."),
    ),
    Row(
        "ideas:comment_edit",
        "DELETE",
        "an employee's",
        statuses(403, employee=302, **HIDDEN),
        with_comment("employee"),
    ),
    Row(
        "ideas:comment_answer",
        "POST",
        "before a revision",
        statuses(403, author=422, **HIDDEN),
        with_comment("employee"),
    ),
    Row("ideas:comment_wordings", "GET", "", SEEN, with_comment("employee")),
    Row(
        "ideas:comment_pin",
        "POST",
        "an employee's",
        statuses(403, marketing=302, **HIDDEN),
        with_comment("employee"),
    ),
    Row(
        "ideas:comment_pin",
        "DELETE",
        "an employee's",
        statuses(403, marketing=302, **HIDDEN),
        with_comment("employee"),
    ),
    Row("ideas:comment_pin", "POST", "a customer's", statuses(403, **HIDDEN), with_comment("customer")),
    Row("ideas:mentionable", "GET", "", SEEN, key(shared)),
    # Moderation.
    Row("ideas:reports", "GET", "", statuses(403, marketing=200, administrator=200)),
    Row("ideas:report", "GET", "", statuses(200, author=403, **HIDDEN), key(shared)),
    Row("ideas:report", "POST", "empty", statuses(422, author=403, **HIDDEN), key(shared)),
    Row(
        "ideas:report",
        "POST",
        "",
        statuses(302, author=403, **HIDDEN),
        key(shared),
        sent(against="respect"),
    ),
    Row("ideas:comment_report", "GET", "", statuses(200, employee=403, **HIDDEN), with_comment("employee")),
    Row(
        "ideas:comment_report",
        "POST",
        "",
        statuses(302, employee=403, **HIDDEN),
        with_comment("employee"),
        sent(against="respect"),
    ),
    Row("ideas:hiding", "GET", "", statuses(403, marketing=200, administrator=200, **HIDDEN), key(shared)),
    Row(
        "ideas:hiding",
        "POST",
        "empty",
        statuses(403, marketing=422, administrator=422, **HIDDEN),
        key(shared),
    ),
    Row(
        "ideas:hiding",
        "DELETE",
        "",
        statuses(403, marketing=302, administrator=302, **HIDDEN),
        key(shared),
    ),
    Row(
        "ideas:comment_hiding",
        "GET",
        "",
        statuses(403, marketing=200, administrator=200, **HIDDEN),
        with_comment("employee"),
    ),
    Row(
        "ideas:comment_hiding",
        "POST",
        "it stays",
        statuses(403, marketing=302, administrator=302, **HIDDEN),
        with_comment("employee"),
        sent(keep="1"),
    ),
    Row(
        "ideas:comment_hiding",
        "DELETE",
        "",
        statuses(403, marketing=302, administrator=302, **HIDDEN),
        with_comment("employee"),
    ),
    # Merging.
    Row("ideas:merging", "GET", "", statuses(403, author=200, marketing=200, **HIDDEN), key(shared)),
    Row("ideas:merging", "POST", "no idea", statuses(403, author=404, marketing=404, **HIDDEN), key(shared)),
    Row(
        "ideas:merging",
        "POST",
        "without a reason",
        statuses(403, author=302, marketing=422, **HIDDEN),
        key(shared),
        lambda world: {"into": shared(world).pk},
    ),
    Row(
        "ideas:merging",
        "DELETE",
        "not merged",
        statuses(403, author=409, marketing=409, **HIDDEN),
        key(shared),
    ),
    Row("ideas:merged", "GET", "", SEEN, key(shared)),
    # The author is asked by the employee, whose own idea it is; who looks after the talk has no part in it.
    Row("ideas:merge_proposals", "GET", "", OWN, key(shared)),
    Row("ideas:merge_proposals", "POST", "no idea", statuses(403, author=404, **HIDDEN), key(shared)),
    Row("ideas:merge_proposal", "GET", "", statuses(404, author=200, employee=200), with_merge_proposal),
    Row("ideas:merge_proposal", "DELETE", "", statuses(404, author=403, employee=302), with_merge_proposal),
    Row("ideas:merge_accept", "POST", "", statuses(404, author=302, employee=403), with_merge_proposal),
    Row(
        "ideas:merge_decline",
        "POST",
        "",
        statuses(404, author=302, employee=403),
        with_merge_proposal,
        sent(reason="No."),
    ),
    # Evidence.
    Row("ideas:evidence_new", "GET", "", statuses(403, author=200, marketing=200, **HIDDEN), key(shared)),
    Row(
        "ideas:evidence_new", "POST", "empty", statuses(403, author=422, marketing=422, **HIDDEN), key(shared)
    ),
    Row("ideas:evidence", "GET", "", statuses(403, author=200, marketing=200, **HIDDEN), with_evidence),
    Row("ideas:evidence_file", "GET", "", SEEN, with_file(is_internal=False)),
    Row(
        "ideas:evidence_file", "GET", "internal", statuses(200, **outsiders(404)), with_file(is_internal=True)
    ),
    Row("ideas:evidence_thumbnail", "GET", "of no picture", statuses(404), with_file(is_internal=False)),
    Row("ideas:evidence", "DELETE", "", statuses(404, employee=403, author=302), with_evidence),
]
