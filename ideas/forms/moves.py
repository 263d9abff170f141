"""What is said with a move."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import DayField, TextField


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
