"""What each kind of idea is helped along with: an opening, questions, and headings to fill. Never required."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideas.stages import Kind


@dataclass(frozen=True)
class Prompts:
    """`opening` stands in the empty body; `questions` beside it; `template` is Markdown for whoever asks."""

    kind: Kind
    purpose: Promise
    opening: Promise
    questions: tuple[Promise, ...]
    template: Promise


ALL: tuple[Prompts, ...] = (
    Prompts(
        Kind.POINT_OF_VIEW,
        _("You see something differently from most, and can say why."),
        _("Most people in our trade believe that … I have come to see it differently, because …"),
        (
            _("What does nearly everyone take for granted here?"),
            _("What have you seen that does not fit?"),
            _("What follows for a customer who believes you?"),
            _("What would change your mind?"),
        ),
        _(
            "## What most people think\n\n\n\n## What we see instead\n\n\n\n"
            "## How we know\n\n\n\n## What to do differently\n\n\n"
        ),
    ),
    Prompts(
        Kind.WHITE_PAPER,
        _("A longer argument that a careful reader can check."),
        _("The question this paper answers is … The short answer is …"),
        (
            _("Which question does the paper answer, and for whom?"),
            _("What is the short answer, for those who read one page?"),
            _("Which evidence would a doubtful reader ask for first?"),
            _("What does the paper not claim?"),
        ),
        _(
            "## The question\n\n\n\n## The short answer\n\n\n\n## What is known so far\n\n\n\n"
            "## What we found\n\n\n\n## What it means in practice\n\n\n\n## Limits, and what to ask next\n\n\n"
        ),
    ),
    Prompts(
        Kind.TALK,
        _("Something to be said aloud, to people in a room."),
        _("The people in the room will remember one sentence: …"),
        (
            _("Who sits there, and what keeps them busy this month?"),
            _("Which one sentence should they repeat to a colleague?"),
            _("Which story or demonstration shows it?"),
            _("How long is it, and what could go if it must be half?"),
        ),
        _(
            "## The one sentence\n\n\n\n## Who it is for\n\n\n\n## The story\n\n\n\n"
            "## Three points\n\n1. \n2. \n3. \n\n## What they can do on Monday\n\n\n"
        ),
    ),
    Prompts(
        Kind.PRODUCT_IDEA,
        _("Something the company could offer and somebody would pay for."),
        _("Today a customer who wants to … has to … With this they would …"),
        (
            _("Who has the problem, how often, and what does it cost them?"),
            _("What do they do about it today?"),
            _("What is the smallest thing worth trying with one customer?"),
            _("Why us, and why now?"),
        ),
        _(
            "## The problem, and whose it is\n\n\n\n## What they do today\n\n\n\n## What we would offer\n\n\n\n"
            "## The smallest test\n\n\n\n## Why us, why now\n\n\n"
        ),
    ),
    Prompts(
        Kind.IMPROVEMENT,
        _("A better way to do what is done already."),
        _("Each time we … it takes … because … If instead we …"),
        (
            _("What happens today, step by step?"),
            _("Where does it hurt, and how often?"),
            _("What would be different, and who would notice first?"),
            _("What could go wrong, and how would you see it early?"),
        ),
        _(
            "## How it goes today\n\n\n\n## Where it hurts\n\n\n\n## What would change\n\n\n\n"
            "## What it takes\n\n\n\n## How we would know that it worked\n\n\n"
        ),
    ),
)
_BY_KIND = {prompts.kind.value: prompts for prompts in ALL}


def of(kind: str) -> Prompts:
    """Those of a kind; of a point of view where the kind is not known."""
    return _BY_KIND.get(kind, ALL[0])


def added(body: str, kind: str) -> str:
    """The body with the kind's headings after whatever it holds: nothing typed is ever replaced."""
    template = str(of(kind).template)
    return f"{body.rstrip()}\n\n{template}" if body.strip() else template
