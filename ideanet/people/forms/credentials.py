"""The forms about credentials."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Credential


class CredentialForm(forms.ModelForm[Credential]):
    evidence_url = forms.URLField(
        label=_("Where it can be checked"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("A public page that whoever verifies it can open."),
    )

    class Meta:
        model = Credential
        fields = ["kind", "title", "reference", "evidence_url", "dated_on", "expires_on"]
        widgets = {
            "dated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "title": _("What it is called, as it is written on it."),
            "expires_on": _("Only if it does."),
        }

    def clean_dated_on(self) -> Any:
        dated_on = self.cleaned_data["dated_on"]
        if dated_on > timezone.localdate():
            raise ValidationError(_("This date is still to come."), code="future")
        return dated_on

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        dated_on, expires_on = found.get("dated_on"), found.get("expires_on")
        if dated_on and expires_on and expires_on < dated_on:
            self.add_error("expires_on", _("It cannot end before its date."))
        return found

    def _post_clean(self) -> None:
        """Leave the credential as it is: only workflow writes, under a lock."""


class RejectionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it cannot be verified"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The person reads this and can put it right."),
    )
