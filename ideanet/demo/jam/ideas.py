"""The ideas of a jam: each plan becomes the rows that the workflow would have written."""

from collections.abc import Sequence
from datetime import date, timedelta

from ideanet.activity.stages import Reason
from ideanet.demo.jam import words
from ideanet.demo.jam.plans import Plan
from ideanet.demo.jam.rows import Rows, SharedWith
from ideanet.demo.jam.talk import Talk
from ideas.models import Authorship, Evidence, Idea, Revision, Round, Theme
from ideas.stages import EvidenceKind, Kind, Stage

MOVES = {
    Stage.DRAFT: (),
    Stage.OPEN: ("submit",),
    Stage.APPROVED: ("submit", "send_to_review", "approve"),
    Stage.PUBLISHED: ("submit", "send_to_review", "approve", "publish"),
    Stage.ADOPTED: ("submit", "send_to_review", "approve", "adopt"),
    Stage.DECLINED: ("submit", "turn_down"),
    Stage.WITHDRAWN: ("submit", "withdraw"),
    Stage.ARCHIVED: ("submit", "withdraw", "archive"),
}


def write(rows: Rows, plans: Sequence[Plan]) -> None:
    """One batch."""
    for plan in plans:
        _idea(rows, plan)
    rows.copy()


def _idea(rows: Rows, plan: Plan) -> None:
    random, pk = rows.random, next(rows.keys[Idea])
    theme = random.choice(rows.themes)
    text = words.title(random), words.paragraph(random, 3), words.body(random)
    is_draft, is_adopted = plan.stage == Stage.DRAFT, plan.stage == Stage.ADOPTED
    revisions = [] if is_draft else _revisions(rows, pk, plan, text)
    _moves(rows, pk, plan, theme)
    _authors(rows, pk, plan)
    talk = Talk(rows, pk, plan, revisions, set(plan.authors), _evidence(rows, pk, plan))
    votes, comments = talk.votes(), talk.comments()
    for organisation in plan.accounts:
        rows.add(SharedWith, pk, organisation)
    owed: tuple[int | None, date | None] = (None, None)
    if plan.stage == Stage.OPEN:
        owed = theme.owner_id, rows.now.date() + timedelta(days=random.randint(-9, 14))
    rows.add(
        Idea, pk, theme.pk, random.choice(Kind.values), plan.audience, plan.stage, *text, plan.authors[0],
        plan.opened - timedelta(days=1), None if is_draft else plan.opened, plan.opened, len(revisions), 1, 1, *owed,
        "It worked." if is_adopted else "", "Operations" if is_adopted else "",
        *votes, *votes[:2], *comments, sorted(talk.voices), "",
    )  # fmt: skip


def _revisions(rows: Rows, idea: int, plan: Plan, text: tuple[str, str, str]) -> list[int]:
    """All of one text: what differs between them is not what is measured."""
    made, round_key, author = [], next(rows.keys[Round]), plan.authors[0]
    rows.add(Round, round_key, idea, 1, plan.opened, author)
    for number in range(1, 1 + rows.random.choices((1, 2, 3, 5), (60, 25, 10, 5))[0]):
        key, at = next(rows.keys[Revision]), plan.opened + timedelta(hours=20 * (number - 1))
        note = "Sharper words." if number > 1 else ""
        rows.add(Revision, key, idea, number, round_key, *text, note, False, author, at)  # noqa: FBT003  # a row
        if note:
            rows.event(at, "idea.revised", author, idea, ("ideas.revision", key), number=number, note=note)
        made.append(key)
    return made


def _moves(rows: Rows, idea: int, plan: Plan, theme: Theme) -> None:
    at = plan.opened
    rows.event(at - timedelta(days=1), "idea.created", plan.authors[0], idea)
    for name in MOVES[plan.stage]:
        actor = plan.authors[0] if name in {"submit", "withdraw"} else theme.owner_id
        reason = "Not now; the theme has better answers." if name == "turn_down" else ""
        rows.event(at, f"idea.{name}", actor, idea, reason=reason, stage=plan.stage.value, round=1)
        at += (rows.now - at) / 3


def _authors(rows: Rows, idea: int, plan: Plan) -> None:
    share, rest = divmod(100, len(plan.authors))
    at = plan.opened - timedelta(days=1)
    for place, person in enumerate(plan.authors):
        rows.add(Authorship, idea, person, share + (rest if place == 0 else 0), place, at, at)
        rows.follow(person, idea, Reason.AUTHOR, at)


def _evidence(rows: Rows, idea: int, plan: Plan) -> set[str]:
    """One to three pieces for three ideas in ten; the voice that they add where outsiders may read one."""
    random = rows.random
    if plan.stage == Stage.DRAFT or random.random() > 0.3:
        return set()
    voices: set[str] = set()
    for _number in range(random.randint(1, 3)):
        is_internal = random.random() < 0.2
        voices |= set() if is_internal else {"research"}
        rows.add(
            Evidence, idea, random.choice(EvidenceKind.values), words.title(random), "Jam University",
            plan.opened.date(), words.sentence(random), "", is_internal, plan.authors[0], plan.opened, 1,
        )  # fmt: skip
    return voices
