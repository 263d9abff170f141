"""What a reader proposes to change, and what the authors answer."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.forms.fields import TextField
from ideas.models import Amendment
from ideas.stages import AmendedPart, CommentAudience
from ideas.workflow.amending import Proposal

LONGEST_PASSAGE = 20_000
LARGEST = 2**31 - 1


class AmendmentForm(forms.Form):
    """`read_number` and `place` say which passage is meant. `request_key` makes a double click one amendment."""

    after = TextField(
        label=gettext_lazy("How it should read"),
        help_text=gettext_lazy("Change the words here. Leave it empty to propose that the passage goes."),
        max_length=LONGEST_PASSAGE,
        required=False,
        rows=8,
        css="is-prose",
    )
    reason = TextField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One or two sentences for its authors."),
        max_length=1000,
        rows=2,
        strip=True,
    )
    audience = forms.ChoiceField(label=gettext_lazy("Who reads it"), choices=CommentAudience.choices)
    part = forms.ChoiceField(choices=AmendedPart.choices, widget=forms.HiddenInput)
    place = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    read_number = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, audiences: list[CommentAudience], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["audience"]
        field.choices = [(audience.value, audience.label) for audience in audiences]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("audience", audiences[0])
        self.initial.setdefault("request_key", uuid.uuid4())
        if len(audiences) == 1:
            field.widget = forms.HiddenInput()

    @property
    def proposal(self) -> Proposal:
        data = self.cleaned_data
        return Proposal(data["read_number"], data["part"], data["place"], data["after"], data["reason"])


class NoteForm(forms.Form):
    """The change note of the revision that takes an amendment up."""

    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=300,
        help_text=gettext_lazy("One line, for those who follow the idea. Everyone who sees it reads it."),
    )

    @staticmethod
    def initial_of(amendment: Amendment) -> dict[str, Any]:
        """Its reason, if everyone who will read the note may read that."""
        if amendment.audience == CommentAudience.EVERYONE and len(amendment.reason) <= 300:
            return {"note": " ".join(amendment.reason.split())}
        return {"note": _("Takes up an amendment.")}


class AdaptationForm(NoteForm):
    """An amendment in the authors' own words, for a passage of revision `read_number`."""

    after = TextField(
        label=gettext_lazy("How it reads from now on"),
        help_text=gettext_lazy("Leave it empty to let the passage go."),
        max_length=LONGEST_PASSAGE,
        required=False,
        rows=8,
        css="is-prose",
    )
    answer = TextField(
        label=gettext_lazy("A word to whoever proposed it"),
        max_length=1000,
        required=False,
        rows=2,
        strip=True,
    )
    place = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    read_number = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    field_order = ("after", "note", "answer")


class RefusalForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Why not"),
        help_text=gettext_lazy("Whoever may read the amendment reads this too."),
        max_length=1000,
        rows=2,
        strip=True,
    )
