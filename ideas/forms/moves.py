"""What is said with a move, and what the move does, in words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas import moves
from ideas.forms.fields import DayField, TextField
from ideas.moves import Move

EXPLANATIONS = {
    "submit": _("The people you share it with can then see it, support it and argue with it."),
    "turn_down": _("The idea is declined without a review. Its authors read why, and may begin another."),
    "withdraw": _("Nobody answers, supports or discusses it any more. What was said stays."),
    "adopt": _("It was put into practice. Say by whom, since when, and what came of it."),
    "new_round": _("It goes round again with its proof points: open for support, talk and review."),
    "archive": _("It leaves the lists. Its page, and all that was said, stay where they are."),
}


class ReasonForm(forms.Form):
    """Every “no” carries a reason."""

    reason = TextField(
        label=_("Why"),
        help_text=_("Everyone who sees the idea reads this."),
        max_length=2000,
        rows=5,
        strip=True,
    )


class AdoptionForm(forms.Form):
    """By whom an idea was put into practice, since when, and what came of it."""

    adopted_by = forms.CharField(
        label=_("Adopted by"), max_length=200, help_text=_("A project, an offering, a team, a customer.")
    )
    adopted_on = DayField(label=_("Since"))
    outcome = TextField(
        label=_("What came of it"),
        help_text=_("Everyone who sees the idea reads this."),
        max_length=2000,
        rows=5,
        strip=True,
    )


def form_class(move: Move) -> type[ReasonForm] | type[AdoptionForm] | None:
    """The form a move asks for, if it asks for anything."""
    if move is moves.ADOPT:
        return AdoptionForm
    return ReasonForm if move.needs_reason else None
