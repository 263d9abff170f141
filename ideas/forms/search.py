"""What is searched for, and what narrows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.stages import EvidenceKind, Kind, Stage, Voice


class SearchForm(forms.Form):
    """Words, or nothing."""

    q = forms.CharField(
        label=_("Search"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def words(self) -> str:
        # Asked of the field's own value: another that makes no sense leaves the words as they are.
        self.full_clean()
        return str(self.cleaned_data.get("q", ""))


class FacetForm(SearchForm):
    """Words and facets, all in the address; a word that makes no sense is as if it were not there."""

    theme = forms.IntegerField(min_value=1, max_value=2**31, required=False)
    stage = forms.ChoiceField(choices=Stage.choices, required=False)
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    segment = forms.IntegerField(min_value=1, max_value=2**31, required=False)
    unit = forms.CharField(max_length=120, required=False)
    year = forms.IntegerField(min_value=1900, max_value=2999, required=False)
    evidence = forms.ChoiceField(choices=EvidenceKind.choices, required=False)
    loop = forms.ChoiceField(choices=Voice.choices, required=False)

    @property
    def chosen(self) -> dict[str, Any]:
        """What the facets are set to, by name."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if name != "q" and value}
