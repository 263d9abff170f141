"""Decisions, letters, and what authors answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Council, Point
from councils.stages import Outcome
from ideanet.people.models import Person
from ideas.forms.fields import TextField


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=_("Reason"),
        help_text=_("Needed where you decide otherwise than the rule, or the rule leaves it to you."),
        max_length=2000,
        rows=3,
        strip=True,
        required=False,
    )
    points = TextField(
        label=_("Points to meet"),
        help_text=_("For “revise and resubmit”: what a revision has to meet, one point a line."),
        max_length=5000,
        rows=4,
        strip=True,
        required=False,
    )

    def __init__(self, *args: Any, is_last: bool, **options: Any) -> None:
        """In the last round nothing can come back once more, so nobody is offered to ask for it."""
        super().__init__(*args, **options)
        if is_last:
            field = self.fields["outcome"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # tells the type
            field.choices = [(value, label) for value, label in Outcome.choices if value != Outcome.REVISE]
            del self.fields["points"]

    def clean_points(self) -> list[str]:
        points = [line.strip(" -*\t") for line in self.cleaned_data["points"].splitlines()]
        if any(len(point) > 500 for point in points):
            raise forms.ValidationError(_("A point has at most 500 characters."))
        return [point for point in points if point]


class LetterForm(forms.Form):
    body = TextField(
        label=_("Letter"),
        help_text=_("Markdown."),
        max_length=40_000,
        rows=20,
        css="is-prose is-body",
        toolbar="plain",
    )


class SecondReaderForm(forms.Form):
    """Who reads the letter before it goes."""

    reader = forms.TypedChoiceField(label=_("Second reader"), coerce=int)

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reader"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # tells the type
        field.choices = [(person.pk, person.name) for person in people]


class AnswerForm(forms.Form):
    """An answer, and one field for each point that was to be met."""

    body = TextField(label=_("Your answer"), max_length=10_000, rows=5, css="is-prose", strip=True)

    def __init__(self, *args: Any, points: list[Point], **options: Any) -> None:
        super().__init__(*args, **options)
        self.points = points
        for point in points:
            self.fields[f"point_{point.pk}"] = TextField(
                label=point.text,
                help_text=_("How you met it."),
                max_length=2000,
                rows=2,
                strip=True,
                required=False,
            )
            self.initial.setdefault(f"point_{point.pk}", point.met)

    @property
    def met(self) -> dict[int, str]:
        return {point.pk: self.cleaned_data[f"point_{point.pk}"] for point in self.points}


class SendForm(forms.Form):
    """Which council to send an idea to."""

    council = forms.ModelChoiceField(Council.objects.none(), label=_("Council"), empty_label=None)

    def __init__(self, *args: Any, councils: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["council"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # tells the type
        field.queryset = councils
