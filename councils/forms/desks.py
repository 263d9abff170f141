"""What goes with a member's own review: a change of mind, private notes, a request for help, a summary."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.forms.reviews import RecommendationForm
from ideas.forms.fields import TextField


class AmendmentForm(RecommendationForm):
    """A submitted review once more, and what changed one's mind."""

    reason = forms.CharField(
        label=_("What changed your mind"),
        help_text=_("Those who read the reviews see it with what you wrote before."),
        max_length=500,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NoteForm(forms.Form):
    note = TextField(
        label=_("Private notes"),
        help_text=_("You alone read them; they go into no letter, decision or export."),
        max_length=20_000,
        rows=4,
        css="is-prose",
        required=False,
    )


class HelpForm(forms.Form):
    """`request_key` makes a double click one request."""

    body = TextField(
        label=_("What you need"),
        help_text=_("The chair reads it on the dashboard, and is told once."),
        max_length=2000,
        rows=3,
        strip=True,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("request_key", uuid.uuid4())


class SummaryForm(forms.Form):
    summary = TextField(
        label=_("Summary of the discussion"),
        help_text=_("Markdown. Where you agree, where you do not, and what settled it."),
        max_length=10_000,
        rows=5,
        css="is-prose",
        strip=True,
    )
