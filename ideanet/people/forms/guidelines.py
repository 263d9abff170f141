"""The form that puts a new version of the guidelines in force."""

from django import forms

from ideanet.people.models import Guidelines


class GuidelinesForm(forms.ModelForm[Guidelines]):
    class Meta:
        model = Guidelines
        fields = ["body", "disclaimer"]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 18, "class": "is-body"}),
            "disclaimer": forms.Textarea(attrs={"rows": 4}),
        }
