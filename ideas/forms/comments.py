"""What is said about an idea."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import TextField, is_legible
from ideas.stages import CommentAudience


class CommentForm(forms.Form):
    """A comment or a reply. `request_key` makes a double click one comment."""

    body = TextField(label=_("Comment"), max_length=10_000, rows=3, css="is-prose", toolbar="compact")
    audience = forms.ChoiceField(label=_("Who reads it"), choices=CommentAudience.choices)
    may_quote = forms.BooleanField(
        label=_("I agree to be quoted by name"),
        help_text=_("In what the company publishes from this idea. You can take it back until then."),
        required=False,
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, audiences: list[CommentAudience], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["audience"]
        field.choices = [(audience.value, audience.label) for audience in audiences]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("audience", audiences[0])
        self.initial.setdefault("request_key", uuid.uuid4())
        if len(audiences) == 1:
            field.widget = forms.HiddenInput()

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not is_legible(body):
            raise forms.ValidationError(_("Say something first."))
        return body


class CommentEditForm(forms.Form):
    """Other words for a comment, and whether they may be quoted."""

    body = TextField(label=_("Comment"), max_length=10_000, rows=5, css="is-prose", toolbar="compact")
    may_quote = CommentForm.base_fields["may_quote"]

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not is_legible(body):
            raise forms.ValidationError(_("Say something first, or delete the comment."))
        return body
