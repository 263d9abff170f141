"""The text that ideas may be like, and the idea whose likes are looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SimilarForm(forms.Form):
    """All optional; `idea` is the one being written, which is not like itself."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    nugget = forms.CharField(label=_("Nugget"), max_length=1000, required=False, widget=forms.Textarea)
    idea = forms.IntegerField(min_value=1, max_value=2**31, required=False, widget=forms.HiddenInput)

    def asked(self) -> tuple[str, str, int]:
        """Title, nugget and the key of the idea, as far as they make sense."""
        self.full_clean()
        found = self.cleaned_data
        return found.get("title", ""), found.get("nugget", ""), found.get("idea") or 0


class PairForm(forms.Form):
    """Of which idea likely duplicates are shown; a word that makes no sense is as if it were not there."""

    idea = forms.IntegerField(min_value=1, max_value=2**31, required=False)

    @property
    def asked(self) -> int | None:
        self.full_clean()
        return self.cleaned_data.get("idea")
