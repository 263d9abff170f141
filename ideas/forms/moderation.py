"""What is said with a report, and with hiding something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import TextField
from ideas.stages import Against


class ReportForm(forms.Form):
    """Which guideline, and as much as one likes to add."""

    against = forms.ChoiceField(
        label=_("What is wrong with it"), choices=Against.choices, widget=forms.RadioSelect
    )
    words = TextField(
        label=_("In your words"),
        help_text=_("Those who decide read this; whoever wrote it does not learn that it was you."),
        max_length=1000,
        rows=4,
        strip=True,
        required=False,
    )


class HidingForm(forms.Form):
    """Why it is hidden. `seen` says which wording was read."""

    against = forms.ChoiceField(
        label=_("Which guideline it is against"), choices=Against.choices, widget=forms.RadioSelect
    )
    words = TextField(
        label=_("A word to whoever wrote it"),
        help_text=_("Kindly: what they could say instead. Nobody else reads this."),
        max_length=1000,
        rows=4,
        strip=True,
        required=False,
    )
    seen = forms.CharField(max_length=60, widget=forms.HiddenInput)
