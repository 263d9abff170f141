"""The words of a council's letters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from councils import phrases
from councils.models import CouncilReview
from councils.stages import Outcome
from ideas.forms.fields import TextField


class LetterTemplateForm(forms.Form):
    """One text for each outcome, and what to preview it about."""

    about = forms.TypedChoiceField(label=_("Preview about"), coerce=int, required=False)

    def __init__(self, *args: Any, reviews: Mapping[int, CouncilReview], **options: Any) -> None:
        super().__init__(*args, **options)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)  # noqa: S101  # tells the type
        about.choices = [("", _("An invented idea"))] + [(pk, str(r.idea)) for pk, r in reviews.items()]
        for outcome in Outcome:
            self.fields[outcome.value] = TextField(
                label=outcome.label,
                help_text=_("Empty: the house’s own words."),
                max_length=10_000,
                rows=12,
                css="is-prose",
                toolbar="plain",
                strip=True,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for outcome in Outcome.values:
            if data.get(outcome):
                trouble = phrases.problems(outcome, data[outcome])
                if trouble:
                    self.add_error(outcome, ValidationError(trouble))
        return data

    @property
    def words(self) -> dict[str, str]:
        return {outcome: self.cleaned_data[outcome] for outcome in Outcome.values}
