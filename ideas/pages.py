"""What an idea's page shows one reader: facts and open doors, so that templates decide nothing."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ideanet.people.models import Person
from ideas import audiences, contributors, moderation, moves, rules
from ideas.contributors import Contributor
from ideas.models import Authorship, Idea
from ideas.moves import Move
from ideas.names import name_of
from ideas.stages import DISCUSSED, Stage


@dataclass(frozen=True)
class Support:
    """The tallies, never mixed, and the reader's own vote."""

    backers: int
    current_backers: int
    customers: int
    current_customers: int
    accounts: int
    accounts_in_view: int | None
    may_vote: bool
    has_voted: bool
    is_asked_again: bool
    voted_revision: int | None
    is_through: bool

    @classmethod
    def of(cls, idea: Idea, reader: Person, *, may_vote: bool) -> "Support":
        """`idea` comes from `for_page()` or the workflow that votes."""
        voted: int | None = idea.voted_revision  # type: ignore[attr-defined]  # annotated
        through: bool = idea.votes_through  # type: ignore[attr-defined]  # annotated
        in_view: int = idea.accounts_in_view  # type: ignore[attr-defined]  # annotated
        # How many customers are here is not a customer's to learn.
        shows_view = reader.is_employee and idea.account_count <= in_view > 0
        return cls(
            backers=idea.backer_count,
            current_backers=idea.current_backer_count,
            customers=idea.customer_count,
            current_customers=idea.current_customer_count,
            accounts=idea.account_count,
            accounts_in_view=in_view if shows_view else None,
            may_vote=may_vote,
            has_voted=voted is not None or through,
            is_asked_again=may_vote and voted is not None and voted < idea.material_number,
            voted_revision=voted,
            is_through=voted is None and through,
        )


@dataclass(frozen=True)
class View:
    """Everything that depends on who looks."""

    audience: str
    authors: list[Authorship]
    invited: list[Authorship]
    contributors: list[Contributor]
    begun_by: Person | None
    handover: int | None
    owed_by: str
    is_late: bool
    is_answered: bool
    knows_theme: bool
    is_invited: bool
    is_author: bool
    may_edit: bool
    may_amend: bool
    may_discard: bool
    may_attach: bool
    may_set_audience: bool
    moves: list[Move]
    may_merge: bool
    may_unmerge: bool
    has_likeness: bool
    may_report: bool
    may_moderate: bool
    guideline: str
    support: Support


def view_of(idea: Idea, reader: Person) -> View:
    """`idea` comes from `ideas.prepared.open_page`."""
    authorships = list(idea.authorships.all())
    is_author = rules.is_author(reader, idea)
    return View(
        audience=audiences.sentence(idea, reader),
        authors=[authorship for authorship in authorships if authorship.accepted_at],
        invited=[authorship for authorship in authorships if is_author and not authorship.accepted_at],
        owed_by=name_of(idea.owed_by, reader) if idea.owed_by else "",
        begun_by=_begun_by(idea, reader),
        handover=idea.handover,  # type: ignore[attr-defined]  # annotated
        contributors=contributors.known_to(reader, idea.contributors),  # type: ignore[attr-defined]  # annotated
        is_late=is_late(idea, timezone.localdate()),
        is_answered=idea.answered_at is not None,
        knows_theme=rules.may_view_theme(reader, idea.theme),
        is_invited=rules.is_named_author(reader, idea) and not is_author,
        is_author=is_author,
        may_edit=rules.may_edit(reader, idea),
        may_amend=rules.may_amend(reader, idea),
        may_discard=rules.may_discard(reader, idea),
        may_attach=rules.may_add_evidence(reader, idea),
        may_set_audience=rules.may_set_audience(reader, idea),
        moves=moves.open_moves(reader, idea),
        may_merge=moves.MERGE.is_open(reader, idea) or (is_author and idea.stage in DISCUSSED),
        may_unmerge=moves.UNMERGE.is_open(reader, idea),
        has_likeness=idea.has_likeness,  # type: ignore[attr-defined]  # annotated
        may_report=rules.may_report(reader, idea),
        may_moderate=rules.may_moderate(reader, idea) and idea.stage != Stage.DRAFT,
        guideline=str(moderation.guideline_of(idea)),
        support=Support.of(idea, reader, may_vote=rules.may_vote(reader, idea)),
    )


def _begun_by(idea: Idea, reader: Person) -> Person | None:
    """Who began what others are the authors of now, as far as that is the reader's to know."""
    if not reader.is_employee or any(a.person_id == idea.created_by_id for a in idea.authorships.all()):
        return None
    return idea.created_by


def is_late(idea: Idea, today: date) -> bool:
    is_owed = idea.stage == Stage.OPEN and idea.answered_at is None
    return is_owed and idea.answer_due_on is not None and idea.answer_due_on < today
