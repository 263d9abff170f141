"""Entering an idea, and screening what was entered."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Category, Panel
from ideas.forms.fields import TextField
from ideas.models import Idea


class EntryForm(forms.Form):
    """One of one's own ideas, for one of the categories, with a word to the judges."""

    idea = forms.ModelChoiceField(Idea.objects.none(), label=_("Idea"), empty_label=_("Choose an idea"))
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category"), empty_label=_("Choose a category")
    )
    statement = TextField(
        label=_("Why it should win"),
        help_text=_("For the judges: what is new, what it rests on, what it has moved. Markdown."),
        max_length=2000,
        rows=6,
        css="is-prose",
        strip=True,
    )
    has_agreed = forms.BooleanField(
        label=_("I enter this with the agreement of its authors"),
        help_text=_(
            "The judges and marketing read the idea as it is now, even if it is restricted; later changes "
            "do not reach them. Everybody else sees the entry only if they may see the idea."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, ideas: Any, categories: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("Any", self.fields["idea"]).queryset = ideas
        cast("Any", self.fields["category"]).queryset = categories


class ScreeningForm(forms.Form):
    """Admit, before which panel; or not, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("admit", _("Admit: it competes")), ("turn_down", _("Do not admit"))],
        widget=forms.RadioSelect,
    )
    panel = forms.ModelChoiceField(
        Panel.objects.none(), label=_("Panel"), required=False, empty_label=_("Decide later")
    )
    reason = TextField(
        label=_("Reason"),
        help_text=_("Needed when it is not admitted; its authors read it."),
        max_length=1000,
        rows=3,
        required=False,
        strip=True,
    )

    def __init__(self, *args: Any, panels: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if len(panels) > 1:
            cast("Any", self.fields["panel"]).queryset = panels
        else:
            del self.fields["panel"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == "turn_down" and not data.get("reason"):
            self.add_error("reason", _("Say why: every “no” carries a reason."))
        return data
