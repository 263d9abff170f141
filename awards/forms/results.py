"""What is said about results: who goes on to the next round, why a winner won, what a signature is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.stages import Channel
from ideas.forms.fields import TextField


class ComputeForm(forms.Form):
    channel = forms.ChoiceField(choices=Channel.choices)


class ShortlistForm(forms.Form):
    size = forms.IntegerField(
        label=_("How many go on"),
        min_value=1,
        max_value=1000,
        help_text=_("Those with the same place as the last one go too."),
    )


class CitationForm(forms.Form):
    citation = TextField(
        label=_("Why it won"),
        help_text=_(
            "A sentence or two, read aloud as it were. Shown on the winners’ page and the certificate."
        ),
        max_length=600,
        rows=3,
        required=False,
        strip=True,
        css="is-prose",
    )


class SignatureForm(forms.Form):
    """`digest` names the results that were on the page."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
