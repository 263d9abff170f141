"""What is said with a merge."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ideas.forms.fields import TextField
from ideas.merge_rules import can_merge
from ideas.models import Idea


class MergeForm(forms.Form):
    """The idea it goes into, and why; authors may leave the reason out."""

    into = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("Why"),
        help_text=_("Everyone who sees the idea reads this."),
        max_length=2000,
        rows=4,
        strip=True,
    )

    def __init__(self, *args: Any, is_author: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = not is_author


class Direction(TextChoices):
    INTO = "into", _("My idea lives on in the other one")
    FROM = "from", _("The other idea lives on in mine")


class MergeProposalForm(forms.Form):
    """What an author asks the authors of the other idea."""

    other = forms.IntegerField(widget=forms.HiddenInput)
    direction = forms.ChoiceField(
        label=_("Which one goes on"), choices=Direction.choices, widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Why"),
        help_text=_("Its authors read this; once they agree, everyone who sees the idea does."),
        max_length=2000,
        rows=4,
        strip=True,
    )

    def __init__(self, *args: Any, own: Idea, other: Idea, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pair = own, other
        possible = {Direction.INTO: can_merge(own, other), Direction.FROM: can_merge(other, own)}
        choices = [choice for choice in Direction.choices if possible[Direction(choice[0])]]
        self.is_possible = bool(choices)
        field = self.fields["direction"]
        field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.initial = {"other": other.pk, "direction": choices[0][0] if choices else ""}

    @property
    def ordered(self) -> tuple[Idea, Idea]:
        """The one that would live on in the other, and that one."""
        own, other = self.pair
        return (own, other) if self.cleaned_data["direction"] == Direction.INTO else (other, own)


class MergeRefusalForm(forms.Form):
    reason = TextField(
        label=_("Why not"),
        help_text=_("For whoever asked you: what sets the two apart, or what would have to be different."),
        max_length=1000,
        rows=2,
        strip=True,
    )
