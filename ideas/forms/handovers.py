"""To whom an idea is handed over, and what becomes of who hands it over."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import EmployeeField, TextField
from ideas.models import Idea
from ideas.stages import HandoverKind, Stage


class HandoverForm(forms.Form):
    person = EmployeeField(label=_("Who takes it over"), help_text=_("Their e-mail address."))
    kind = forms.ChoiceField(
        label=_("What becomes of you"), choices=HandoverKind.choices, widget=forms.RadioSelect
    )
    word = TextField(label=_("A word to them"), max_length=1000, required=False, rows=3, strip=True)

    def __init__(self, *args: Any, idea: Idea, **options: Any) -> None:
        super().__init__(*args, **options)
        if idea.stage != Stage.DRAFT:
            kinds = [choice for choice in HandoverKind.choices if choice[0] != HandoverKind.BEHALF]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField


class HandoverRefusalForm(forms.Form):
    reason = TextField(
        label=_("Why not"),
        help_text=_("For whoever asked you: what would have to be different, or who would be the right one."),
        max_length=1000,
        rows=2,
        strip=True,
    )


class ReadForm(forms.Form):
    """The state of the draft that was read."""

    read_at = forms.DateTimeField(required=False)

    @property
    def moment(self) -> datetime | None:
        return self.cleaned_data["read_at"] if self.is_valid() else None
